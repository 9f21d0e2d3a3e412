"""Answers about capacity, direction, workers and reviews, counted by combination."""

from __future__ import annotations

import pandas as pd

from data.vault import Vault


def read_answers_of_people_without(vault: Vault) -> pd.DataFrame:
    """Count adults on neither a direct payment nor an ISF, by their answers.

    Returns
    -------
    DataFrame, one row for each combination that has somebody
        has_capacity, can_direct_support and has_authorised_person (yes; no; unknown;
        unclear where the person's open arrangements disagree), people.
    """
    return vault.query(
        f"""
        WITH people AS (
            SELECT
                person_key,
                bool_or(route IN ('direct_payment', 'isf')) AS has_one,
                {_of_a_person("has_capacity")} AS has_capacity,
                {_of_a_person("can_direct_support")} AS can_direct_support,
                {_of_a_person("has_authorised_person")} AS has_authorised_person
            FROM core_council__arrangements
            WHERE is_open AND age_band IS DISTINCT FROM 'under_18'
            GROUP BY person_key
        )

        SELECT
            has_capacity, can_direct_support, has_authorised_person,
            count(*) AS people
        FROM people
        WHERE NOT has_one
        GROUP BY ALL
        ORDER BY ALL
        """
    )


def _of_a_person(column: str) -> str:
    """Say in SQL what a person's arrangements together answer."""
    told = f"FILTER ({column} IN ('yes', 'no'))"
    return (
        f"CASE count(DISTINCT {column}) {told} WHEN 0 THEN 'unknown' "
        f"WHEN 1 THEN max({column}) {told} ELSE 'unclear' END"
    )


def read_answers_of_arrangements(
    vault: Vault, *, first_review_months: int, later_review_months: int
) -> pd.DataFrame:
    """Count open arrangements of adults by their answers and how their reviews stand.

    An arrangement began on the first day of its first spell on the same route, however
    often it was written anew since; a review before that day is of another one.

    Returns
    -------
    DataFrame, one row for each combination that has an arrangement
        route, workforce, has_capacity, can_direct_support, has_authorised_person
        (each also unknown), review (in_time, overdue, none_early: not due yet,
        none_late; unknown where the file tells no review at all), arrangements.
    """
    return vault.query(
        """
        WITH spells AS (
            SELECT
                route,
                workforce,
                has_capacity,
                can_direct_support,
                has_authorised_person,
                is_open AND age_band IS DISTINCT FROM 'under_18' AS is_counted,
                min(started_on) OVER one AS began_on,
                max(last_reviewed_on) FILTER (last_reviewed_on <= $as_of) OVER one
                    AS reviewed_on,
                count(last_reviewed_on) OVER () > 0 AS tells_reviews
            FROM core_council__arrangements
            WHERE started_on <= $as_of
            WINDOW one AS (PARTITION BY arrangement_key, route)
        )

        SELECT
            route,
            coalesce(workforce, 'unknown') AS workforce,
            coalesce(has_capacity, 'unknown') AS has_capacity,
            coalesce(can_direct_support, 'unknown') AS can_direct_support,
            coalesce(has_authorised_person, 'unknown') AS has_authorised_person,
            CASE
                WHEN NOT tells_reviews THEN 'unknown'
                WHEN reviewed_on >= began_on THEN
                    CASE
                        WHEN reviewed_on + to_months($later) < $as_of THEN 'overdue'
                        ELSE 'in_time'
                    END
                WHEN began_on + to_months($first) < $as_of THEN 'none_late'
                ELSE 'none_early'
            END AS review,
            count(*) AS arrangements
        FROM spells
        WHERE is_counted
        GROUP BY ALL
        ORDER BY ALL
        """,
        {
            "as_of": vault.as_of,
            "first": first_review_months,
            "later": later_review_months,
        },
    )
