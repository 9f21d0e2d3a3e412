"""A market of two councils and two small topics: what stands round a page."""

from __future__ import annotations

import datetime as dt
import functools
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.assumptions import recorded
from analytics.catalogue.entry import Chart, Control, Option, Topic
from analytics.evidence import Answer, Notes
from analytics.figures import theme
from dash_app.serving import serve
from data.market import Market
from data.swap import Draft

COUNCIL, OTHER = "X99000001", "X99000002"
NAMES = {COUNCIL: "Mirrorshire", OTHER: "Otherham"}
ROUTES = {"all": "All routes", "isf": "Individual service fund"}


def lines(frame: pd.DataFrame, look: theme.Look) -> go.Figure:
    figure = theme.base(look, height=300)
    figure.add_scatter(
        x=frame["year"],
        y=frame["people"],
        mode="lines+markers",
        customdata=frame["year"].astype(str),
        hovertext=[f"{row.year}: {row.people} people" for row in frame.itertuples()],
        line={"color": look.colour("data")},
    )
    return figure


def broken(frame: pd.DataFrame, look: theme.Look) -> go.Figure:
    raise RuntimeError("no map today")


def _chart(name: str, **changes: Any) -> Chart:
    return Chart(
        **{
            "name": name,
            "heading": lambda frame, evidence: "Is it growing?",
            "sub": lambda frame, evidence: "People on 31 March",
            "finding": lambda frame, evidence: "It grew from 20 to 32 people.",
            "frame": lambda evidence: evidence["growth"],
            "figure": lines,
            "columns": {"year": "Year", "people": "People", "note": "Note"},
            "reads": ("growth",),
            **changes,
        }
    )


TOPIC = Topic(
    name="growth",
    title="Growth",
    order=1,
    question=lambda council: f"Does {council} grow?",
    measures=(),
    reads={"growth": lambda selection: {"route": selection["route"]}},
    controls=(
        Control(
            "route",
            "Route",
            "select",
            lambda levels, selection: "all",
            lambda levels, selection: [Option(*each) for each in ROUTES.items()],
        ),
        Control(
            "hours",
            "Hours arranged a year",
            "slider",
            lambda levels, selection: "300",
            low=100,
            high=900,
            step=10,
            band=(200, 500),
            unit="hours",
            note="Chosen by us",
        ),
        Control(
            "year",
            "Find a year",
            "find",
            lambda levels, selection: "",
            lambda levels, selection: [
                Option("", "None"),
                *(Option(str(y), f"Year {y}") for y in range(2014, 2026)),
            ],
        ),
    ),
    charts=(
        _chart("trend"),
        _chart("undrawable", figure=broken),
        _chart("unsupplied", needs=("council_supply",)),
    ),
    answer=lambda evidence: Answer(
        f"**Yes**, to {evidence['growth']['people'].max():.0f} people.", "Quite sure."
    ),
    notes=lambda evidence: Notes("A.", "B.", "C.", "D."),
)
LACKING = Topic(
    name="lacking",
    title="Lacking",
    order=2,
    question=lambda council: "Are providers moving?",
    measures=(),
    reads={},
    controls=(),
    charts=(),
    answer=lambda evidence: Answer("", ""),
    notes=lambda evidence: Notes("", "", "", ""),
    needs=("council_tier_decisions",),
    helps={"council_supply": "The effect on places"},
    will_answer=("How many providers are in each tier, and who moved",),
)
TOPICS = (TOPIC, LACKING)


def rows() -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "year": year,
                "route": route,
                "people": None if year == 2016 else 20.0 + year - 2014,
                "people_status": "suppressed" if year == 2016 else "ok",
                "note": "=cmd|' /C calc'!A0" if year == 2015 else "plain",
            }
            for route in ROUTES
            for year in range(2014, 2026)
        ]
    )


def build(root: Path, council: str = COUNCIL, *, minute: int = 0, **about: Any) -> str:
    folder = root / "build" / council
    folder.mkdir(parents=True, exist_ok=True)
    draft = Draft(folder)
    draft.write("internal", {"growth": rows()})
    draft.write("public", {"growth": rows()})
    said = {
        "council": council,
        "council_name": NAMES[council],
        "as_of": "2026-09-30",
        "is_synthetic": True,
        "seed": 1,
        "supplied": {"council_arrangements": "2026-09-30"},
        "assumptions": recorded(),
        **about,
    }
    return draft.serve(said, dt.datetime(2026, 11, 20, 9, minute, tzinfo=dt.UTC))


def market(root: Path) -> Market:
    build(root, minute=1)
    build(root, minute=12)
    build(root, OTHER)
    return Market(root)


if __name__ == "__main__":
    say = functools.partial(print, flush=True)
    serve(Market(Path(sys.argv[1])), "127.0.0.1", 0, say, topics=TOPICS)
