"""Individual service funds: who has one, on what terms, at what charge."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from analytics import words
from analytics.answers import isf, isf_counts, isf_notes
from analytics.catalogue import isf_tables as tables
from analytics.catalogue.entry import Chart, Measure, Topic
from analytics.evidence import Evidence
from analytics.figures.bars import counted_bars
from analytics.figures.dot_strip import Band, dot_strip
from analytics.measures.isf import FLAGS, PAYEES, isf_ledger
from analytics.selection import Selection

ARRANGEMENTS = tables.ARRANGEMENTS


def _everybody(selection: Selection) -> Mapping[str, Any]:
    return {}


def _charges_setting(evidence: Evidence) -> dict[str, Any]:
    low, high = isf_notes.band(evidence)
    ends = [words.pounds(end, pence=False) for end in (low, high)]
    said = f"{ends[0]} to {ends[1]}: the guide's range, advice and no limit"
    return {"band": Band(low, high, said), "middles": isf_counts.middles(evidence)}


TERMS = Chart(
    name="isf_terms",
    heading=isf_notes.terms_heading,
    sub=isf_notes.terms_sub,
    finding=isf_notes.terms_finding,
    frame=isf_counts.terms,
    figure=partial(
        counted_bars,
        names={"heading": "term_name", "value": "people"},
    ),
    columns={
        "term_name": "Term",
        "level_name": "What the agreement says",
        "people": "People",
        "share": "Share of those told",
    },
    reads=("isf_terms",),
    uses=("isf_charge_sums", "isf_underspend"),
    needs=(ARRANGEMENTS,),
    internal_reason=(
        "How many have a fund is published under Trend and peers; its terms split so "
        "few people that they stay here."
    ),
)
CHARGES = Chart(
    name="isf_charges",
    heading=isf_notes.charges_heading,
    sub=isf_notes.charges_sub,
    finding=isf_notes.charges_finding,
    frame=isf_counts.charges,
    figure=partial(
        dot_strip,
        names={"row": "holder_name", "value": "charge_gbp", "number": "people"},
    ),
    setting=_charges_setting,
    columns={
        "holder_name": "Holder",
        "basis_name": "Charged",
        "charge_gbp": "£ a week, whole pounds",
        "people": "People",
    },
    reads=("isf_charges", "isf_charge_sums"),
    needs=(ARRANGEMENTS,),
    internal_reason=("A charge beside a holder may be one person's."),
)
BALANCE = Chart(
    name="isf_balance",
    heading=isf_notes.balance_heading,
    sub=isf_notes.balance_sub,
    finding=isf_notes.balance_finding,
    frame=isf_counts.balance,
    figure=partial(counted_bars, names={"label": "line_name", "value": "number"}),
    columns={"line_name": "Line", "number": "Number"},
    reads=("isf_balance",),
    needs=(ARRANGEMENTS,),
    internal_reason=("Gaps between route and flag are a few people each."),
)

TOPIC = Topic(
    name="isf",
    title="Individual service funds",
    group="Uptake",
    part="Individual service funds",
    order=22,
    question=lambda council: (
        "How many have an individual service fund, and on what terms?"
    ),
    measures=(
        Measure(
            isf_ledger,
            (
                tables.BALANCE,
                tables.TERMS,
                tables.CHARGES,
                tables.SUMS,
                tables.UNDERSPEND,
            ),
        ),
    ),
    reads={
        "isf_balance": _everybody,
        "isf_terms": _everybody,
        "isf_charges": _everybody,
        "isf_charge_sums": _everybody,
        "isf_underspend": _everybody,
    },
    controls=(),
    charts=(CHARGES, BALANCE, TERMS),
    answer=isf.answer,
    notes=isf_notes.notes,
    needs=(ARRANGEMENTS,),
    helps={
        FLAGS: "Where flags and routes do not agree",
        PAYEES: "How many providers one fund pays",
    },
    will_answer=(
        "How many people have a fund, and who holds it",
        "What holders charge, beside the guide's range",
        "Whether the four routes add up to all who are supported",
    ),
)
