"""Who has an individual service fund, by route and by flag, and on what terms."""

from __future__ import annotations

import pandas as pd

from data.vault import Vault

# A flag of a person is of that person; of a provider, of all whom it supports; of both,
# of that person with that provider. Only arrangements of today can meet it.
TODAY = """
    WITH open_spells AS (
        SELECT
            arrangement_key, person_key, route, provider_id,
            list_position(
                ['direct_payment', 'isf', 'managed_budget', 'commissioned'], route
            ) AS rung
        FROM core_council__arrangements
        WHERE is_open AND age_band IS DISTINCT FROM 'under_18'
    ),

    flags AS (
        SELECT row_number() OVER () AS flag, person_key, provider_id
        FROM core_council__isf_flags
        WHERE from_date <= $as_of AND (to_date IS NULL OR to_date >= $as_of)
    ),

    met AS (
        SELECT DISTINCT flags.flag, open_spells.person_key
        FROM flags
        JOIN open_spells
            ON (flags.person_key IS NULL OR flags.person_key = open_spells.person_key)
            AND (
                flags.provider_id IS NULL
                OR flags.provider_id = open_spells.provider_id
            )
    )
"""


def read_people_today(vault: Vault) -> pd.DataFrame:
    """Count adults with an open arrangement, by route, fund and flag.

    Returns
    -------
    DataFrame, one row for each combination that has somebody
        route (the highest), has_fund (an open arrangement is a fund), is_flagged,
        people.
    """
    return vault.query(
        TODAY
        + """
        , people AS (
            SELECT
                person_key,
                arg_min(route, rung) AS route,
                bool_or(route = 'isf') AS has_fund
            FROM open_spells
            GROUP BY person_key
        )

        SELECT
            route,
            has_fund,
            person_key IN (SELECT person_key FROM met) AS is_flagged,
            count(*) AS people
        FROM people
        GROUP BY ALL
        ORDER BY ALL
        """,
        {"as_of": vault.as_of},
    )


def read_unmet_flags(vault: Vault) -> int:
    """Count flags that hold today and that no open arrangement of an adult meets."""
    found = vault.query(
        TODAY
        + """
        SELECT count(*) AS flags
        FROM flags
        WHERE flag NOT IN (SELECT flag FROM met)
        """,
        {"as_of": vault.as_of},
    )
    return int(found["flags"].iloc[0])


def read_rejected_routes(vault: Vault) -> int:
    """Count rows of arrangements that were turned away for their route."""
    found = vault.query(
        """
        SELECT coalesce(sum(rows), 0) AS rows
        FROM rejects_by_rule
        WHERE source = 'council_arrangements' AND column_name = 'route'
        """
    )
    return int(found["rows"].iloc[0])


def read_funds(vault: Vault) -> pd.DataFrame:
    """Read the terms of each adult's open fund, of several the one begun last.

    Returns
    -------
    DataFrame, one row for each person, in no order that tells who
        weekly_budget_gbp, isf_holder, isf_contract, isf_charge_gbp_week,
        isf_charge_pct, isf_charge_level, is_pooled (with another arrangement; blank
        where nothing is said), has_virtual_budget, can_bank_hours, statement_every,
        underspend_returned_gbp, underspend_kept_gbp, payees (how many providers it
        pays; blank where none is told), each blank where not supplied.
    """
    return vault.query(
        """
        WITH payees AS (
            SELECT arrangement_key, count(DISTINCT provider_id) AS payees
            FROM core_council__arrangement_payees
            GROUP BY arrangement_key
        )

        SELECT
            funds.weekly_budget_gbp, funds.isf_holder, funds.isf_contract,
            funds.isf_charge_gbp_week, funds.isf_charge_pct, funds.isf_charge_level,
            CASE WHEN funds.pooled_with_key IS NOT NULL THEN true END AS is_pooled,
            funds.has_virtual_budget, funds.can_bank_hours, funds.statement_every,
            funds.underspend_returned_gbp, funds.underspend_kept_gbp,
            payees.payees
        FROM core_council__arrangements AS funds
        LEFT JOIN payees ON payees.arrangement_key = funds.arrangement_key
        WHERE funds.is_open
            AND funds.route = 'isf'
            AND funds.age_band IS DISTINCT FROM 'under_18'
        QUALIFY row_number() OVER (
            PARTITION BY funds.person_key
            ORDER BY funds.started_on DESC, funds.arrangement_key
        ) = 1
        ORDER BY hash(funds.arrangement_key)
        """
    )
