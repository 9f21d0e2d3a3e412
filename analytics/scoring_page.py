"""One provider's scoring file as a page that needs nothing but itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from analytics import words
from analytics.answers import scoring, scoring_file, scoring_framework
from analytics.answers import scoring_words as say
from analytics.evidence import Evidence
from analytics.spreadsheet import SYNTHETIC

ITEM_HEADS = ("Criterion", "View", "Said", "On", "Disputed")
STYLE = (
    "body{font:16px/24px Arial,'Liberation Sans',Helvetica,sans-serif;max-width:1100px;"
    "margin:28px auto;padding:0 16px}table{border-collapse:collapse;width:100%;"
    "font-size:15px;line-height:21px;margin:0 0 28px}th,td{text-align:left;"
    "vertical-align:top;padding:6px 12px 6px 0;border-bottom:1px solid}"
    "thead th{border-bottom-width:2px}td:nth-child(2){white-space:nowrap}"
    "td small,th small{display:block;font-weight:400;font-size:14px}"
    ".stamp{border:2px solid;padding:8px 12px;font-weight:700}tr{break-inside:avoid}"
)


def page_of(evidence: Evidence, row: Mapping[str, Any]) -> str:
    """Write the readable form: one page that needs nothing but itself."""
    about, provider_id = evidence.about, str(row["provider_id"])
    label = str(row["provider_label"])
    named = label if label == provider_id else f"{label} ({provider_id})"
    stamp = f'<p class="stamp">{escape(_stamp(evidence, label))}</p>'
    facts = [f"{value}: {said}" for value, said in scoring_file.facts(row)]
    parts = [
        stamp,
        f"<h1>Scoring file: {escape(named)}</h1>",
        _text(
            f"{about.council_name}, as of {words.date(about.as_of)}. Build "
            f"{about.build_id}."
        ),
        "<h2>The decision and the evidence</h2>",
        _list(facts),
        _text(scoring_file.standing(row)),
        _text(scoring_file.own_view(row)),
        "<h2>What is missing</h2>",
        _list(missing(evidence, provider_id)),
        "<h2>Three views of each criterion</h2>",
        _text("An item that is disputed does not count; the newest that is not does."),
        _criteria(evidence, provider_id),
        "<h2>Every item of evidence</h2>",
        _table(ITEM_HEADS, _items(evidence, provider_id)),
        "<h2>The framework</h2>",
        _text(scoring_framework.about(evidence)),
        _list(scoring_framework.rules(evidence)),
        stamp,
    ]
    head = (
        f'<meta charset="utf-8"><title>Scoring file: {escape(named)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style>'
    )
    body = "\n".join(parts)
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB">\n<head>{head}</head>\n<body>\n{body}\n'
        "</body>\n</html>\n"
    )


def _rich(said: str) -> str:
    """Write a sentence as HTML, **bold** in bold."""
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", escape(said))


def _text(said: str) -> str:
    return f"<p>{_rich(said)}</p>"


def _list(sentences: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{_rich(each)}</li>" for each in sentences) + "</ul>"


def _criteria(evidence: Evidence, provider_id: str) -> str:
    """Write each criterion in full, how it stands, and the newest of each view."""
    asked = scoring_framework.criteria(evidence).set_index("criterion")
    rows = []
    for each in scoring_file.views(evidence, provider_id).to_dict("records"):
        told = asked.loc[each["criterion"]]
        head = (
            f"{escape(each['short'])}<small>{escape(told['wording'])}</small>"
            f"<small>Wanted: {escape(told['evidence_wanted'])}. Guide: "
            f"{escape(told['paragraph'])}.</small>"
        )
        cells = [each["tier_name"], each["counts"], *(each[view] for view in say.VIEWS)]
        rows.append([head, *(escape(str(cell)) for cell in cells)])
    return _table([*scoring_file.VIEW_COLUMNS.values()], rows)


def _items(evidence: Evidence, provider_id: str) -> Iterator[list[str]]:
    short = scoring.short_names(evidence)
    for item in items_of(evidence, provider_id).to_dict("records"):
        code = item["criterion"]
        cells = (
            short.get(code, f"{code} (not in the framework)"),
            say.VIEWS[item["viewpoint"]],
            say.MET[item["met"]],
            say.day(item["assessed_on"]),
            "disputed" if item["is_disputed"] else "no",
        )
        yield [escape(cell) for cell in cells]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table whose cells are HTML already; the first heads its row."""
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    body = "".join(
        f'<tr><th scope="row">{first}</th>'
        + "".join(f"<td>{cell}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def items_of(evidence: Evidence, provider_id: str) -> pd.DataFrame:
    """Return every item of one provider, by criterion and newest first."""
    items = evidence["scoring_items"]
    items = items[items["provider_id"] == provider_id]
    order = {code: place for place, code in enumerate(scoring.short_names(evidence))}
    items = items.assign(place=items["criterion"].map(order).fillna(len(order)))
    by = ["place", "criterion", "viewpoint", "assessed_on"]
    return items.sort_values(by, ascending=[True, True, True, False])


def missing(evidence: Evidence, provider_id: str) -> list[str]:
    """Say what is missing for each tier, and to remain; or that nothing is."""
    remain = scoring_file.to_remain(evidence, provider_id)
    found = [
        *scoring_file.missing(evidence, provider_id),
        *([remain] if remain else []),
    ]
    return found or ["Nothing is missing: the evidence shows Tier 1."]


def _stamp(evidence: Evidence, label: str) -> str:
    said = f"Confidential to {label} and the council: not for publication."
    return f"{SYNTHETIC}. {said}" if evidence.about.is_synthetic else said
