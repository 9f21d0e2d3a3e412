"""What a council gives to a provider: its own scoring file, and no other."""

from __future__ import annotations

from flask import Flask, Response, abort, request

from analytics.catalogue.entry import Topic
from analytics.scoring_files import scoring_file_of
from dash_app.ask import Asker
from dash_app.downloads import attached

KINDS = {"html": "text/html", "csv": "text/csv"}


def add_scoring_files(server: Flask, ask: Asker, topic: Topic | None) -> None:
    """Add the route that gives one provider's scoring file, where it is served at all.

    A fault is told by the handler that `dash_app.downloads` adds.
    """

    @server.get("/scoring-file/<council>/<path:name>")
    def give(council: str, name: str) -> Response:
        # A council's number for a provider may hold points and strokes of its own.
        provider, _, kind = name.rpartition(".")
        if topic is None or kind not in KINDS:
            abort(404, "There is no such file here.")
        asked = {k: v for k, v in request.args.items() if k in ("build", "view")}
        reply = ask(topic, council, {**asked, "provider": provider})
        made = scoring_file_of(reply, provider)
        saved = f"{made.stem}.{kind}"
        if kind == "csv":
            return attached(made.csv, saved, KINDS[kind])
        return attached(made.html.encode(), saved, KINDS[kind])
