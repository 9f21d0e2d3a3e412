"""The small figures of the front page: what is drawn, and that words keep apart."""

import pandas as pd
import pytest

from analytics import words
from analytics.catalogue.overview import OUTCOME_PARTS, ROUTES, TIER_PARTS
from analytics.figures import theme
from analytics.figures.area_map import area_map
from analytics.figures.counted_stacks import counted_stacks
from analytics.figures.ranges import ranged_dots
from analytics.figures.spark import spark_lines
from analytics.figures.theme import Look
from tests.figures.boxes import boxes, collisions, cut_off

LOOKS = [
    Look(mode=mode, width=width, synthetic=True, internal=True)
    for mode in ("light", "dark")
    for width in (1240, 867, 480, 328)
]
EVERY_LOOK = pytest.mark.parametrize(
    "look", LOOKS, ids=[f"{each.mode}-{each.width}" for each in LOOKS]
)
COLOURS = {"a": ("plum", "plum"), "b": ("data", "data"), "c": ("teal", "teal_ink")}


def assert_apart(figure, look):
    stamped = theme.stamp(figure, look)
    assert collisions(stamped) == []
    assert cut_off(stamped) == []


def texts(figure):
    return [
        note.text.replace("<b>", "").replace("</b>", "")
        for note in figure.layout.annotations
    ]


def history(direct, funds):
    days = pd.date_range(end="2026-09-30", periods=len(direct), freq="QE")
    parts = [
        pd.DataFrame(
            {
                "series": name,
                "when": days,
                "value": values,
                "value_status": ["suppressed" if v is None else "ok" for v in values],
            }
        )
        for name, values in (("direct_payment", direct), ("isf", funds))
    ]
    frame = pd.concat(parts, ignore_index=True)
    return frame.assign(value=frame["value"].astype(float))


@EVERY_LOOK
@pytest.mark.parametrize(
    ("direct", "funds"),
    [
        ([0.40, 0.41, 0.43], [0.004, 0.02, 0.042]),
        ([0.40, 0.41, 0.43], [0.39, 0.41, 0.42]),
        ([0.0, 0.0, 0.0], [0.0, 0.0, 0.0]),
        ([0.4], [0.1]),
        ([0.4, None, 0.41], [0.1, 0.1, None]),
    ],
    ids=["apart", "close", "nobody", "one", "gaps"],
)
def test_lines_name_their_ends_and_keep_apart(direct, funds, look):
    figure = spark_lines(
        history(direct, funds), look, series=ROUTES, write=words.percent
    )

    assert_apart(figure, look)
    said = texts(figure)
    assert f"{words.percent(direct[-1])} direct payment" in said
    last = funds[-1]
    assert ("[c] ISF" if last is None else f"{words.percent(last)} ISF") in said


def test_a_line_has_a_gap_where_nothing_is_known_and_starts_from_zero():
    look = LOOKS[0]
    figure = spark_lines(
        history([0.4, None, 0.2], [0.1, 0.1, 0.1]),
        look,
        series=ROUTES,
        write=words.percent,
    )
    line = figure.data[0]
    zero = figure.layout.shapes[0].y0

    assert line.y[1] is None
    assert not line.connectgaps
    assert zero - line.y[2] == pytest.approx((zero - line.y[0]) / 2, abs=0.02)


def test_a_series_that_is_not_there_is_not_named():
    frame = history([0.4, 0.5], [0.1, 0.2])
    figure = spark_lines(
        frame[frame["series"] == "isf"], LOOKS[0], series=ROUTES, write=words.percent
    )

    assert "20.0% ISF" in texts(figure)
    assert not [each for each in texts(figure) if "direct" in each]


def counted(parts, *rows):
    frame = pd.DataFrame(rows, columns=["label", *parts])
    for part in parts:
        frame[f"{part}_status"] = [
            "suppressed" if pd.isna(v) else "ok" for v in frame[part]
        ]
    return frame


@EVERY_LOOK
@pytest.mark.parametrize(
    "rows",
    [
        [("December 2024", 6, 17, 31), ("September 2026", 13, 22, 18)],
        [("December 2024", 1, 1, 60), ("September 2026", 0, 0, 4)],
        [("December 2024", 0, 0, 0), ("September 2026", 0, 0, 0)],
        [("December 2024", 500, 1, 1), ("September 2026", 2, 1, 999)],
    ],
    ids=["usual", "thin", "nobody", "long"],
)
def test_counts_stand_in_or_under_their_bars(rows, look):
    figure = counted_stacks(counted(TIER_PARTS, *rows), look, parts=TIER_PARTS)

    assert_apart(figure, look)
    said = " ".join(texts(figure))
    for row in rows:
        for number in row[1:]:
            assert words.count(number) in said


@EVERY_LOOK
@pytest.mark.parametrize(
    "row", [(64, 78, 24), (2, 150, 2), (65, None, 25), (None, None, None)]
)
def test_a_hidden_part_is_a_mark_and_no_bar(row, look):
    figure = counted_stacks(
        counted(OUTCOME_PARTS, ("", *row)), look, parts=OUTCOME_PARTS
    )

    assert_apart(figure, look)
    known = [number for number in row if number]
    assert len(figure.layout.shapes) == len(known)
    said = " ".join(texts(figure))
    assert said.count("[c]") == len(row) - len(known)


