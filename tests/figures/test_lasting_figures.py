"""Curves, bars and dots of people's funds: what is drawn, and words that keep apart."""

import numpy as np
import pandas as pd
import pytest

from analytics.catalogue.lasting import ROUTES
from analytics.figures import theme
from analytics.figures.bars import counted_bars
from analytics.figures.dot_strip import Band, dot_strip
from analytics.figures.flow import flow
from analytics.figures.step_curves import step_curves
from analytics.figures.step_words import Curve
from analytics.figures.theme import Look
from tests.figures.boxes import collisions, cut_off

LOOKS = [
    Look(mode=mode, width=width, synthetic=True, internal=True)
    for mode in ("light", "dark")
    for width in (1240, 800, 328)
]
EVERY_LOOK = pytest.mark.parametrize(
    "look", LOOKS, ids=[f"{each.mode}-{each.width}" for each in LOOKS]
)
CURVES = {
    "direct_payment": Curve("Direct payment", "data"),
    "isf": Curve("ISF", "accent"),
    "managed_budget": Curve("Managed budget", "data_2"),
    "commissioned": Curve("Commissioned", "context"),
}
PACES = {"direct_payment": 0.003, "isf": 0.0025, "managed_budget": 0.006}
PACES["commissioned"] = 0.0061


def curves(*, until=280, watched=2400):
    rows = []
    for place, (curve, pace) in enumerate(PACES.items()):
        last = until // 2 if curve == "isf" else until - 20 * place
        for weeks in range(0, last + 1, 4):
            share = (1 - pace) ** weeks
            wide = 0.02 * (1 + weeks / 60) * (weeks > 0)
            rows.append(
                {
                    "curve": curve,
                    "weeks": weeks,
                    "share": share,
                    "lower": share - wide if weeks else np.nan,
                    "upper": min(share + wide, 1) if weeks else np.nan,
                    "watched": max(watched - 8 * weeks, 20),
                }
            )
    return pd.DataFrame(rows)


def texts(figure):
    return [note.text for note in figure.layout.annotations]


@EVERY_LOOK
@pytest.mark.parametrize("until", [280, 110, 40], ids=["long", "two years", "short"])
@pytest.mark.parametrize("words", ["Still watched, arrangements", ""])
def test_no_words_round_curves_overlap_or_leave_the_figure(look, until, words):
    frame = curves(until=until)
    if not words:
        frame = frame.drop(columns="watched")
    figure = step_curves(frame, look, curves=CURVES, watched_words=words)
    figure = theme.stamp(figure, look)

    assert collisions(figure) == []
    assert cut_off(figure) == []


def test_a_curve_steps_at_its_weeks_and_a_life_table_is_joined():
    frame = curves()
    look = Look()
    steps = step_curves(frame, look, curves=CURVES)
    joined = step_curves(frame, look, curves=CURVES, is_joined=True)
    own = frame[frame["curve"] == "isf"]

    for figure in (steps, joined):
        assert [t.name for t in figure.data if t.mode != "lines" or t.line.width] == [
            each.name for each in CURVES.values()
        ]
    (line,) = (t for t in steps.data if t.name == "ISF")
    x, y = np.array(line.x), np.array(line.y)
    assert (np.diff(x) * np.diff(y) == 0).all(), "each piece is level or upright"
    assert len(x) == 2 * len(own) - 1
    (line,) = (t for t in joined.data if t.name == "ISF")
    assert len(line.x) == len(own)
    low, high = min(line.y), max(line.y)
    height = (high - low) / (own["share"].max() - own["share"].min())
    assert np.array(line.y) == pytest.approx(low + (1 - own["share"]) * height, abs=0.1)


def test_those_watched_stand_under_their_years():
    figure = step_curves(
        curves(), Look(), curves=CURVES, watched_words="Still watched, arrangements"
    )
    notes = {note.text: note.x for note in figure.layout.annotations}

    assert notes["2,400"] == notes["start"]
    assert notes["1,984"] == notes["1 year"]  # 2,400 less 8 for each of 52 weeks


def test_a_band_is_drawn_only_where_it_is_known():
    figure = step_curves(curves(), Look(), curves=CURVES)
    (band,) = (t for t in figure.data if t.name == "ISF, interval")
    (line,) = (t for t in figure.data if t.name == "ISF")

    assert min(band.x) > min(line.x)
    assert band.fillcolor == Look().colour("accent")


# Bars.

TERMS = [
    ("Who holds the fund", "Support provider", 190, "ok", "190 of 210 (90%)", "data"),
    ("Who holds the fund", "Not supplied", 20, "ok", "20", ""),
    ("A statement is given", "Every quarter", None, "suppressed", "", "data"),
    ("A statement is given", "Never", 0, "zero", "0", "data"),
    ("Pooled", "Yes", 18, "ok", "18", "data"),
    ("Pooled", "Nothing said", 192, "ok", "192", ""),
]
COLUMNS = ["heading", "label", "value", "value_status", "words", "token"]


def terms(rows=TERMS):
    return pd.DataFrame(rows, columns=COLUMNS)


@EVERY_LOOK
@pytest.mark.parametrize("headed", [True, False])
def test_no_words_of_bars_overlap_or_leave_the_figure(look, headed):
    frame = terms() if headed else terms().assign(heading="")
    figure = theme.stamp(counted_bars(frame, look), look)

    assert collisions(figure) == []
    assert cut_off(figure) == []


