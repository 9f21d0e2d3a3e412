"""How long arrangements have run, why they ended, and who is on which route later."""

from __future__ import annotations

import pandas as pd

from data.vault import Vault


def read_spells(vault: Vault) -> pd.DataFrame:
    """Read every spell of adults that began by the day the build speaks of.

    Returns
    -------
    DataFrame, one row for each spell, by person, route and first day
        person (a number given here, of no meaning elsewhere), route, workforce and
        isf_holder (blank where not supplied), started_on, ended_on and end_reason
        (blank while it goes on, an end still to come included; the reason also where
        none was supplied).
    """
    return vault.query(
        """
        SELECT
            dense_rank() OVER (ORDER BY person_key) AS person,
            route,
            workforce,
            isf_holder,
            started_on,
            CASE WHEN ended_on <= $as_of THEN ended_on END AS ended_on,
            CASE WHEN ended_on <= $as_of THEN end_reason END AS end_reason
        FROM core_council__arrangements
        WHERE started_on <= $as_of AND age_band IS DISTINCT FROM 'under_18'
        ORDER BY person, route, started_on, arrangement_key
        """,
        {"as_of": vault.as_of},
    )


def read_route_switches(vault: Vault) -> pd.DataFrame:
    """Count people by the route they were on, and the one they are on a year later.

    Returns
    -------
    DataFrame, one row for each combination that has somebody
        year_end (the later quarter end), route_before and route_after (`none`: no
        arrangement was open that day), people.
    """
    return vault.query(
        """
        WITH years AS (
            SELECT
                quarter_end AS year_end,
                lag(quarter_end, 4) OVER (ORDER BY quarter_end) AS year_start
            FROM core_council__quarters
        ),

        people AS (
            SELECT
                years.year_end,
                quarters.person_key,
                max(quarters.route) FILTER (
                    quarters.quarter_end = years.year_start
                ) AS route_before,
                max(quarters.route) FILTER (
                    quarters.quarter_end = years.year_end
                ) AS route_after
            FROM years
            JOIN core_council__person_quarters AS quarters
                ON quarters.quarter_end IN (years.year_start, years.year_end)
            WHERE years.year_start IS NOT NULL
            GROUP BY years.year_end, quarters.person_key
        )

        SELECT
            year_end,
            coalesce(route_before, 'none') AS route_before,
            coalesce(route_after, 'none') AS route_after,
            count(*) AS people
        FROM people
        GROUP BY ALL
        ORDER BY ALL
        """
    )
