"""How many people use each route, at the end of each quarter."""

from __future__ import annotations

import pandas as pd

from data.vault import Vault


def read_quarters(vault: Vault) -> pd.DataFrame:
    """Read the quarters that the arrangements cover, and how many come to an end.

    Returns
    -------
    DataFrame, one row for each quarter that has ended, in order
        quarter_end (its last day), open_arrangements (adults', on that day),
        ended_before_next (adults', last open on that day or later, and not on the next
        quarter's last day; blank for the last quarter).
    """
    return vault.query(
        """
        WITH spells AS (
            SELECT started_on, ended_on
            FROM core_council__arrangements
            WHERE age_band IS DISTINCT FROM 'under_18'
        ),

        quarters AS (
            SELECT
                quarter_end, lead(quarter_end) OVER (ORDER BY quarter_end) AS next_end
            FROM core_council__quarters
        )

        SELECT
            quarters.quarter_end,
            count(*) FILTER (
                spells.started_on <= quarters.quarter_end
                AND (spells.ended_on IS NULL OR spells.ended_on >= quarters.quarter_end)
            ) AS open_arrangements,
            CASE WHEN quarters.next_end IS NOT NULL THEN count(*) FILTER (
                spells.ended_on >= quarters.quarter_end
                AND spells.ended_on < quarters.next_end
            ) END AS ended_before_next
        FROM quarters
        CROSS JOIN spells
        GROUP BY quarters.quarter_end, quarters.next_end
        ORDER BY quarters.quarter_end
        """
    )


def read_people_by_route_and_place(vault: Vault) -> pd.DataFrame:
    """Count people by route, age, reason and every kind of place that they live in.

    Returns
    -------
    DataFrame, one row for each combination that has somebody
        quarter_end, route, age_group and support_reason (of the client-level data list;
        either blank where not known), place_set (`district`,
        or one of the council's own sets of zones), place_name (blank where the home's
        area is not known or in no zone of the set; `elsewhere` for a home in another
        council), people. Each set of places holds everybody once.
    """
    return vault.query(
        """
        WITH homes AS (
            SELECT
                people.quarter_end, people.route, people.age_group,
                people.support_reason, people.area_code,
                areas.district_name,
                areas.council_code IS DISTINCT FROM $council_code AS is_elsewhere
            FROM core_council__person_quarters AS people
            LEFT JOIN core_ons__areas AS areas ON areas.area_code = people.area_code
        ),

        placed AS (
            SELECT
                quarter_end, route, age_group, support_reason,
                'district' AS place_set,
                CASE
                    WHEN district_name IS NULL THEN NULL
                    WHEN is_elsewhere THEN 'elsewhere'
                    ELSE district_name
                END AS place_name
            FROM homes
            UNION ALL
            SELECT
                homes.quarter_end, homes.route, homes.age_group, homes.support_reason,
                sets.place_set,
                zones.group_name AS place_name
            FROM homes
            CROSS JOIN (
                -- A set that is itself called district is still the council's own.
                SELECT DISTINCT
                    group_set,
                    CASE WHEN lower(group_set) = 'district' THEN 'own district'
                    ELSE group_set END AS place_set
                FROM core_council__area_groups
            ) AS sets
            LEFT JOIN core_council__area_groups AS zones
                ON zones.area_code = homes.area_code
                AND zones.group_set = sets.group_set
        )

        SELECT
            quarter_end, route, age_group, support_reason, place_set, place_name,
            count(*) AS people
        FROM placed
        GROUP BY ALL
        ORDER BY ALL
        """,
        {"council_code": vault.council_code},
    )


def read_places(vault: Vault) -> pd.DataFrame:
    """Read the places that people are counted by.

    Returns
    -------
    DataFrame, one row for each place
        place_set, place_name: the council's districts, and its own zones.
    """
    return vault.query(
        """
        SELECT DISTINCT 'district' AS place_set, district_name AS place_name
        FROM core_ons__areas
        WHERE council_code = $council_code AND district_name IS NOT NULL
        UNION
        SELECT DISTINCT
            CASE WHEN lower(group_set) = 'district' THEN 'own district'
            ELSE group_set END,
            group_name
        FROM core_council__area_groups
        ORDER BY ALL
        """,
        {"council_code": vault.council_code},
    )
