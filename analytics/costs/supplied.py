"""What the council supplied on costs, as the desk or the public tables hold it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from analytics.costs.lines import CostLine
from analytics.costs.models import model_key, plain_part, rate_parts
from analytics.evidence import Evidence

LINES, RATES, VOLUME = "infrastructure_lines", "rate_makeup", "care_volume"
SET_BY = ("providers", "council")  # what providers charge comes before a typical price


@dataclass(frozen=True)
class Rate:
    """One kind of provider's hourly rate in one price year, £ an hour.

    Attributes
    ----------
    parts : column of the infrastructure in it -> £ an hour; where it is not split, all
        of it in the part that covers no particular task, and the others are absent
    pay, infrastructure, surplus, vat : None where the table has a blank
    status : of its infrastructure: "ok", "zero", or why it is blank
    """

    kind: str
    hourly: float | None = None
    pay: float | None = None
    infrastructure: float | None = None
    surplus: float | None = None
    vat: float | None = None
    parts: Mapping[str, float] = field(default_factory=dict)
    status: str = "not_supplied"

    def infrastructure_moved_to(self, gbp: float) -> Rate:
        """Return the rate with its infrastructure at another amount, in proportion."""
        if not self.infrastructure:
            return replace(self, infrastructure=gbp, parts=_unsplit(gbp), status="ok")
        by = gbp / self.infrastructure
        moved = {column: part * by for column, part in self.parts.items()}
        return replace(self, infrastructure=gbp, parts=moved)


def _unsplit(gbp: float) -> dict[str, float]:
    """Put all of it in the part that covers no particular task."""
    return {plain_part().column: gbp}


def latest_price_base(evidence: Evidence) -> str:
    """Return the latest year in whose prices lines were supplied; "" for none."""
    if not evidence.has(LINES):
        return ""
    return str(max(evidence[LINES]["price_base"]))


def supplied_lines(evidence: Evidence, price_base: str) -> list[CostLine]:
    """Return the lines in one year's prices."""
    if not evidence.has(LINES):
        return []
    rows = evidence[LINES]
    rows = rows[(rows["price_base"] == price_base) & rows["gbp"].notna()]
    return [
        CostLine(
            model_key(row.model),
            row.task,
            row.basis,
            float(row.gbp),
            None if pd.isna(row.step_hours) else float(row.step_hours),
        )
        for row in rows.itertuples()
    ]


def supplied_rates(evidence: Evidence, price_base: str) -> dict[str, Rate]:
    """Return the rate of each kind of provider in one year's prices.

    What providers charge is taken before a typical price, unless it is blank.
    """
    found: dict[str, Rate] = {}
    if not evidence.has(RATES):
        return found
    rows = evidence[RATES]
    rows = rows[rows["price_base"] == price_base]
    for set_by in SET_BY:
        for row in rows[rows["set_by"] == set_by].to_dict("records"):
            kind = str(row["kind"])
            if kind not in found or found[kind].infrastructure is None:
                found[kind] = _rate(row)
    return found


def _rate(row: Mapping[str, object]) -> Rate:
    parts = {part.column: _or_none(row.get(part.column)) for part in rate_parts()}
    known = {name: gbp for name, gbp in parts.items() if gbp is not None}
    infrastructure = _or_none(row["infrastructure_gbp"])
    if infrastructure is not None and len(known) < len(parts):
        known = _unsplit(infrastructure)
    return Rate(
        kind=str(row["kind"]),
        hourly=_or_none(row["hourly_rate_gbp"]),
        pay=_or_none(row["worker_pay_gbp"]),
        infrastructure=infrastructure,
        surplus=_or_none(row["surplus_gbp"]),
        vat=_or_none(row["vat_gbp"]),
        parts=known,
        status=str(row.get("infrastructure_gbp_status") or "ok"),
    )


def _or_none(value: object) -> float | None:
    return None if pd.isna(value) else float(value)  # type: ignore[arg-type]


def arranged_hours(evidence: Evidence) -> float | None:
    """Return the hours that the council's own arrangements come to, or None."""
    if not evidence.has(VOLUME):
        return None
    return _or_none(evidence[VOLUME]["hours_a_year"].iloc[0])
