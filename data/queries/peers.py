"""Councils beside each other: what is published of each, and who is like whom."""

from __future__ import annotations

import pandas as pd

from data.vault import Vault

DIRECT_PAYMENTS = "3d(2a)"  # ASCOF's measure of people who use services


def read_councils(vault: Vault) -> pd.DataFrame:
    """Read the councils with adult social care.

    Returns
    -------
    DataFrame, one row for each council
        council_code, council_name, region_code and region_name (blank where no lookup
        says).
    """
    return vault.query(
        """
        SELECT council_code, council_name, region_code, region_name
        FROM core_ons__councils
        ORDER BY council_code
        """
    )


def read_other_codes(vault: Vault) -> list[str]:
    """Read the other codes, retired or new, by which the vault's council is known."""
    codes = vault.query(
        """
        SELECT any_code
        FROM core_ons__council_codes
        WHERE council_code = $council_code AND any_code <> $council_code
        ORDER BY any_code
        """,
        {"council_code": vault.council_code},
    )
    return list(codes["any_code"])


def read_direct_payment_measures(vault: Vault) -> pd.DataFrame:
    """Read how many people use direct payments, as ASCOF publishes it.

    Returns
    -------
    DataFrame, one row for each council, type of council, region and England
        council_code, council_name, level (council, council_type, region, england),
        period (the last), numerator and denominator (people), outcome (per cent), and
        the status of each.
    """
    return vault.query(
        """
        SELECT
            council_code, council_name, level, period,
            numerator, numerator_status,
            denominator, denominator_status,
            outcome, outcome_status
        FROM core_ascof__measures
        WHERE measure = $measure AND breakdown = 'total'
        QUALIFY period = max(period) OVER ()
        ORDER BY level, council_code
        """,
        {"measure": DIRECT_PAYMENTS},
    )


def read_neighbours(vault: Vault) -> pd.DataFrame:
    """Read the areas most like the council, by the ONS global model.

    Returns
    -------
    DataFrame, one row for each neighbour, the most alike first
        neighbour_code, rank, neighbour_is_council (whether it has adult social care in
        England, so that it can be compared).
    """
    return vault.query(
        """
        SELECT neighbour_code, rank, neighbour_is_council
        FROM core_ons__neighbours
        WHERE council_code = $council_code
        ORDER BY rank
        """,
        {"council_code": vault.council_code},
    )
