"""Ask analytics for a page, and remember what it said."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from threading import Lock
from typing import Any

from analytics import ask as analytics_ask
from analytics.catalogue.entry import Topic
from analytics.figures.theme import Look
from dash_app.address import Address
from data.market import Market

REMEMBERED = 32  # replies; the largest, a map with its outlines, is a few megabytes


@dataclass(frozen=True, kw_only=True)
class Reply(analytics_ask.Reply):
    """What analytics answered, the look its charts are drawn in, and its address."""

    look: Look
    address: Address

    def looking(self, **changes: Any) -> Look:
        """Return the page's look with something else, such as a column's width."""
        return replace(self.look, **changes)

    @property
    def question(self) -> str:
        """Put the topic's question with the council's name in it."""
        return self.topic.question(self.evidence.about.council_name)


class Asker:
    """Asks one market, and remembers the last few replies.

    A build never changes once it is whole, so a reply is remembered by the build that
    it came from, and a new build is seen at once.
    """

    def __init__(self, market: Market) -> None:
        self._market = market
        self._lock = Lock()
        self._said: OrderedDict[tuple[Any, ...], analytics_ask.Reply] = OrderedDict()

    def __call__(
        self, topic: Topic, council: str, query: Mapping[str, str]
    ) -> analytics_ask.Reply:
        """Answer from memory, or from the market."""
        key = (
            topic.name,
            council,
            self._market.current(council),
            tuple(sorted(query.items())),
        )
        with self._lock:
            if key in self._said:
                self._said.move_to_end(key)
                return self._said[key]
        said = analytics_ask.ask(
            topic, self._market, council=council, query=dict(query)
        )
        with self._lock:
            self._said[key] = said
            while len(self._said) > REMEMBERED:
                self._said.popitem(last=False)
        return said


def standing_at(said: analytics_ask.Reply, look: Look, address: Address) -> Reply:
    """Take up what analytics said, for a page that is drawn here."""
    told = {each.name: getattr(said, each.name) for each in fields(said)}
    return Reply(**told, look=look, address=address)
