"""Where a reader stands, and how links lead on from there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from analytics import words
from analytics.catalogue.entry import Topic
from analytics.figures.theme import Look
from dash_app.address import Address
from dash_app.attributes import attrs
from data.market import Build, Council, Failure


@dataclass(frozen=True)
class Place:
    """Where a reader stands, and what there is round about.

    Attributes
    ----------
    address : complete: council and topic are named
    sources : how many the build was made from
    public_only : the internal view is not served at all
    """

    address: Address
    look: Look
    view: str
    topics: Sequence[Topic]
    council: Council
    councils: Sequence[Council]
    builds: Sequence[Build]
    build: Build
    is_current: bool
    is_synthetic: bool
    failure: Failure | None
    sources: int
    public_only: bool


def go(label: Any, address: Address, **properties: Any) -> Component:
    """Link to another page of ours, without loading everything again."""
    return html.A(label, href=address.href(), **attrs(data_page=""), **properties)


def when(moment: dt.datetime) -> str:
    """Write a moment: 20 November 2026, 09:12."""
    return f"{words.date(moment.date())}, {moment:%H:%M}"
