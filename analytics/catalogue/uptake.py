"""Uptake: who uses direct payments and individual service funds, and who compares."""

from __future__ import annotations

from analytics.answers import uptake, uptake_notes
from analytics.catalogue.ascof3d_tables import CLIENT_LEVEL_DATA
from analytics.catalogue.entry import Topic
from analytics.catalogue.uptake_charts import CHARTS
from analytics.catalogue.uptake_controls import CONTROLS
from analytics.catalogue.uptake_rows import READS
from analytics.catalogue.uptake_tables import ARRANGEMENTS, ASCOF, MEASURES

TOPIC = Topic(
    name="uptake",
    title="Uptake",
    group="Uptake",
    part="Trend and peers",
    order=20,
    question=lambda council: (
        "Who uses direct payments and individual service funds, and how do we compare?"
    ),
    measures=MEASURES,
    reads=READS,
    controls=CONTROLS,
    charts=CHARTS,
    answer=uptake.answer,
    notes=uptake_notes.notes,
    needs=(ARRANGEMENTS, ASCOF, CLIENT_LEVEL_DATA),
    needs_any=True,
    helps={
        ARRANGEMENTS: "Each quarter, each place and individual service funds",
        ASCOF: "Every council's published share, with its interval",
        CLIENT_LEVEL_DATA: "The national measure from your own file, beside it",
        "ons_neighbours": "Which councils are most like ours",
        "council_area_groups": "Your own zones, in Place",
    },
    will_answer=(
        "How many people use each route, and whether that is changing",
        "Whether a change is more than the usual wobble, and what moved the share",
        "Where it is likely to be in a year, and whether that reaches a target",
        "How our share of direct payments compares with similar councils",
    ),
)
