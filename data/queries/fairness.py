"""How many people use each route, by who they are and what their area is like."""

from __future__ import annotations

import pandas as pd

from data.vault import Vault


def read_people_by_mix(vault: Vault) -> pd.DataFrame:
    """Count people at the last quarter's end by route, age, reason and area.

    Returns
    -------
    DataFrame, one row for each combination that has somebody
        quarter_end, route, age_band and support_reason (blank where not known),
        area_code (blank where the home's is not known), people.
    """
    return vault.query(
        """
        SELECT
            quarter_end, route, age_band, support_reason, area_code,
            count(*) AS people
        FROM core_council__person_quarters
        WHERE quarter_end = (SELECT max(quarter_end) FROM core_council__quarters)
        GROUP BY ALL
        ORDER BY ALL
        """
    )


def read_area_likeness(vault: Vault) -> pd.DataFrame:
    """Read of every area whose it is, how deprived it is, and how rural.

    Returns
    -------
    DataFrame, one row for each area, of other councils too
        area_code, is_own (in this council), district_name, ward_code, ward_name,
        imd_decile (1 the most deprived tenth of England) and ruc_group (urban,
        larger_rural, smaller_rural), each blank where not supplied.
    """
    return vault.query(
        """
        SELECT
            area_code,
            coalesce(council_code = $council_code, FALSE) AS is_own,
            district_name,
            ward_code,
            ward_name,
            imd_decile,
            ruc_group
        FROM core_ons__areas
        ORDER BY area_code
        """,
        {"council_code": vault.council_code},
    )
