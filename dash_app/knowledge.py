"""What we know besides the files at hand: sources, templates, assumptions."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from analytics import words
from analytics.ask import Reply as Said
from analytics.assumptions import as_they_stood, assumptions
from dash_app.ask import Reply
from dash_app.attributes import attrs
from dash_app.parts import rich, section, table, table_foot
from data.errors import NotBuiltError
from data.readers.council import TABLES
from data.readers.council.layout import Table
from data.sources import Source, sources
from data.template_books import workbook
from data.templates import template


def council_table(source: str) -> Table | None:
    """Return the table that a council supplies under a source's name."""
    return next((each for each in TABLES if each.source == source), None)


def template_of(name: str) -> str:
    """Return the template of one table, as CSV.

    Raises
    ------
    NotBuiltError
        If there is no such table.
    """
    for each in TABLES:
        if each.name == name:
            return template(each)
    raise NotBuiltError(
        f"There is no template {name[:40]!r}; the tables are "
        f"{', '.join(each.name for each in TABLES)}."
    )


def workbook_of(name: str) -> bytes:
    """Return the template of one table as a workbook.

    Raises
    ------
    NotBuiltError
        If there is no such table.
    """
    template_of(name)  # says so if there is none
    return workbook(name)


def all_templates() -> bytes:
    """Return every template in one archive, as CSV and as a workbook."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in TABLES:
            archive.writestr(f"{each.name}.csv", template(each))
            archive.writestr(f"{each.name}.xlsx", workbook(each.name))
    return packed.getvalue()


def missing(reply: Reply) -> Component:
    """Say which files are not there, and what each would switch on."""
    lacking = _lacking(reply)
    links = html.P(
        html.A(
            "Download all templates, as CSV and Excel (zip)",
            href="/templates.zip",
            download="",
        ),
        className="more",
    )
    if not lacking:
        return section(
            "What more files would switch on",
            html.P("Nothing is missing: every file that we read has been supplied."),
            links,
        )
    frame = pd.DataFrame(
        {
            "file": [file_link(source) for source in lacking],
            "adds": [rich(_adds(source)) for source in lacking],
        }
    )
    return section(
        "What more files would switch on",
        table(
            frame,
            {"file": "File", "adds": "What it is for"},
            caption="Files that are not there, and what each would switch on",
        ),
        table_foot(reply, "missing_files"),
        links,
        sub="Nothing below is shown as zero. It is not shown at all",
        section_id="missing",
    )


def _adds(source: Source) -> str:
    return " ".join(filter(None, (source.switches_on, source.caution)))


def file_link(source: Source) -> Component:
    """Link to the template of a council's table, or to a publisher's page."""
    ours = council_table(source.name)
    if ours is not None:
        return html.A(
            html.Code(f"{ours.name}.csv"),
            href=f"/template/{ours.name}.csv",
            download="",
            **attrs(aria_label=f"{ours.name}.csv, template"),
        )
    if source.page.startswith("https://"):
        return html.A(source.title, href=source.page, rel="noreferrer")
    return html.Span(source.title)


def assumed_rows(reply: Said) -> pd.DataFrame:
    """Return every number that no file supplies, as the build took it."""
    stood: Mapping[str, Any] = next(
        (drawn.assumptions for drawn in reply.charts.values()), {}
    )
    with as_they_stood(stood):
        held = assumptions(reply.evidence.about.as_of)
    return pd.DataFrame(
        {
            "meaning": [each.meaning for each in held],
            "value": [_number(each.value) for each in held],
            "range": [f"{_number(each.low)} to {_number(each.high)}" for each in held],
            "unit": [each.unit for each in held],
            "reason": [each.reason for each in held],
        }
    )


def missing_rows(reply: Said) -> pd.DataFrame:
    """Return the files that are not there, and what each would switch on."""
    lacking = _lacking(reply)
    return pd.DataFrame(
        {
            "file": [source.title for source in lacking],
            "adds": [source.switches_on for source in lacking],
        }
    )


# Tables of the Data page that rest on no table of the build, by the name of their file.
OURS: Mapping[str, Callable[[Said], pd.DataFrame]] = {
    "assumptions": assumed_rows,
    "missing_files": missing_rows,
}


def _lacking(reply: Said) -> list[Source]:
    return [
        source
        for name, source in sources().items()
        if name not in reply.evidence.about.supplied
    ]


def assumed(reply: Reply) -> Component:
    """Lay out every number that no file supplies, as the build took it."""
    about = reply.evidence.about
    frame = assumed_rows(reply)
    return section(
        "Assumptions",
        table(
            frame,
            {
                "meaning": "What we assume",
                "value": "Value",
                "range": "Range tested",
                "unit": "Unit",
                "reason": "Where it comes from",
            },
            caption="Every number that we rest on and no file supplies",
            right=("value", "range"),
        ),
        table_foot(reply, "assumptions"),
        sub=f"Every number that we rest on and no file supplies, as it stood on "
        f"{words.date(about.as_of)}",
        section_id="assumptions",
    )


def _number(value: float) -> str:
    return f"{value:,.10g}".replace("-", "−")
