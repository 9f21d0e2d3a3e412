"""Which tier each provider has, and whom each one cares for."""

from __future__ import annotations

import pandas as pd

from data.vault import Vault


def read_tiers_held(vault: Vault) -> pd.DataFrame:
    """Read the tier of each provider on the day the build speaks of.

    Returns
    -------
    DataFrame, one row for each provider that holds a tier
        provider_id, provider_name (organisations only; blank for sole traders), kind,
        tier (tier_1, tier_2, tier_3), decided_on (day of the last decision). A
        provider whose last decision is that it leaves is not here.
    """
    return vault.query(
        """
        WITH last_decisions AS (
            SELECT provider_id, tier, decided_on
            FROM core_council__tier_decisions
            WHERE decided_on <= $as_of
            QUALIFY row_number() OVER (
                PARTITION BY provider_id ORDER BY decided_on DESC
            ) = 1
        )
        SELECT
            decisions.provider_id,
            CASE WHEN providers.is_named THEN providers.name END AS provider_name,
            providers.kind,
            decisions.tier,
            decisions.decided_on
        FROM last_decisions AS decisions
        LEFT JOIN core_council__providers AS providers
            ON providers.provider_id = decisions.provider_id
        WHERE decisions.tier IN ('tier_1', 'tier_2', 'tier_3')
        ORDER BY decisions.provider_id
        """,
        {"as_of": vault.as_of},
    )


def read_clients_by_area(vault: Vault) -> pd.DataFrame:
    """Count the people each provider cares for, and their planned hours, by area.

    Open arrangements on the day the build speaks of, whatever their route: by every
    provider that an arrangement pays where its payees are told, else by its main one.

    Returns
    -------
    DataFrame, one row for each provider and area
        provider_id, area_code (blank where the home is not known), people,
        weekly_hours (hours a week that arrangements state; blank where none does),
        without_hours (arrangements that state none).
    """
    return vault.query(
        """
        WITH open_ones AS (
            SELECT arrangement_key, person_key, area_code, provider_id, weekly_hours
            FROM core_council__arrangements
            WHERE is_open
        ),
        given AS (
            SELECT
                open_ones.person_key, open_ones.area_code,
                payees.provider_id, payees.weekly_hours
            FROM open_ones
            JOIN core_council__arrangement_payees AS payees
                ON payees.arrangement_key = open_ones.arrangement_key
            UNION ALL
            SELECT person_key, area_code, provider_id, weekly_hours
            FROM open_ones
            WHERE provider_id IS NOT NULL AND arrangement_key NOT IN (
                SELECT arrangement_key FROM core_council__arrangement_payees
            )
        )
        SELECT
            provider_id,
            area_code,
            count(DISTINCT person_key) AS people,
            sum(weekly_hours) AS weekly_hours,
            count(*) - count(weekly_hours) AS without_hours
        FROM given
        GROUP BY provider_id, area_code
        ORDER BY provider_id, area_code NULLS LAST
        """
    )
