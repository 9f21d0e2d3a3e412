"""The national measure from the council's own file, as a chart of the uptake page."""

from __future__ import annotations

from functools import partial
from typing import Any

from analytics import words
from analytics.answers import uptake_own
from analytics.catalogue.ascof3d_tables import CLIENT_LEVEL_DATA
from analytics.catalogue.entry import Chart
from analytics.evidence import Evidence
from analytics.figures.beside import beside


def _own_setting(evidence: Evidence) -> dict[str, Any]:
    whole = uptake_own.country_name(evidence)
    return {"titles": {"own": "Own file", "published": "Published", "whole": whole}}


OWN = Chart(
    name="national_measure",
    heading=uptake_own.own_heading,
    sub=uptake_own.own_sub,
    finding=uptake_own.own_finding,
    frame=uptake_own.own,
    figure=partial(
        beside,
        write=words.percent,
        names={
            "own": "share",
            "published": "published_share",
            "whole": "england_share",
        },
    ),
    setting=_own_setting,
    columns={
        "label": "Measure",
        "numerator": "Own numerator",
        "denominator": "Own denominator",
        "share": "Own share",
        "unknown_mechanism": "Of no known mechanism",
        "published_numerator": "Published numerator",
        "published_denominator": "Published denominator",
        "published_share": "Published share",
        "england_share": "Whole country's share",
    },
    follows=("age",),
    reads=(uptake_own.TABLE,),
    needs=(CLIENT_LEVEL_DATA,),
    internal_reason=(
        "It is worked out from exact counts in the council's own client-level data."
    ),
)
