"""The council's own zones, and the outlines of areas."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from data.vault import Vault


def read_area_zones(vault: Vault) -> pd.DataFrame:
    """Read which zones of its own the council puts its areas in.

    Returns
    -------
    DataFrame, one row for each zone of an area
        group_set, group_name, area_code.
    """
    return vault.query(
        """
        SELECT DISTINCT zones.group_set, zones.group_name, zones.area_code
        FROM core_council__area_groups AS zones
        JOIN core_ons__areas AS areas
            ON areas.area_code = zones.area_code
            AND areas.council_code = $council_code
        ORDER BY ALL
        """,
        {"council_code": vault.council_code},
    )


def read_outlines(vault: Vault, area_codes: Sequence[str]) -> pd.DataFrame:
    """Read the outlines of some areas.

    Returns
    -------
    DataFrame, one row for each area asked for that has an outline
        area_code, outline_wkb (well-known binary, longitude and latitude).
    """
    return vault.query(
        """
        SELECT area_code, outline_wkb
        FROM core_ons__area_outlines
        WHERE area_code IN (SELECT unnest($area_codes)) AND outline_wkb IS NOT NULL
        ORDER BY area_code
        """,
        {"area_codes": list(area_codes)},
    )
