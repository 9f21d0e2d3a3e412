"""The account of files and rows, laid out for the Data page."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from analytics import words
from dash_app.ask import Reply
from dash_app.attributes import attrs
from dash_app.parts import note, section, table, table_foot

SLIVER = 0.006  # of the bar: a part that is there must be seen


def files(reply: Reply) -> Component:
    """Lay out each file: what it was recognised as, and what became of its rows."""
    told = chosen(reply, "files")
    read = told[told["is_read"]]
    shown = told.assign(
        file=[html.Strong(name) for name in told["file"]],
        recognised=[_recognised(row) for row in told.itertuples()],
        passed=[_skipped(row) for row in told.itertuples()],
        share=[_bar(row) for row in told.itertuples()],
        describes_on=[_day(day) for day in told["describes_on"]],
    )
    total = {
        "file": html.Strong(f"All {words.plural(len(read), 'file')} read"),
        "recognised": "",
        "describes_on": "",
        "share": "",
        **{name: read[name].sum() for name in ("rows_read", "accepted", "rejected")},
        "passed": words.count(read["skipped"].sum()),
    }
    columns = {
        "file": "File",
        "recognised": "Recognised as",
        "describes_on": "Describes",
        "rows_read": "Rows read",
        "accepted": "Accepted",
        "rejected": "Rejected",
        "passed": "Skipped",
        "share": "Share",
    }
    with_total = [*shown[_present(shown, columns)].to_dict("records"), total]
    return section(
        "Files, row by row",
        table(
            pd.DataFrame(with_total),
            columns,
            caption="Files, and what became of their rows",
            total_row=True,
            right=("passed",),
            with_words=False,
            class_name="files",
        ),
        table_foot(reply, "files"),
        sub="Rows read = accepted + rejected + skipped. Files are recognised by what "
        "is in them, not by name",
        section_id="files",
    )


def rejects(reply: Reply) -> Component:
    """Lay out which rules were broken, where first and how often; no value."""
    told = chosen(reply, "rejects_by_rule")
    if told.empty:
        return section(
            "Rejected rows, by rule",
            note("No row of these files is rejected."),
            section_id="rejects",
        )
    coded = {
        name: [html.Code(cell) if cell else "" for cell in told[name]]
        for name in ("column_name", "made_up")
    }
    return section(
        "Rejected rows, by rule",
        table(
            told.assign(**coded),
            {
                "file": "File",
                "first_line": "First line",
                "column_name": "Column",
                "rule": "The rule that was broken",
                "made_up": "Such as (made up)",
                "rows": "Rows",
            },
            caption="Rejected rows by file, column and rule",
        ),
        table_foot(reply, "rejects_by_rule"),
        note(
            "To see the values, an analyst runs `market-shaper check --show-values "
            "FILE` on the machine that holds the file."
        ),
        sub="Counts only: what stands in a personal file stays in the vault. Correct "
        "the file and build again: the good rows are already in use",
        section_id="rejects",
    )


def chosen(reply: Reply, name: str) -> pd.DataFrame:
    """Keep the rows that the page's controls ask for."""
    frame = reply.evidence.tables.get(name, pd.DataFrame(columns=["file", "source"]))
    show, file = reply.selection["show"], reply.selection["file"]
    # A table without a row has no type of its own.
    own = frame["source"].astype(str).str.startswith("council_")
    kept = pd.Series(True, index=frame.index)
    if file:
        kept &= frame["file"] == file
    if show == "council":
        kept &= own
    if show == "open":
        kept &= ~own & (frame["source"] != "")
    if show == "rejected" and "rejected" in frame:
        kept &= frame["rejected"] > 0
    return frame[kept].reset_index(drop=True)


def _present(frame: pd.DataFrame, columns: dict[str, str]) -> list[str]:
    named = [each for name in columns for each in (name, f"{name}_status")]
    return [name for name in named if name in frame]


def _recognised(row: Any) -> Any:
    if not row.is_read:
        return row.remark
    return [row.title, html.Small(row.remark)] if row.remark else row.title


def _skipped(row: Any) -> Any:
    if not row.is_read:
        return ""
    counted = words.count(row.skipped)
    return [counted, html.Small(row.why_skipped)] if row.why_skipped else counted


def _day(day: Any) -> Any:
    if pd.isna(day):
        return ""
    return html.Span(words.date(pd.Timestamp(day).date()), className="nb")


def _bar(row: Any) -> Any:
    """Draw a file's rows as one bar; the cells beside it say the same in numbers."""
    if not row.is_read or not row.rows_read:
        return ""
    shares = {
        name: getattr(row, name) / row.rows_read
        for name in ("accepted", "rejected", "skipped")
    }
    parts = [
        html.I(
            className=f"bar-{name}",
            style={"flexGrow": f"{max(share, SLIVER):.4f}"},
        )
        for name, share in shares.items()
        if share > 0
    ]
    return html.Span(parts, className="share-bar", **attrs(aria_hidden="true"))
