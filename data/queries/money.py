"""Hourly prices, the costs of infrastructure models, and the hours that need them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from data.vault import Vault


def read_infrastructure_lines(vault: Vault) -> pd.DataFrame:
    """Read the costs that hold on the day the build speaks of.

    Returns
    -------
    DataFrame, one row for each line, in the order they were supplied
        model (as the council writes it), task, basis, gbp, step_hours (hours a week;
        blank unless the basis is step_per_hours), price_base.
    """
    return vault.query(
        """
        SELECT model, task, basis, gbp, step_hours, price_base
        FROM core_council__infrastructure_lines
        WHERE is_current
        ORDER BY landed_file, line
        """
    )


def read_rates(vault: Vault) -> pd.DataFrame:
    """Read the hourly prices that hold on the day the build speaks of.

    Returns
    -------
    DataFrame, one row for each price
        provider_id (blank where the price is a typical one), kind (the price's own,
        else its provider's; blank where neither says), price_base, hourly_rate_gbp and
        its parts (£ an hour; blank where not supplied).
    """
    return vault.query(
        """
        SELECT
            rates.provider_id,
            coalesce(rates.kind, providers.kind) AS kind,
            rates.price_base,
            rates.hourly_rate_gbp,
            rates.worker_pay_gbp,
            rates.worker_oncosts_gbp,
            rates.travel_gbp,
            rates.recruitment_gbp,
            rates.coordination_gbp,
            rates.digital_gbp,
            rates.overhead_gbp,
            rates.margin_gbp,
            rates.vat_gbp
        FROM core_council__rates AS rates
        LEFT JOIN core_council__providers AS providers
            ON providers.provider_id = rates.provider_id
        WHERE rates.is_current
        ORDER BY ALL
        """
    )


def read_provider_kinds(vault: Vault) -> pd.DataFrame:
    """Read how many providers of each kind the council has.

    Returns
    -------
    DataFrame, one row for each kind
        kind, providers (count).
    """
    return vault.query(
        """
        SELECT kind, count(*) AS providers
        FROM core_council__providers
        GROUP BY kind
        ORDER BY kind
        """
    )


def read_arranged_hours(vault: Vault, kinds: Sequence[str]) -> pd.DataFrame:
    """Read the hours a week arranged through some kinds of provider.

    Open arrangements on the day the build speaks of, whatever their route, whose main
    provider is of one of the kinds.

    Returns
    -------
    DataFrame, one row
        weekly_hours (hours a week, blank where no arrangement says), with_hours and
        without_hours (arrangements).
    """
    return vault.query(
        """
        SELECT
            sum(arrangements.weekly_hours) AS weekly_hours,
            count(arrangements.weekly_hours) AS with_hours,
            count(*) - count(arrangements.weekly_hours) AS without_hours
        FROM core_council__arrangements AS arrangements
        JOIN core_council__providers AS providers
            ON providers.provider_id = arrangements.provider_id
        WHERE arrangements.is_open
            AND providers.kind IN (SELECT unnest($kinds))
        """,
        {"kinds": list(kinds)},
    )
