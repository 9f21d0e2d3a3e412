"""How people were at their first and last review, and what citizens say."""

from __future__ import annotations

import pandas as pd

from data.vault import Vault


def read_changes(vault: Vault) -> pd.DataFrame:
    """Read what changed for each person between the first review and the last.

    Returns
    -------
    DataFrame, one row for each person, with no key
        days between the two reviews (0 with one), hours_first and hours_last (hours a
        week), independence_first and _last, satisfaction_first and _last (0 to 10,
        blank where not told), own_aim (yes, no, unknown: whether less support was the
        person's own aim, at each review at which hours had fallen and at the last; one
        no is no, and yes needs all of them) and in_pilot.
    """
    return vault.query(
        """
        WITH told AS (
            SELECT
                person_key,
                reviewed_on,
                weekly_hours,
                independence_0_10,
                satisfaction_0_10,
                coalesce(less_support_was_own_aim, 'unknown') AS aim,
                pilot_group,
                row_number() OVER forwards AS nth,
                row_number() OVER backwards AS nth_last,
                weekly_hours < lag(weekly_hours) OVER forwards AS has_fallen
            FROM core_council__reviews
            WHERE reviewed_on <= $as_of
            WINDOW
                forwards AS (PARTITION BY person_key ORDER BY reviewed_on),
                backwards AS (PARTITION BY person_key ORDER BY reviewed_on DESC)
        ),
        judged AS (
            SELECT
                *,
                nth > 1 AND (has_fallen OR nth_last = 1) AS is_asked
            FROM told
        )
        SELECT
            date_diff('day', min(reviewed_on), max(reviewed_on)) AS days,
            max(weekly_hours) FILTER (WHERE nth = 1) AS hours_first,
            max(weekly_hours) FILTER (WHERE nth_last = 1) AS hours_last,
            max(independence_0_10) FILTER (WHERE nth = 1) AS independence_first,
            max(independence_0_10) FILTER (WHERE nth_last = 1) AS independence_last,
            max(satisfaction_0_10) FILTER (WHERE nth = 1) AS satisfaction_first,
            max(satisfaction_0_10) FILTER (WHERE nth_last = 1) AS satisfaction_last,
            CASE
                WHEN bool_or(aim = 'no') FILTER (WHERE is_asked) THEN 'no'
                WHEN bool_and(aim = 'yes') FILTER (WHERE is_asked) THEN 'yes'
                ELSE 'unknown'
            END AS own_aim,
            bool_or(pilot_group IS NOT NULL) AS in_pilot
        FROM judged
        GROUP BY person_key
        ORDER BY ALL
        """,
        {"as_of": vault.as_of},
    )


def read_changes_with_provider(vault: Vault) -> pd.DataFrame:
    """Read what changed for each person while they were with one provider.

    A review is with the provider of an arrangement that was open on its day, its first
    and last day inside; with several open it is with each.

    Returns
    -------
    DataFrame, one row for each person and provider with two reviews or more, no key
        provider_id, provider_name (organisations only), kind, days between the first
        and last of those reviews, independence_first and _last, satisfaction_first and
        _last (0 to 10, blank where not told).
    """
    return vault.query(
        """
        WITH placed AS (
            SELECT DISTINCT
                arrangements.provider_id,
                reviews.person_key,
                reviews.reviewed_on,
                reviews.independence_0_10,
                reviews.satisfaction_0_10
            FROM core_council__reviews AS reviews
            JOIN core_council__arrangements AS arrangements
                ON arrangements.person_key = reviews.person_key
                AND arrangements.started_on <= reviews.reviewed_on
                AND coalesce(arrangements.ended_on, reviews.reviewed_on)
                    >= reviews.reviewed_on
            WHERE
                reviews.reviewed_on <= $as_of
                AND arrangements.provider_id IS NOT NULL
        ),
        told AS (
            SELECT
                *,
                row_number() OVER forwards AS nth,
                row_number() OVER backwards AS nth_last
            FROM placed
            WINDOW
                forwards AS (PARTITION BY provider_id, person_key ORDER BY reviewed_on),
                backwards AS (
                    PARTITION BY provider_id, person_key ORDER BY reviewed_on DESC
                )
        ),
        changed AS (
            SELECT
                provider_id,
                date_diff('day', min(reviewed_on), max(reviewed_on)) AS days,
                max(independence_0_10) FILTER (WHERE nth = 1) AS independence_first,
                max(independence_0_10) FILTER (WHERE nth_last = 1) AS independence_last,
                max(satisfaction_0_10) FILTER (WHERE nth = 1) AS satisfaction_first,
                max(satisfaction_0_10) FILTER (WHERE nth_last = 1) AS satisfaction_last
            FROM told
            GROUP BY provider_id, person_key
            HAVING count(*) > 1
        )
        SELECT
            changed.provider_id,
            providers.name AS provider_name,
            providers.kind,
            changed.* EXCLUDE (provider_id)
        FROM changed
        LEFT JOIN core_council__providers AS providers
            ON providers.provider_id = changed.provider_id
        ORDER BY ALL
        """,
        {"as_of": vault.as_of},
    )


def read_feedback(vault: Vault) -> pd.DataFrame:
    """Count the pieces of feedback on each provider, by score and theme.

    Returns
    -------
    DataFrame, one row for each provider, score and theme
        provider_id, provider_name (organisations only), kind, score (1 to 5), theme
        (blank where not told) and pieces (count).
    """
    return vault.query(
        """
        SELECT
            feedback.provider_id,
            providers.name AS provider_name,
            providers.kind,
            feedback.score_1_5 AS score,
            feedback.theme,
            count(*) AS pieces
        FROM core_council__feedback AS feedback
        LEFT JOIN core_council__providers AS providers
            ON providers.provider_id = feedback.provider_id
        WHERE feedback.given_on <= $as_of
        GROUP BY ALL
        ORDER BY ALL
        """,
        {"as_of": vault.as_of},
    )
