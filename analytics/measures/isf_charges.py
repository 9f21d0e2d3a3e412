"""What is charged for a fund, by the week or in per cent of its budget."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.assumptions import assumption
from analytics.measures.marks import framed

NOT_SUPPLIED = "not_supplied"
QUARTERS = (0.25, 0.5, 0.75)


def charged(funds: pd.DataFrame) -> pd.DataFrame:
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


def charges(told: pd.DataFrame) -> pd.DataFrame:
    """Count people by holder, basis and whole pound a week."""
    known = told[told["gbp"].notna()]
    # Whole pounds: a charge to the penny beside a budget would point at a person.
    pounds = (known["gbp"].astype(float) + 0.5).floordiv(1)
    keys = ["holder", "basis", "charge_gbp_week"]
    rows = known.assign(charge_gbp_week=pounds).groupby(keys).size()
    return rows.rename("people").reset_index()


def charge_sums(told: pd.DataFrame) -> pd.DataFrame:
    """Sum the charges up by basis: for all, by holder and by level of charge."""
    low, high = (assumption(f"isf.charge_{end}").value for end in ("low", "high"))
    rows = []
    for basis, of_basis in told.groupby("basis"):
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
