"""A visitor who asks the app over HTTP, without a browser."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from analytics.catalogue import TOPICS
from dash_app.app import create_app
from data.market import Market

WIDTH = 1240


class Visitor:
    """Asks for pages and files as a browser on this machine does."""

    def __init__(self, market: Market, *, public_only: bool = False) -> None:
        app = create_app(market, public_only=public_only)
        self._client = app.server.test_client()

    def get(self, path: str, **query: str) -> bytes:
        """Return the body of an address, whatever its status."""
        answer = self._client.get(
            f"{path}?{urlencode(query)}", headers={"Host": "localhost"}
        )
        return bytes(answer.data)

    def page(self, council: str, topic: str, **query: str) -> bytes:
        """Return what the browser is sent when it shows a page."""
        inputs = {
            ("address", "pathname"): f"/{council}/{topic}",
            ("address", "search"): f"?{urlencode(query)}",
            ("look", "data"): {"mode": "light", "width": WIDTH},
        }
        answer = self._client.post(
            "/_dash-update-component",
            headers={"Host": "localhost"},
            json={
                "output": "arrived.data",
                "outputs": {"id": "arrived", "property": "data"},
                "inputs": [
                    {"id": part, "property": name, "value": value}
                    for (part, name), value in inputs.items()
                ],
                "changedPropIds": ["address.pathname"],
                "parsedChangedPropsIds": ["address.pathname"],
            },
        )
        assert answer.status_code == 200, answer.data[:300]
        return bytes(answer.data)

    def everything(self, council: str) -> Iterator[tuple[str, bytes]]:
        """Return every page, table and drawing of every chart, in both views."""
        yield "/", self.get("/")
        for topic, view in itertools.product(TOPICS, ("internal", "public")):
            yield f"{topic.name} {view}", self.page(council, topic.name, view=view)
            for chart in topic.charts:
                stem = f"{council}/{topic.name}/{chart.name}"
                for path in (
                    f"/rows/{stem}.html",
                    f"/figure/{stem}.json",
                    f"/download/{stem}.csv",
                ):
                    yield f"{path} {view}", self.get(path, view=view)


def words_of(body: bytes) -> str:
    """Return every string that a page holds, one under another."""

    def strings(part: Any) -> Iterator[str]:
        if isinstance(part, dict):
            for each in part.values():
                yield from strings(each)
        elif isinstance(part, list):
            for each in part:
                yield from strings(each)
        elif isinstance(part, str):
            yield part

    return "\n".join(strings(json.loads(body)))
