"""To whom a route is open by what is recorded, and which arrangements need a look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from analytics.routes.rules import VERDICTS, Rule, rules
from data.queries.assurance import (
    read_answers_of_arrangements,
    read_answers_of_people_without,
)

if TYPE_CHECKING:
    from data.vault import Vault


def lawful_routes(vault: Vault) -> dict[str, pd.DataFrame]:
    """Ask every rule of everybody on neither route, and of every open arrangement.

    Only counts by combination of answers leave the vault's query, and only counts by
    rule leave this one. What is not known stays apart and is never taken for a no.

    Returns
    -------
    dict of DataFrame
        open_routes: one row for each rule of people and verdict (yes, no, unknown),
        with people.
        arrangements_to_look_at: one row for each rule of arrangements and verdict, with
        arrangements.
        workers_by_route: one row for each route and workforce that there is, with
        arrangements.
    """
    held = rules()
    people = read_answers_of_people_without(vault)
    found = read_answers_of_arrangements(
        vault,
        first_review_months=held.first_review_months,
        later_review_months=held.later_review_months,
    )
    workers = found.groupby(["route", "workforce"], as_index=False)[
        "arrangements"
    ].sum()
    return {
        "open_routes": _asked(held.shown("people"), people, "people"),
        "arrangements_to_look_at": _asked(
            held.shown("arrangements"), found, "arrangements"
        ),
        "workers_by_route": workers,
    }


def _asked(asked: Iterable[Rule], answers: pd.DataFrame, counted: str) -> pd.DataFrame:
    """Add up, for each rule, those of whom it holds, does not, or is not known."""
    combinations = answers.to_dict("records")
    rows = []
    for rule in asked:
        totals: Counter[str] = Counter()
        for answer in combinations:
            if not rule.routes or answer["route"] in rule.routes:
                totals[_verdict(rule, answer)] += int(answer[counted])
        rows += [
            {"rule": rule.code, "verdict": verdict, counted: totals[verdict]}
            for verdict in VERDICTS
        ]
    return pd.DataFrame(rows, columns=["rule", "verdict", counted])


def _verdict(rule: Rule, answer: Mapping[Any, Any]) -> str:
    return rules().verdict(rule.code, {str(name): str(v) for name, v in answer.items()})
