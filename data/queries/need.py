"""Who may need care and where: people by age, planned hours, hours waited for."""

from __future__ import annotations

import pandas as pd

from data.vault import Vault


def read_areas_around(vault: Vault, *, within_m: float) -> pd.DataFrame:
    """Read the council's areas, then every other in a box round them.

    Returns
    -------
    DataFrame, one row for each area, the council's own first, each part by code
        area_code, area_name, ward_name, district_code, district_name, council_code,
        is_own, x_m, y_m (metres, National Grid), ruc_group, centre_is_approximate,
        and people_all, people_65_plus, people_18_64, people_65_74, people_75_84,
        people_85_plus (people; blank where not known).
    """
    return vault.query(
        """
        WITH own AS (
            SELECT
                min(x_m) - $within_m AS west, max(x_m) + $within_m AS east,
                min(y_m) - $within_m AS south, max(y_m) + $within_m AS north
            FROM core_ons__areas
            WHERE council_code = $council_code
        )
        SELECT
            areas.area_code, areas.area_name, areas.ward_name,
            areas.district_code, areas.district_name, areas.council_code,
            coalesce(areas.council_code = $council_code, false) AS is_own,
            areas.x_m, areas.y_m, areas.ruc_group, areas.centre_is_approximate,
            areas.people_all, areas.people_65_plus, areas.people_18_64,
            areas.people_65_74, areas.people_75_84, areas.people_85_plus
        FROM core_ons__areas AS areas, own
        WHERE
            areas.council_code = $council_code
            OR (
                areas.x_m BETWEEN own.west AND own.east
                AND areas.y_m BETWEEN own.south AND own.north
            )
        ORDER BY is_own DESC, areas.area_code
        """,
        {"council_code": vault.council_code, "within_m": within_m},
    )


def read_people_65_plus_by_age(vault: Vault) -> pd.DataFrame:
    """Count people of each age within 65 and over, in all councils together.

    Returns
    -------
    DataFrame, one row
        people_65_74, people_75_84, people_85_plus (people).
    """
    return vault.query(
        """
        SELECT
            coalesce(sum(people_65_74), 0) AS people_65_74,
            coalesce(sum(people_75_84), 0) AS people_75_84,
            coalesce(sum(people_85_plus), 0) AS people_85_plus
        FROM core_ons__areas
        -- The file also holds Wales, to which England's shares do not apply.
        WHERE council_code IN (SELECT council_code FROM core_ons__councils)
        """
    )


def read_planned_hours(vault: Vault) -> pd.DataFrame:
    """Add up the weekly hours of arrangements open at the build's date, by area.

    Returns
    -------
    DataFrame, one row for each area with an open arrangement
        area_code, weekly_hours (hours a week that arrangements state; blank where
        none does).
    """
    return vault.query(
        """
        SELECT area_code, sum(weekly_hours) AS weekly_hours
        FROM core_council__arrangements
        -- Need here is that of adults.
        WHERE area_code IS NOT NULL AND is_open AND age_band IS DISTINCT FROM 'under_18'
        GROUP BY area_code
        ORDER BY area_code
        """
    )


def read_waiting_hours(vault: Vault) -> pd.DataFrame:
    """Add up the weekly hours of referrals that wait for care, by area.

    Returns
    -------
    DataFrame, one row for each area where somebody waits
        area_code, weekly_hours (hours a week that referrals state; blank where none
        does).
    """
    return vault.query(
        """
        SELECT area_code, sum(weekly_hours) AS weekly_hours
        FROM core_council__referrals
        WHERE area_code IS NOT NULL AND outcome = 'waiting' AND made_on <= $as_of
        GROUP BY area_code
        ORDER BY area_code
        """,
        {"as_of": vault.as_of},
    )
