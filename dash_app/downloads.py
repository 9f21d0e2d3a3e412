"""What leaves the page as a file: rows, figures to draw, templates."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
from flask import Flask, Response, abort, request

from analytics.ask import DrawnChart
from analytics.catalogue.entry import Topic
from analytics.figures.theme import Look
from dash_app import tables
from dash_app.address import Address
from dash_app.ask import Asker
from data.errors import MarketShaperError

WIDTHS = range(280, 1601)  # pixels that a figure may be asked for
FORMULA = ("=", "+", "-", "@", "\t", "\r")
HOW = ("_width", "_print")  # how it is drawn; no part of what is asked


def add_downloads(
    server: Flask,
    ask: Asker,
    topics: Mapping[str, Topic],
    template: Callable[[str], str],
) -> None:
    """Add the routes that give files of one chart, and the templates."""

    def drawn(council: str, topic: str, chart: str) -> tuple[DrawnChart, Address]:
        if topic not in topics:
            abort(404, f"There is no page {topic[:40]!r}.")
        query = {k: v for k, v in request.args.items() if k not in HOW}
        said = ask(topics[topic], council, query)
        if chart not in said.charts:
            abort(404, f"This page shows no chart {chart[:40]!r}.")
        return said.charts[chart], Address(council, topic, query=query)

    @server.get("/download/<council>/<topic>/<chart>.csv")
    def rows(council: str, topic: str, chart: str) -> Response:
        found, _ = drawn(council, topic, chart)
        return attached(csv_of(found), f"{file_name(found, topic)}.csv", "text/csv")

    @server.get("/figure/<council>/<topic>/<chart>.json")
    def figure(council: str, topic: str, chart: str) -> Response:
        found, _ = drawn(council, topic, chart)
        width = request.args.get("_width", 1240, type=int)
        look = Look(width=min(max(width, WIDTHS[0]), WIDTHS[-1]))
        body = json.dumps(
            {
                "name": file_name(found, topic),
                "figure": json.loads(found.figure(look).to_json()),
            }
        )
        return Response(body, mimetype="application/json")

    @server.get("/rows/<council>/<topic>/<chart>.html")
    def twin(council: str, topic: str, chart: str) -> Response:
        found, _ = drawn(council, topic, chart)
        return Response(
            tables.markup(found.frame, found.chart.columns, caption=found.heading),
            mimetype="text/html",
        )

    @server.get("/template/<table>.csv")
    def blank(table: str) -> Response:
        return attached(template(table), f"{table}.csv", "text/csv")

    @server.errorhandler(MarketShaperError)
    def explain(fault: MarketShaperError) -> tuple[str, int]:
        return str(fault), 404


def attached(body: str, name: str, kind: str) -> Response:
    """Send text as a file to keep."""
    # Without the mark, a spreadsheet takes the pound sign for something else.
    answer = Response("\ufeff" + body, mimetype=f"{kind}; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def file_name(drawn: DrawnChart, topic: str) -> str:
    """Name a file after what it holds and may not be taken for."""
    about, selection = drawn.evidence.about, drawn.evidence.selection
    is_fact = drawn.chart.is_published_fact
    parts = [
        about.council_name,
        topic,
        drawn.chart.name,
        about.as_of.isoformat(),
        *(["synthetic"] if about.is_synthetic else []),
        *(["internal"] if selection.view == "internal" and not is_fact else []),
    ]
    return re.sub(r"[^a-z0-9]+", "-", " ".join(parts).lower()).strip("-")


def csv_of(drawn: DrawnChart) -> str:
    """Write a chart's rows: the first column says whether they are synthetic."""
    frame = drawn.frame
    names = [
        each
        for column in drawn.chart.columns
        for each in (column, f"{column}_status")
        if each in frame
    ]
    told = frame[names].copy()
    for name in told.columns:
        if not pd.api.types.is_numeric_dtype(told[name]):
            told[name] = told[name].map(harmless)
    is_synthetic = "yes" if drawn.evidence.about.is_synthetic else "no"
    told.insert(0, "synthetic", is_synthetic)
    return str(told.to_csv(index=False, lineterminator="\r\n"))


def harmless(value: Any) -> Any:
    """Keep a spreadsheet from taking words for a formula."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value
