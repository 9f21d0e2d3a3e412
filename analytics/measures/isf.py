"""Individual service funds: how many by route and flag, and on what terms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.assumptions import assumption
from analytics.measures.marks import framed
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
NOT_SUPPLIED, EVERYBODY = "not_supplied", "all"
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
BASES = ("per_week", "per_cent")
QUARTERS = (0.25, 0.5, 0.75)


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
    charged = _charged(funds.assign(level=levels))
    return {
        "isf_balance": _balance(vault),
        "isf_terms": _terms(_told(funds), levels),
        "isf_charges": _charges(charged),
        "isf_charge_sums": _sums(charged),
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


def _charged(funds: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each charge that is told, in pounds a week where it can be."""
    by_week = funds[funds["isf_charge_gbp_week"].notna()].assign(
        basis="per_week", gbp=lambda rows: rows["isf_charge_gbp_week"]
    )
    by_share = funds[funds["isf_charge_pct"].notna()].assign(
        basis="per_cent",
        gbp=lambda rows: rows["isf_charge_pct"] / 100 * rows["weekly_budget_gbp"],
    )
    charged = pd.concat([by_week, by_share], ignore_index=True)
    charged["holder"] = charged["isf_holder"].fillna(NOT_SUPPLIED)
    return charged[["basis", "holder", "level", "gbp", "isf_charge_pct"]]


def _charges(charged: pd.DataFrame) -> pd.DataFrame:
    known = charged[charged["gbp"].notna()]
    # Whole pounds: a charge to the penny beside a budget would point at a person.
    pounds = (known["gbp"].astype(float) + 0.5).floordiv(1)
    keys = ["holder", "basis", "charge_gbp_week"]
    rows = known.assign(charge_gbp_week=pounds).groupby(keys).size()
    return rows.rename("people").reset_index()


def _sums(charged: pd.DataFrame) -> pd.DataFrame:
    low, high = (assumption(f"isf.charge_{end}").value for end in ("low", "high"))
    rows = []
    for basis, of_basis in charged.groupby("basis"):
        groups = [("all", "all", of_basis)]
        for by in ("holder", "level"):
            groups += [(by, str(name), each) for name, each in of_basis.groupby(by)]
        for by, group, each in groups:
            paid = each[each["gbp"].fillna(1.0) > 0]  # free is no low charge
            gbp, share = (
                paid[column].astype(float).dropna()
                for column in ("gbp", "isf_charge_pct")
            )
            rows.append(
                {
                    "basis": basis,
                    "group_by": by,
                    "group": group,
                    "people": len(paid),
                    **_quarters("charge", gbp),
                    **_quarters(
                        "pct", share if basis == "per_cent" else share.iloc[:0]
                    ),
                    "below_range": int((gbp < low).sum()),
                    "inside_range": int(gbp.between(low, high).sum()),
                    "above_range": int((gbp > high).sum()),
                    "without_budget": int(paid["gbp"].isna().sum()),
                }
            )
    return framed(rows, SUM_COLUMNS)


SUM_COLUMNS = [
    "basis",
    "group_by",
    "group",
    "people",
    *(
        f"{name}_{end}{tail}"
        for name in ("charge", "pct")
        for end in ("lower_quarter", "middle", "upper_quarter")
        for tail in ("", "_status")
    ),
    "below_range",
    "inside_range",
    "above_range",
    "without_budget",
]


def _quarters(name: str, values: pd.Series) -> dict[str, object]:
    """Return the quartiles of what is charged, or that there are none."""
    ends = ("lower_quarter", "middle", "upper_quarter")
    found: dict[str, object] = {}
    for end, share in zip(ends, QUARTERS, strict=True):
        found[f"{name}_{end}"] = (
            float(values.quantile(share)) if len(values) else np.nan
        )
        found[f"{name}_{end}_status"] = "ok" if len(values) else "not_applicable"
    return found


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
