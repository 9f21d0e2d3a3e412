"""Ask analytics for a page, and remember what it said."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from analytics import ask as analytics_ask
from analytics.figures.theme import Look
from dash_app.address import Address


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

    @classmethod
    def of(cls, said: analytics_ask.Reply, look: Look, address: Address) -> Reply:
        """Take up what analytics said."""
        told = {each.name: getattr(said, each.name) for each in fields(said)}
        return cls(**told, look=look, address=address)