def test_bars_are_as_long_as_their_numbers_and_a_blank_has_none():
    figure = counted_bars(terms().assign(heading=""), Look())
    long = [shape.x1 - shape.x0 for shape in figure.layout.shapes]

    assert long == pytest.approx(
        [long[0] * value / 190 for value in (190, 20, 18, 192)]
    )
    assert "[c] hidden to protect people or a provider" in texts(figure)
    # What nobody said is an outline and no bar of the data's colour.
    filled = [
        shape.fillcolor == Look().colour("data") for shape in figure.layout.shapes
    ]
    assert filled == [True, False, True, False]


def test_groups_stand_side_by_side_where_there_is_room_and_never_apart():
    many = terms(
        [(f"Group {g}", f"Level {n}", 5, "ok", "5", "data")
         for g in range(6) for n in range(1 + g % 3)]
    )  # fmt: skip
    wide, narrow = counted_bars(many, Look()), counted_bars(many, Look(width=328))
    lefts = {
        note.x for note in wide.layout.annotations if note.text.startswith("<b>Gr")
    }

    assert len(lefts) == 3
    assert wide.layout.height < narrow.layout.height
    for number in range(6):
        heading = texts(wide).index(f"<b>Group {number}</b>")
        assert texts(wide)[heading + 1] == "Level 0"


# Dots.

BAND = Band(5, 25, "£5 to £25: the guide's range, advice and no limit")


def charges(scale=1):
    rng = np.random.default_rng(4)
    rows = [
        (row, float(value), int(number) * scale, hollow)
        for row, most in (("Support provider", 15), ("Independent broker", 3))
        for hollow in (False, True)
        for value, number in zip(
            range(0, 46, 3), rng.integers(1, most, 16), strict=True
        )
    ]
    return pd.DataFrame(rows, columns=["row", "value", "number", "is_hollow"])


@EVERY_LOOK
@pytest.mark.parametrize("scale", [1, 40])
def test_no_words_of_dots_overlap_or_leave_the_figure(look, scale):
    middles = {"Support provider": 14.63, "Independent broker": 15.1}
    figure = dot_strip(charges(scale), look, band=BAND, middles=middles)
    figure = theme.stamp(figure, look)

    assert collisions(figure) == []
    assert cut_off(figure) == []


def test_one_dot_is_one_person_while_they_are_few():
    frame = charges().assign(number=2)
    figure = dot_strip(frame, Look(), band=BAND, middles={})

    assert sum(len(trace.x) for trace in figure.data) == frame["number"].sum()
    hollow = [t for t in figure.data if t.marker.color == Look().colour("paper")]
    assert (
        sum(len(t.x) for t in hollow) == frame.loc[frame["is_hollow"], "number"].sum()
    )
    places = [(x, y) for trace in figure.data for x, y in zip(trace.x, trace.y,
              strict=True)]  # fmt: skip
    assert len(set(places)) == len(places), "no dot lies on another"


def test_the_guides_range_lies_between_its_ends_on_the_scale():
    figure = dot_strip(charges(), Look(), band=BAND, middles={})
    (box,) = (s for s in figure.layout.shapes if s.type == "rect")
    ticks = {n.text: n.x for n in figure.layout.annotations if n.text.startswith("£")}

    a_pound = (ticks["£20"] - ticks["£10"]) / 10
    assert box.x0 == pytest.approx(ticks["£10"] - 5 * a_pound)
    assert box.x1 == pytest.approx(ticks["£20"] + 5 * a_pound)


# Moves between routes.


def switches():
    rows, stock = [], {"direct_payment": 1939, "isf": 0, "managed_budget": 2655}
    stock["commissioned"] = 235
    for year in range(2022, 2027):
        moved = {
            ("managed_budget", "direct_payment"): 50,
            ("managed_budget", "isf"): 20,
            ("direct_payment", "commissioned"): 6,
        }
        came = {"direct_payment": 250, "managed_budget": 700, "commissioned": 60}
        for route, people in stock.items():
            left = people // 5
            out = sum(n for (before, _), n in moved.items() if before == route)
            rows.append((year, route, "none", left))
            rows.append((year, route, route, people - left - out))
        rows += [(year, *pair, n) for pair, n in moved.items()]
        rows += [(year, "none", route, n) for route, n in came.items()]
        stock = {
            route: sum(n for y, _, after, n in rows if y == year and after == route)
            for route in stock
        }
    frame = pd.DataFrame(rows, columns=["year", "before", "after", "number"])
    return frame.assign(
        quarter_end=pd.to_datetime(frame["year"].astype(str) + "-09-30")
    )


def draw_switches(look):
    figure = flow(
        switches(), look, levels=ROUTES, thing=("person", "people"), months=12,
        draws_outside=False,
    )  # fmt: skip
    return theme.stamp(figure, look)


@EVERY_LOOK
def test_no_words_of_four_routes_overlap_or_leave_the_figure(look):
    figure = draw_switches(look)

    assert collisions(figure) == []
    assert cut_off(figure) == []


def test_who_came_or_went_is_told_and_not_drawn():
    figure = draw_switches(Look())
    told = [trace.name for trace in figure.data]
    frame = switches()
    left = frame.loc[frame["after"] == "none", "number"].sum()
    joined = frame.loc[frame["before"] == "none", "number"].sum()

    assert not any("left from" in each for each in told)
    assert f"{left:,} left and {joined:,} joined in all" in texts(figure)
    assert "50 people moved from Managed budget to Direct payment, in the year to " \
        "30 September 2026" in told  # fmt: skip
    assert {note.text for note in figure.layout.annotations} >= {
        "Sep<br><b>2021</b>",
        "Sep<br><b>2026</b>",
    }
