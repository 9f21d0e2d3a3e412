"""Individual service funds: how many by route and flag, and on what terms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.assumptions import assumption
from analytics.measures.isf_charges import NOT_SUPPLIED, charge_sums, charged, charges
from analytics.measures.uptake import ROUTES
from data.queries.funds import (
    read_funds,
    read_people_today,
    read_rejected_routes,
    read_unmet_flags,
)

if TYPE_CHECKING:
    from data.vault import Vault

FLAGS, PAYEES = "council_isf_flags", "council_arrangement_payees"
EVERYBODY = "all"
# Every term, and what may be said of it beside that nothing was supplied.
TERMS = {
    "holder": ("support_provider", "independent_broker"),
    "contract": ("two_way", "three_way"),
    "charge": ("per_week", "per_cent", "both", "no_charge"),
    "virtual_budget": ("yes", "no"),
    "banked_hours": ("yes", "no"),
    "statement_every": ("month", "quarter", "year", "none"),
    "payees": ("one", "two", "three_or_more"),
    # A blank here may mean "with nobody": it is never counted as that.
    "pooled": ("yes",),
    "underspend": ("returned", "kept", "both", "neither"),
}
CHARGE_LEVEL, OTHER_LEVEL = "charge_level", "other"
# The council's own word for a level is free text: only a plain short one is told.
PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _-]{0,23}")


def isf_ledger(vault: Vault) -> dict[str, pd.DataFrame]:
    """Count who has a fund, on what terms, and what is charged for it.

    Returns
    -------
    dict of DataFrame
        isf_balance: one row for each line: people on each route, all people supported,
        and each gap between route and flag by its name; with number.
        isf_terms: one row for each term and level, not_supplied among them, with
        people; term and level all is everybody with a fund.
        isf_charges: one row for each holder, basis (per_week, per_cent) and whole
        pound a week, with people; a charge in per cent is put on the person's budget.
        isf_charge_sums: one row for each basis and group (all, a holder or a level of
        charge): people, quartiles of the charge (£ a week) and of the per cent, people
        below, inside and above the guide's range, and without a budget to convert on;
        those charged nothing are left out.
        isf_underspend: one row for each of returned and kept: people of whom it is
        told, of them with some, and the sum (£).
    """
    funds = read_funds(vault)
    for column in ("has_virtual_budget", "can_bank_hours", "is_pooled"):
        funds[column] = funds[column].astype(object)
    levels = _levels(funds["isf_charge_level"])
    of_all = charged(funds.assign(level=levels))
    return {
        "isf_balance": _balance(vault),
        "isf_terms": _terms(_told(funds), levels),
        "isf_charges": charges(of_all),
        "isf_charge_sums": charge_sums(of_all),
        "isf_underspend": _underspend(funds),
    }


def _balance(vault: Vault) -> pd.DataFrame:
    found = read_people_today(vault)
    has_fund, flagged = found["has_fund"].astype(bool), found["is_flagged"].astype(bool)

    def people(where: pd.Series) -> int:
        return int(found.loc[where, "people"].sum())

    lines: dict[str, int | None] = {
        route: people(found["route"] == route) for route in ROUTES
    }
    lines["people_supported"] = int(found["people"].sum())
    lines["fund_beside_direct_payment"] = people(
        has_fund & (found["route"] == "direct_payment")
    )
    has_flags = FLAGS in vault.supplied
    for route in ROUTES:
        if route != "isf":
            here = flagged & ~has_fund & (found["route"] == route)
            lines[f"flagged_on_{route}"] = people(here) if has_flags else None
    lines["fund_not_flagged"] = people(has_fund & ~flagged) if has_flags else None
    lines["flags_of_nobody"] = read_unmet_flags(vault) if has_flags else None
    lines["rows_without_route"] = read_rejected_routes(vault)
    frame = pd.DataFrame({"line": list(lines), "number": list(lines.values())})
    frame["number"] = frame["number"].astype(float)
    blank = frame["number"].isna()
    frame["number_status"] = np.select(
        [blank, frame["number"] == 0], [NOT_SUPPLIED, "zero"], "ok"
    )
    return frame


def _told(funds: pd.DataFrame) -> pd.DataFrame:
    """Say each fund's level of each term, blank where nothing was supplied."""
    week, share = funds["isf_charge_gbp_week"], funds["isf_charge_pct"]
    back, kept = funds["underspend_returned_gbp"], funds["underspend_kept_gbp"]
    yes_no = {True: "yes", False: "no"}
    nothing = (week.fillna(0) == 0) & (share.fillna(0) == 0)
    return pd.DataFrame(
        {
            "holder": funds["isf_holder"],
            "contract": funds["isf_contract"],
            "charge": _chosen(
                {
                    "no_charge": nothing & (week.notna() | share.notna()),
                    "both": (week > 0) & (share > 0),
                    "per_week": week > 0,
                    "per_cent": share > 0,
                }
            ),
            "virtual_budget": funds["has_virtual_budget"].map(yes_no),
            "banked_hours": funds["can_bank_hours"].map(yes_no),
            "statement_every": funds["statement_every"],
            "payees": _chosen(
                {
                    "one": funds["payees"] == 1,
                    "two": funds["payees"] == 2,
                    "three_or_more": funds["payees"] > 2,
                }
            ),
            "pooled": funds["is_pooled"].map(yes_no),
            "underspend": _chosen(
                {
                    "both": (back > 0) & (kept > 0),
                    "returned": back > 0,
                    "kept": kept > 0,
                    "neither": (back == 0) & (kept == 0),
                }
            ),
        }
    )


def _chosen(where: dict[str, pd.Series]) -> pd.Series:
    """Name each row by the first condition that holds, blank where none does."""
    conditions = [each.fillna(False).to_numpy(bool) for each in where.values()]
    index = next(iter(where.values())).index
    chosen = np.select(conditions, list(where), "")
    return pd.Series(chosen, index, dtype=object).replace("", None)


def _levels(told: pd.Series) -> pd.Series:
    """Keep the council's plain names for levels that enough people share."""
    plain = told.map(lambda name: bool(PLAIN.fullmatch(str(name).strip())))
    named = told.astype(object).map(lambda name: str(name).strip().lower())
    shared = named.map(named[told.notna()].value_counts())
    enough = shared >= assumption("protect.least_people").value
    kept = named.where(plain & enough, OTHER_LEVEL)
    return kept.where(told.notna(), NOT_SUPPLIED)


def _terms(told: pd.DataFrame, levels: pd.Series) -> pd.DataFrame:
    rows = [(EVERYBODY, EVERYBODY, len(told))]
    for term, known in TERMS.items():
        counted = told[term].fillna(NOT_SUPPLIED).value_counts()
        rows += [
            (term, level, int(counted.get(level, 0)))
            for level in (*known, NOT_SUPPLIED)
        ]
    for level, people in levels.value_counts().sort_index().items():
        rows.append((CHARGE_LEVEL, str(level), int(people)))
    if len(levels) and NOT_SUPPLIED not in set(levels):
        rows.append((CHARGE_LEVEL, NOT_SUPPLIED, 0))
    return pd.DataFrame(rows, columns=["term", "level", "people"])


def _underspend(funds: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for line in ("returned", "kept"):
        told = funds[f"underspend_{line}_gbp"].astype(float).dropna()
        rows.append(
            {
                "line": line,
                "people": len(told),
                "people_with_some": int((told > 0).sum()),
                "sum_gbp": float(told.sum()) if len(told) else np.nan,
                "sum_gbp_status": "ok" if len(told) else NOT_SUPPLIED,
            }
        )
    return pd.DataFrame(rows)