def test_bars_are_as_long_as_their_counts():
    frame = counted(TIER_PARTS, ("A", 10, 20, 40), ("B", 20, 10, 5))
    shapes = counted_stacks(frame, LOOKS[0], parts=TIER_PARTS).layout.shapes
    long = [shape.x1 - shape.x0 for shape in shapes]

    per_one = (long[2] - long[1]) / 20
    assert long[1] - long[0] == pytest.approx(10 * per_one)
    assert long[3] == pytest.approx(long[1])


def costed(*rows):
    return pd.DataFrame(
        [
            {
                "series": "abc"[n],
                "label": label,
                "value": value,
                "value_status": "suppressed" if value is None else "ok",
                "lower": low,
                "upper": high,
            }
            for n, (label, value, low, high) in enumerate(rows)
        ]
    ).astype({"value": float, "lower": float, "upper": float})


@EVERY_LOOK
@pytest.mark.parametrize(
    "rows",
    [
        [
            ("In-house", 2.89, 2.31, 3.17),
            ("Commissioned", 2.23, 1.96, 2.53),
            ("Embedded", 2.6, 2.2, 3.09),
        ],
        [("In-house", 2.0, None, None), ("Commissioned", 2.0, 2.0, 2.0)],
        [("In-house", None, None, None), ("Commissioned", 0.02, 0.01, 0.03)],
        [("In-house", 120.0, 80.0, 1000.0)],
        [("In-house", None, None, None)],
    ],
    ids=["usual", "no range", "blank", "far", "nothing"],
)
def test_dots_and_ranges_share_a_scale_that_holds_them(rows, look):
    figure = ranged_dots(
        costed(*rows),
        look,
        colours=COLOURS,
        write=lambda v: words.pounds(v, pence=True),
    )

    assert_apart(figure, look)
    known = [row for row in rows if row[1] is not None]
    dots = [trace for trace in figure.data if trace.mode == "markers"]
    assert len(dots) == len(known)
    assert sum("[c]" in each for each in texts(figure)) == len(rows) - len(known)
    for trace in figure.data:
        assert all(0 <= x <= look.width for x in trace.x)


def test_a_model_has_its_own_colour():
    look = LOOKS[0]
    rows = [("In-house", 2.89, 2.31, 3.17), ("Commissioned", 2.23, 1.96, 2.53)]
    figure = ranged_dots(costed(*rows), look, colours=COLOURS, write=words.pounds)
    dots = [trace.marker.color for trace in figure.data if trace.mode == "markers"]

    assert dots == [look.colour("plum"), look.colour("data")]


@pytest.fixture(scope="module")
def county_map():
    """Return a map of four square areas, one of them outlined as a place."""
    corners = [(0, 0), (1, 0), (0, 1), (1, 1)]

    def square(x, y):
        return [x, x + 1, x + 1, x, x], [y, y, y + 1, y + 1, y]

    shapes = [square(*corner) for corner in corners]
    codes = list("abcd")
    frame = pd.DataFrame(
        {
            "area_code": codes,
            "x_km": [x + 0.5 for x, _ in corners],
            "y_km": [y + 0.5 for _, y in corners],
            "class": [0.0, 2.0, 4.0, None],
            "class_status": ["ok", "ok", "ok", "suppressed"],
            "spoken": codes,
        }
    )
    outlines = pd.DataFrame(
        {
            "layer": "area",
            "area_code": codes,
            "name": codes,
            "x_km": [x for x, _ in shapes],
            "y_km": [y for _, y in shapes],
        }
    )
    place = {"place_name": "Ashby", "label_x_km": 0.5, "label_y_km": 0.5}
    places = pd.DataFrame([{**place, "x_km": shapes[0][0], "y_km": shapes[0][1]}])
    setting = {"breaks": (0.8, 1.0, 1.2, 1.4), "line": 1.0, "outlined": "Desert"}
    return frame, {"outlines": outlines, "places": places, **setting}


def test_a_small_map_is_shapes_alone_over_room_for_its_stamp(county_map):
    frame, setting = county_map
    look = Look(width=240, synthetic=True, internal=True)
    small = area_map(frame, look, **setting, is_small=True)
    whole = area_map(frame, look, **setting)

    assert not small.layout.annotations
    assert not [trace for trace in small.data if trace.mode == "markers"]
    assert [trace for trace in small.data if trace.name == "places"]
    assert small.layout.height < whole.layout.height
    land = small.layout.yaxis2.domain[0] * small.layout.height
    ((_, _, top, _, _),) = boxes(theme.stamp(small, look))
    assert top >= small.layout.height - land - 2


def test_a_map_with_room_has_its_key_and_its_pointer(county_map):
    frame, setting = county_map
    wide = area_map(frame, Look(width=700), **setting, is_small=True)

    assert any("Desert" in note.text for note in wide.layout.annotations)
    assert [trace for trace in wide.data if trace.name == "areas"]
