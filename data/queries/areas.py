"""The council's own areas: where they are, who lives there, what they are like."""

from __future__ import annotations

import pandas as pd

from data.vault import Vault


def read_areas(vault: Vault) -> pd.DataFrame:
    """Read the council's areas with everything that is known of them.

    Returns
    -------
    DataFrame, one row for each area
        The columns of core_ons__areas (docs/dictionary.md); people are mid-2020, and
        blank where they cannot be carried over from 2011 areas.
    """
    return vault.query(
        """
        SELECT *
        FROM core_ons__areas
        WHERE council_code = $council_code
        ORDER BY area_code
        """,
        {"council_code": vault.council_code},
    )
