"""The map: classes, blanks that never look like a class, a ring, one name a place."""

import gzip

import numpy as np
import pandas as pd
import pytest

from analytics.figures.area_map import area_map
from analytics.figures.grid import stability_grid
from analytics.figures.map_frame import place
from analytics.figures.theme import Look

BREAKS = (0.8, 1.0, 1.2, 1.4)


def shapes(side=4):
    rows = []
    for number in range(side * side):
        x, y = float(number % side), float(number // side)
        rows.append(
            {
                "layer": "area",
                "area_code": f"X{number:03}",
                "name": "",
                "x_km": [x, x + 1, x + 1, x, x],
                "y_km": [y, y, y + 1, y + 1, y],
            }
        )
    return pd.DataFrame(rows)


def rows(outlines, statuses=()):
    count = len(outlines)
    frame = pd.DataFrame(
        {
            "area_code": outlines["area_code"],
            "x_km": [x[0] + 0.5 for x in outlines["x_km"]],
            "y_km": [y[0] + 0.5 for y in outlines["y_km"]],
            "class": np.arange(count, dtype=float) % 5,
            "class_status": "ok",
            "spoken": "said",
        }
    )
    for number, status in enumerate(statuses):
        frame.loc[number, "class_status"] = status
        if status != "low_reliability":
            frame.loc[number, "class"] = np.nan
    return frame


def no_places():
    return pd.DataFrame(
        columns=["place_name", "x_km", "y_km", "label_x_km", "label_y_km"]
    )


def draw(frame, outlines, look=None, **more):
    settings = {"places": no_places(), "breaks": BREAKS, "line": 1.0, **more}
    return area_map(frame, look or Look(width=600), outlines=outlines, **settings)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_no_blank_has_a_colour_of_the_scale(mode):
    outlines = shapes()
    blanks = ["suppressed", "not_supplied", "not_applicable"]
    look = Look(mode=mode, width=600)
    figure = draw(rows(outlines, blanks), outlines, look)

    drawn = {trace.name: trace for trace in figure.data if trace.xaxis == "x2"}
    patterns = {drawn[name].fillpattern.shape for name in blanks}
    assert len(patterns) == 3, "each blank has a pattern of its own"
    for name in blanks:
        assert drawn[name].fillcolor == look.colour("paper")
        assert drawn[name].fillcolor not in look.map_colours()


def test_every_area_is_drawn_once_and_can_be_pointed_at():
    outlines = shapes()
    figure = draw(rows(outlines, ["low_reliability", "suppressed"]), outlines)

    rings = sum(
        sum(value is None for value in trace.x)
        for trace in figure.data
        if trace.fill == "toself" and trace.xaxis == "x2"
    )
    points = next(trace for trace in figure.data if trace.name == "areas")
    assert rings == len(outlines)
    assert list(points.customdata) == list(outlines["area_code"])


def test_less_care_is_further_from_the_paper():
    assert Look(mode="light").map_colours()[0] == "#12436D"
    assert Look(mode="dark").map_colours()[0] == "#DCEDFC"


def test_the_chosen_area_is_ringed_last_and_alike_in_both_modes():
    outlines = shapes()
    rings = []
    for mode in ("light", "dark"):
        figure = draw(
            rows(outlines), outlines, Look(mode=mode, width=600), chosen="X005"
        )
        names = [trace.name for trace in figure.data if trace.xaxis == "x2"]
        assert names[-3:] == ["ring", "focus", "areas"]
        rings.append([t.line.color for t in figure.data if t.name in ("ring", "focus")])
    assert rings[0] == rings[1] == ["#0B0C0C", "#FFDD00"]


def test_the_land_keeps_its_shape():
    window = place(shapes().set_index("area_code"), Look(width=600), above=50).window
    across = window.sheet.width / window.land.width
    up = window.sheet.height / window.land.height
    assert across == pytest.approx(up)


def test_names_do_not_lie_on_each_other():
    outlines = shapes(6)
    places = pd.DataFrame(
        [
            {
                "place_name": f"Long Place Name {n}",
                "x_km": outlines["x_km"][n],
                "y_km": outlines["y_km"][n],
                "label_x_km": outlines["x_km"][n][0] + 0.5,
                "label_y_km": outlines["y_km"][n][0] + 0.5,
            }
            for n in (7, 8, 14, 15)
        ]
    )
    figure = draw(rows(outlines), outlines, places=places, outlined="Desert")

    written = [note for note in figure.layout.annotations if "Long Place" in note.text]
    assert len(written) == 4
    for first in written:
        for second in written:
            if first is not second:
                apart = abs(first.x - second.x) > 120 or abs(first.y - second.y) > 15
                assert apart, (first.text, second.text)


def test_435_areas_weigh_under_60_kilobytes():
    outlines = shapes(21).head(435)
    rng = np.random.default_rng(1)
    # As many corners as a real outline keeps when simplified, none of them regular.
    for number, (xs, ys) in enumerate(
        zip(outlines["x_km"], outlines["y_km"], strict=True)
    ):
        x0, y0 = xs[0], ys[0]
        turn = np.linspace(0, 2 * np.pi, 17)
        wobble = 0.5 + rng.random(17) / 10
        outlines.at[number, "x_km"] = [*(x0 + np.cos(turn) * wobble).round(2)]
        outlines.at[number, "y_km"] = [*(y0 + np.sin(turn) * wobble).round(2)]

    figure = draw(rows(outlines), outlines)

    assert len(gzip.compress(figure.to_json().encode())) < 60_000


def test_the_grid_fills_deserts_and_writes_no_in_the_rest():
    frame = pd.DataFrame(
        {
            "line": [0.9, 1.0, 1.1, 1.2],
            "travel_minutes": [25, 25, 25, 25],
            "is_desert": [False, True, True, False],
            "is_judged": [True, True, True, False],
            "is_chosen": [False, True, False, False],
        }
    )
    look = Look(width=400)

    figure = stability_grid(frame, look)

    filled = [s for s in figure.layout.shapes if s.fillcolor == look.colour("data")]
    ringed = [s for s in figure.layout.shapes if s.line.color == look.colour("accent")]
    said = [n.text for n in figure.layout.annotations]
    assert (len(filled), len(ringed), said.count("no")) == (2, 1, 1)
    assert said.count("[x]") == 1, "a blank is not a no"
