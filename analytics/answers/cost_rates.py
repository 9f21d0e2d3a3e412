"""What an hour's price is made of: the rows of the chart, and its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analytics import words
from analytics.answers.cost_words import an_hour, price_year
from analytics.assumptions import assumption
from analytics.costs.models import comparator_kind, rate_kinds, slider_kind
from analytics.costs.published import published_prices
from analytics.costs.rate import Comparison, compare
from analytics.costs.scenario import scenario
from analytics.costs.supplied import RATES, latest_price_base
from analytics.evidence import Evidence

COLUMNS = {
    "label": "Price",
    "price_year": "Prices of",
    "worker_pay_gbp": "Worker’s pay, £",
    "travel_and_oncosts_gbp": "Travel and on-costs, £",
    "infrastructure_gbp": "Infrastructure, £",
    "surplus_gbp": "Surplus and VAT, £",
    "hourly_rate_gbp": "Whole price, £",
    "worker_share": "To the worker",
    "n_providers": "Providers",
    "source": "Source",
}
# Column, its words, the token of its bar and that of its words.
PARTS = {
    "worker_pay_gbp": ("Worker’s pay", "data_2", "data_2"),
    "travel_and_oncosts_gbp": ("Travel and on-costs", "data_3", "data_2"),
    "infrastructure_gbp": ("Infrastructure", "accent", "accent_ink"),
    "surplus_gbp": ("Surplus", "context", "ink_2"),
}
MONEY = [name for name in COLUMNS if name.endswith("_gbp")]


def frame(evidence: Evidence) -> pd.DataFrame:
    """Return the price of an hour and its parts, one kind of provider a row.

    Returns
    -------
    DataFrame, the prices supplied (those of the year asked for first), then published
        kind, label, price_year, price_base, the parts and the whole (£ an hour, each
        with its status), worker_share (share), n_providers, source.
    """
    rows = [*_supplied(evidence), *_published()]
    found = pd.DataFrame(rows)
    share = found["worker_pay_gbp"].astype(float) / found["hourly_rate_gbp"]
    found["worker_share"] = share
    found["worker_share_status"] = found["worker_pay_gbp_status"]
    return found


def _supplied(evidence: Evidence) -> Iterator[dict[str, Any]]:
    if not evidence.has(RATES):
        return
    order = {kind: place for place, kind in enumerate(rate_kinds())}
    asked = evidence.selection.get("prices") or latest_price_base(evidence)
    synthetic = ", synthetic" if evidence.about.is_synthetic else ""
    rows = evidence[RATES].to_dict("records")
    rows.sort(
        key=lambda row: (
            row["price_base"] != asked,
            # Unlike years are never sorted among each other by their prices.
            row["price_base"],
            order.get(row["kind"], len(order)),
            row["set_by"],
        )
    )
    for row in rows:
        yield {
            "kind": row["kind"],
            "label": _label(row),
            "price_base": row["price_base"],
            "price_year": price_year(row["price_base"]) + synthetic,
            **_money(row),
            "n_providers": row["n_providers"],
            "n_providers_status": row["n_providers_status"],
            "source": "Rates supplied",
        }


def _label(row: dict[str, Any]) -> str:
    kind = rate_kinds().get(row["kind"], row["kind"].replace("_", " ").capitalize())
    if row["set_by"] == "council":
        return f"{kind}, typical price"
    counted = row["n_providers"]
    return kind if pd.isna(counted) else f"{kind}, mean of {counted:.0f}"


def _money(row: dict[str, Any]) -> dict[str, Any]:
    """Return the parts as four; VAT stands with the surplus, outside the rest."""
    found: dict[str, Any] = {}
    for name in MONEY:
        found[name] = row[name]
        found[f"{name}_status"] = row[f"{name}_status"]
    vat, surplus = row["vat_gbp"], row["surplus_gbp"]
    if not (pd.isna(vat) or pd.isna(surplus)):
        found["surplus_gbp"] = surplus + vat
        found["surplus_gbp_status"] = _status(surplus + vat)
    return found


def _status(gbp: float) -> str:
    return "ok" if gbp else "zero"


def _published() -> Iterator[dict[str, Any]]:
    for price in published_prices():
        money = {name: float(getattr(price, name)) for name in MONEY}
        yield {
            "kind": price.name,
            "label": price.label,
            "price_base": price.price_base,
            "price_year": price.year,
            **money,
            **{
                f"{name}_status": "ok" if gbp else "zero" for name, gbp in money.items()
            },
            "n_providers": None,
            "n_providers_status": "not_applicable",
            "source": price.source,
        }


def setting(evidence: Evidence) -> dict[str, Any]:
    """Return the four parts, from the worker's pay outwards."""
    has_vat = evidence.has(RATES) and (evidence[RATES]["vat_gbp"] > 0).any()
    _, colour, ink = PARTS["surplus_gbp"]
    last = ("Surplus and VAT" if has_vat else "Surplus", colour, ink)
    return {"parts": {**PARTS, "surplus_gbp": last}}


def heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Head the chart."""
    return "What an hour’s price is made of"


def sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say the unit, and why rows may not be added or ranked."""
    return (
        "£ an hour. Price years differ, so rows are not added or ranked. Self-employed "
        "workers pay for their own holiday, pension and sickness"
    )


def finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say what goes to the worker, and how the agency's rate compares."""
    shares = [
        f"{row.label}: {words.percent(row.worker_share)}"
        for row in frame.itertuples()
        if pd.notna(row.worker_share)
    ]
    said = f"What part of the price goes to the worker. {'; '.join(shares)}."
    return f"{said} {comparison_sentence(evidence)}".replace("**", "").strip()


def comparison(evidence: Evidence) -> Comparison | None:
    """Compare the agency's rate with traditional home care in one year's prices."""
    rates = scenario(evidence).rates
    agency, traditional = rates.get(slider_kind()), rates.get(comparator_kind())
    if agency is None or traditional is None:
        return None
    if agency.hourly is None or traditional.hourly is None:
        return None
    within = assumption("costs.competitive_within").value
    return compare(agency.hourly, traditional.hourly, within=within)


def comparison_sentence(evidence: Evidence) -> str:
    """Report both tests that one guide sets: below, and competitive.

    The guide asks in one place that an agency's rate be below traditional home care's,
    and in another that it compete with it; we report both and choose neither.
    """
    found = comparison(evidence)
    if found is None:
        return ""
    apart = an_hour(abs(found.rate - found.traditional))
    share = words.percent(abs(found.share), places=0)
    side = "below" if found.is_below else "above"
    said = (
        f"At **{an_hour(found.rate)}** the introductory agency’s rate is **{apart} "
        f"({share}) {side}** traditional home care at {an_hour(found.traditional)}. "
    )
    if found.rate == found.traditional:
        said = (
            f"At **{an_hour(found.rate)}** the introductory agency’s rate is the same "
            "as that of traditional home care. "
        )
    within = words.percent(assumption("costs.competitive_within").value, places=0)
    return (
        f"{said}One guide asks in one place for “below”, which it "
        f"{'meets' if found.is_below else 'does not meet'}, and in another for "
        f"“competitive”, which we read as no more than {within} above: "
        f"{'met' if found.is_competitive else 'not met'}."
    )
