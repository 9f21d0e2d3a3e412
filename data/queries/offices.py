"""Registered offices of home care, and the councils whose offices we have."""

from __future__ import annotations

import pandas as pd

from data.vault import Vault

# CQC's category of home care, supported living, extra care and shared lives together:
# this file does not tell them apart.
COMMUNITY_CARE = "Community based adult social care services"


def read_registered_offices(vault: Vault) -> pd.DataFrame:
    """Read the offices of care in the community, each location once.

    Returns
    -------
    DataFrame, one row for each location
        location_id, location_name (blank where it is a person's name), provider_id,
        council_code, overall_rating, rated_on, area_code, x_m and y_m (metres, National
        Grid; blank where the postcode is not known).
    """
    return vault.query(
        """
        SELECT
            location_id, location_name, provider_id, council_code,
            overall_rating, rated_on, area_code, x_m, y_m
        FROM core_cqc__locations
        WHERE lower(primary_category) = lower($category)
        ORDER BY location_id
        """,
        {"category": COMMUNITY_CARE},
    )


def read_cqc_coverage(vault: Vault) -> pd.DataFrame:
    """Read the councils that the CQC files at hand cover.

    Returns
    -------
    DataFrame, one row for each council
        council_code, n_locations (of every category).
    """
    return vault.query(
        """
        SELECT council_code, n_locations
        FROM core_cqc__coverage
        ORDER BY council_code
        """
    )
