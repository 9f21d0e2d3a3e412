"""Who asked for care and what came of it, offer by offer; and what care costs."""

from __future__ import annotations

import pandas as pd

from data.vault import Vault


def read_referrals(vault: Vault) -> pd.DataFrame:
    """Read every request for care up to the day the build speaks of, as it stood then.

    Returns
    -------
    DataFrame, one row for each referral, by the day it was made
        referral_key (stays in the vault), made_on, area_code (blank where not known),
        district_name (blank where not known; `elsewhere` in another council),
        weekly_hours (hours a week; blank where not stated), outcome (placed, waiting,
        withdrawn), placed_on (blank where not placed, or no day is given),
        provider_id (who took it; blank where none is named), provider_name
        (organisations only; blank for sole traders) and provider_kind (blank where
        the provider is in no register), handed_back_on, isf_offered (blank
        where not said). What came after the day is not known on it.
    """
    return vault.query(
        """
        SELECT
            requests.referral_key,
            requests.made_on,
            requests.area_code,
            CASE
                WHEN areas.district_name IS NULL THEN NULL
                WHEN areas.council_code = $council_code THEN areas.district_name
                ELSE 'elsewhere'
            END AS district_name,
            requests.weekly_hours,
            CASE
                WHEN requests.placed_on > $as_of THEN 'waiting' ELSE requests.outcome
            END AS outcome,
            CASE
                WHEN requests.outcome = 'placed' AND requests.placed_on <= $as_of
                THEN requests.placed_on
            END AS placed_on,
            CASE
                WHEN requests.outcome = 'placed'
                    AND (requests.placed_on IS NULL OR requests.placed_on <= $as_of)
                THEN requests.placed_provider_id
            END AS provider_id,
            providers.name AS provider_name,
            providers.kind AS provider_kind,
            CASE
                WHEN requests.handed_back_on <= $as_of THEN requests.handed_back_on
            END AS handed_back_on,
            requests.isf_offered
        FROM core_council__referrals AS requests
        LEFT JOIN core_ons__areas AS areas ON areas.area_code = requests.area_code
        LEFT JOIN core_council__providers AS providers
            ON providers.provider_id = requests.placed_provider_id
        WHERE requests.made_on <= $as_of
        ORDER BY requests.made_on, requests.referral_key
        """,
        {"as_of": vault.as_of, "council_code": vault.council_code},
    )


def read_offers(vault: Vault) -> pd.DataFrame:
    """Read every offer of a referral up to the day the build speaks of.

    Returns
    -------
    DataFrame, one row for each offer
        referral_key (stays in the vault), provider_id, kind (of provider; blank where
        in no register), offer_order (1 the first; offers made at once share one),
        offered_on, answer (accepted, declined, no_answer; blank while it is open, or
        was on the day).
    """
    return vault.query(
        """
        SELECT
            offers.referral_key,
            offers.provider_id,
            providers.kind,
            offers.offer_order,
            offers.offered_on,
            CASE
                WHEN offers.answered_on > $as_of THEN NULL ELSE offers.answer
            END AS answer
        FROM core_council__referral_offers AS offers
        LEFT JOIN core_council__providers AS providers
            ON providers.provider_id = offers.provider_id
        WHERE offers.offered_on <= $as_of
        ORDER BY ALL
        """,
        {"as_of": vault.as_of},
    )


def read_supply_over_time(vault: Vault) -> pd.DataFrame:
    """Read every place that a named provider's workers set out from, then and now.

    Returns
    -------
    DataFrame, one row for each place and stretch of time
        provider_id, x_m, y_m (metres, National Grid), ruc_group, hours_free (hours a
        week; blank where not said), travel_limit_minutes (blank where none),
        from_date, to_date (blank while it goes on).
    """
    return vault.query(
        """
        SELECT
            supply.provider_id, supply.x_m, supply.y_m, areas.ruc_group,
            supply.hours_free, supply.travel_limit_minutes,
            supply.from_date, supply.to_date
        FROM core_council__supply AS supply
        LEFT JOIN core_ons__areas AS areas ON areas.area_code = supply.area_code
        WHERE supply.provider_id IS NOT NULL
        ORDER BY ALL
        """
    )


def read_spend_by_route(vault: Vault) -> pd.DataFrame:
    """Add up the weekly budgets of adults' arrangements that are open on the day.

    Returns
    -------
    DataFrame, one row for each route that has an open arrangement
        route, people (each once on a route), arrangements, without_budget and
        without_contribution (arrangements that state none); budget_gbp (gross),
        chc_gbp (of it, in arrangements that continuing health care pays for) and
        contribution_gbp (what people pay), £ a week; blank where none states one.
    """
    return vault.query(
        """
        SELECT
            route,
            count(DISTINCT person_key) AS people,
            count(*) AS arrangements,
            count(*) - count(weekly_budget_gbp) AS without_budget,
            count(*) - count(client_contribution_gbp_week) AS without_contribution,
            sum(weekly_budget_gbp) AS budget_gbp,
            sum(CASE WHEN funding = 'chc' THEN weekly_budget_gbp ELSE 0 END) AS chc_gbp,
            sum(client_contribution_gbp_week) AS contribution_gbp
        FROM core_council__arrangements
        WHERE is_open AND age_band IS DISTINCT FROM 'under_18'
        GROUP BY route
        ORDER BY route
        """
    )
