"""What leaves the page as a file: rows, figures to draw, templates."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from flask import Flask, Response, abort, request

from analytics.ask import DrawnChart, Reply
from analytics.catalogue.entry import Topic
from analytics.evidence import Evidence
from analytics.figures.theme import Look
from analytics.spreadsheet import csv_text
from dash_app import dictionary, knowledge, tables
from dash_app.ask import Asker
from data.errors import MarketShaperError

WIDTHS = range(280, 1601)  # pixels that a figure may be asked for
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HOW = ("_width", "_mode", "_print")  # how it is drawn; no part of what is asked


def add_downloads(server: Flask, ask: Asker, topics: Mapping[str, Topic]) -> None:
    """Add the routes that give files of one chart, and the templates."""

    def reply(council: str, topic: str) -> Reply:
        if topic not in topics:
            abort(404, f"There is no page {topic[:40]!r}.")
        query = {k: v for k, v in request.args.items() if k not in HOW}
        return ask(topics[topic], council, query)

    def drawn(council: str, topic: str, chart: str) -> DrawnChart:
        said = reply(council, topic)
        if chart not in said.charts:
            abort(404, f"This page shows no chart {chart[:40]!r}.")
        return said.charts[chart]

    @server.get("/download/<council>/<topic>/<name>.csv")
    def rows(council: str, topic: str, name: str) -> Response:
        said = reply(council, topic)
        if name in said.charts:
            chart = said.charts[name]
            frame, columns = chart.frame, list(chart.chart.columns)
            is_fact = chart.chart.is_published_fact
        elif name in said.evidence.tables:
            frame, is_fact = said.evidence[name], False
            columns = [each for each in frame if not each.endswith("_status")]
        elif topic == "data" and name in knowledge.OURS:
            frame, is_fact = knowledge.OURS[name](said), False
            columns = list(frame)
        else:
            abort(404, f"This page shows no rows called {name[:40]!r}.")
        text = csv_text(frame, columns, is_synthetic=said.evidence.about.is_synthetic)
        saved = file_name(said.evidence, topic, name, is_fact=is_fact)
        return attached(text, f"{saved}.csv", "text/csv")

    @server.get("/figure/<council>/<topic>/<chart>.json")
    def figure(council: str, topic: str, chart: str) -> Response:
        found = drawn(council, topic, chart)
        width = request.args.get("_width", 1240, type=int)
        look = Look(
            # What is kept or printed is light; a page that draws it later says how.
            mode="dark" if request.args.get("_mode") == "dark" else "light",
            width=min(max(width, WIDTHS[0]), WIDTHS[-1]),
        )
        body = json.dumps(
            {
                "name": file_name(
                    found.evidence,
                    topic,
                    chart,
                    is_fact=found.chart.is_published_fact,
                ),
                "figure": json.loads(found.figure(look).to_json()),
            }
        )
        return Response(body, mimetype="application/json")

    @server.get("/rows/<council>/<topic>/<chart>.html")
    def twin(council: str, topic: str, chart: str) -> Response:
        found = drawn(council, topic, chart)
        return Response(
            tables.markup(found.frame, found.chart.columns, caption=found.heading),
            mimetype="text/html",
        )

    @server.get("/template/<table>.csv")
    def blank(table: str) -> Response:
        return attached(knowledge.template_of(table), f"{table}.csv", "text/csv")

    @server.get("/template/<table>.xlsx")
    def blank_book(table: str) -> Response:
        return attached(knowledge.workbook_of(table), f"{table}.xlsx", XLSX)

    @server.get("/templates.zip")
    def blanks() -> Response:
        packed = knowledge.all_templates()
        return attached(packed, "market-shaper-templates.zip", "application/zip")

    @server.get("/dictionary/<table>.html")
    def columns_of(table: str) -> Response:
        return Response(dictionary.markup(table), mimetype="text/html")

    @server.get("/dictionary.csv")
    def all_columns() -> Response:
        return attached(dictionary.as_csv(), "market-shaper-dictionary.csv", "text/csv")

    @server.errorhandler(MarketShaperError)
    def explain(fault: MarketShaperError) -> tuple[str, int]:
        return str(fault), 404


def attached(body: str | bytes, name: str, kind: str) -> Response:
    """Send text or bytes as a file to keep."""
    # Without the mark, a spreadsheet takes the pound sign for something else.
    sent = "\ufeff" + body if isinstance(body, str) else body
    answer = Response(sent, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def file_name(evidence: Evidence, topic: str, name: str, *, is_fact: bool) -> str:
    """Name a file after what it holds and what it may not be taken for."""
    about = evidence.about
    is_internal = evidence.selection.view == "internal" and not is_fact
    parts = [
        about.council_name,
        topic,
        name,
        about.as_of.isoformat(),
        *(["synthetic"] if about.is_synthetic else []),
        *(["internal"] if is_internal else []),
    ]
    return re.sub(r"[^a-z0-9]+", "-", " ".join(parts).lower()).strip("-")
