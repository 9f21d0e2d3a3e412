"""Ask analytics for a page, and remember what it said."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, fields, replace
from threading import Lock
from typing import Any

from analytics import ask as analytics_ask
from analytics.catalogue.entry import Chart, Topic
from analytics.figures.theme import Look
from analytics.selection import Selection
from dash_app.address import Address
from data.market import Market

REMEMBERED = 32  # replies; the largest, a map with its outlines, is a few megabytes
DRAWN = 64  # figures, as plain data; a map is half a megabyte


class Memory:
    """Keeps the last few things that were made, by key; safe among threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return what is kept under a key, made first if it is not there."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        # Made outside the lock: two threads may make the same, and neither waits.
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return made


@dataclass(frozen=True, kw_only=True)
class Reply(analytics_ask.Reply):
    """What analytics answered, the look its charts are drawn in, and its address."""

    look: Look
    address: Address
    drawings: Memory

    def looking(self, **changes: Any) -> Look:
        """Return the page's look with something else, such as a column's width."""
        return replace(self.look, **changes)

    def figure(self, name: str, *, width: int) -> dict[str, Any]:
        """Draw one chart as plain data, or remember it as it was drawn before.

        Raises
        ------
        UndrawnChartError
            If it cannot be drawn.
        """
        look = self.looking(width=width)
        key = (
            self.topic.name,
            name,
            self.evidence.about.build_id,
            self._followed(self.charts[name].chart),
            look,
        )
        drawn: dict[str, Any] = self.drawings.get(
            key, lambda: self.charts[name].figure(look).to_plotly_json()
        )
        return drawn

    def _followed(self, chart: Chart) -> Selection:
        """Return the selection with only the choices that a chart follows."""
        if chart.follows is None:
            return self.selection
        kept = {
            name: value
            for name, value in self.selection.choices
            if name in chart.follows
        }
        return self.selection.with_choices(kept)


class Asker:
    """Asks one market, and remembers the last few replies.

    A build never changes once it is whole, so a reply is remembered by the build that
    it came from, and a new build is seen at once.
    """

    def __init__(self, market: Market) -> None:
        self._market = market
        self._said = Memory(REMEMBERED)
        self.drawings = Memory(DRAWN)

    def __call__(
        self, topic: Topic, council: str, query: Mapping[str, str]
    ) -> analytics_ask.Reply:
        """Answer from memory, or from the market."""
        served = self._market.current(council)
        key = (topic.name, council, served, tuple(sorted(query.items())))
        said: analytics_ask.Reply = self._said.get(
            key,
            lambda: analytics_ask.ask(
                topic, self._market, council=council, query=dict(query)
            ),
        )
        return said

    def page(self, topic: Topic, address: Address, look: Look) -> Reply:
        """Answer for a page that stands at an address and is drawn in a look."""
        said = self(topic, address.council or "", address.query)
        return standing_at(said, look, address, self.drawings)


def standing_at(
    said: analytics_ask.Reply,
    look: Look,
    address: Address,
    drawings: Memory | None = None,
) -> Reply:
    """Take up what analytics said, for a page that is drawn here."""
    told = {each.name: getattr(said, each.name) for each in fields(said)}
    kept = Memory(DRAWN) if drawings is None else drawings
    return Reply(**told, look=look, address=address, drawings=kept)
