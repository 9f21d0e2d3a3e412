"""The funnel and ordered dots: what is drawn, and that words keep apart."""

import numpy as np
import pandas as pd
import pytest

from analytics import words
from analytics.answers import fair_notes
from analytics.answers.fair_counts import groups
from analytics.figures import theme
from analytics.figures.funnel import funnel
from analytics.figures.ranking import dot_ranking
from analytics.figures.theme import Look
from tests.fair_evidence import evidence, tables
from tests.figures.boxes import collisions, cut_off

LOOKS = [
    Look(mode=mode, width=width, synthetic=True, internal=True)
    for mode in ("light", "dark")
    for width in (1240, 600, 328)
]
EVERY_LOOK = pytest.mark.parametrize(
    "look", LOOKS, ids=[f"{each.mode}-{each.width}" for each in LOOKS]
)
NAMES = {"name": "place_name", "size": "people_worth", "value": "share_adjusted"}
DISTRICTS = {
    "North Paragraph": (365, 815),
    "South Paragraph": (393, 889),
    "Lower Fenscript": (279, 612),
    "Margin Coast": (462, 961),
    "Quillborough": (260, 607),
    "Inkhaven": (10, 19),
}
RNG = np.random.default_rng(8)
WARDS = {f"Ward {n:03}": (int(RNG.binomial(45, 0.4)), 45) for n in range(110)}
WARDS |= {"Chapterwold North": (60, 80), "Blurb-le-Marsh": (4, 70)}


def drawn(places, look):
    shown = evidence(tables(places))
    frame = fair_notes.places(shown)
    figure = funnel(
        frame, look, write=words.percent, names=NAMES, **fair_notes.curves(shown)
    )
    return frame, theme.stamp(figure, look)


def texts(figure):
    return [note.text for note in figure.layout.annotations]


@EVERY_LOOK
@pytest.mark.parametrize(
    "places", [DISTRICTS, WARDS, {"Fen": (40, 100)}], ids=["few", "many", "one"]
)
def test_no_words_of_a_funnel_overlap_or_leave_it(places, look):
    _, figure = drawn(places, look)

    assert collisions(figure) == []
    assert cut_off(figure) == []


@EVERY_LOOK
def test_every_place_with_a_share_is_a_dot_inside_the_plot(look):
    frame, figure = drawn(DISTRICTS, look)
    dots = [trace for trace in figure.data if trace.mode == "markers"]

    assert sum(len(trace.x) for trace in dots) == frame["share"].notna().sum() == 5
    for trace in dots:
        assert all(0 < x < look.width for x in trace.x)
        assert all(0 < y < figure.layout.height for y in trace.y)


def test_few_places_are_named_and_of_many_only_those_that_stand_out():
    _, few = drawn(DISTRICTS, LOOKS[0])
    _, many = drawn(WARDS, LOOKS[0])

    assert {"Quillborough", "Margin Coast"} <= set(texts(few))
    assert "Inkhaven" not in " ".join(texts(few))
    assert {"<b>Chapterwold North</b>", "<b>Blurb-le-Marsh</b>"} <= set(texts(many))
    assert not any("Ward 0" in each for each in texts(many))


def test_a_place_that_stands_out_is_another_shape_too():
    frame, figure = drawn(WARDS, LOOKS[0])
    shapes = {
        trace.marker.symbol: len(trace.x)
        for trace in figure.data
        if trace.mode == "markers"
    }
    assert shapes["diamond"] == (frame["stands"] != "").sum() >= 2


def test_larger_places_stand_further_right_and_larger_shares_higher():
    frame, figure = drawn(DISTRICTS, LOOKS[0])
    at = {
        said.split(":")[0]: (x, y)
        for trace in figure.data
        if trace.mode == "markers"
        for said, x, y in zip(trace.text, trace.x, trace.y, strict=True)
    }
    known = frame.dropna(subset=["share_adjusted"]).set_index("place_name")
    for column, axis, way in (("people_worth", 0, 1), ("share_adjusted", 1, -1)):
        order = sorted(at, key=lambda name: way * at[name][axis])
        assert list(known.loc[order, column]) == sorted(known[column])


def test_nobody_to_draw_is_an_empty_funnel():
    _, figure = drawn({"Fen": (0, 0)}, LOOKS[0])

    assert not any(trace.mode == "markers" and len(trace.x) for trace in figure.data)


AGES = {"18_44": (300, 500), "85_plus": (95, 480), "unknown": (5, 12)}


@EVERY_LOOK
def test_dots_keep_their_own_order_and_a_count_stands_for_too_few(look):
    rows = groups(evidence(tables({"Fen": (400, 992)}, {"age": AGES})), "age")
    figure = dot_ranking(
        rows,
        look,
        write=words.percent,
        is_ordered=True,
        names={
            "name": "level_name",
            "value": "share",
            "lower": "share_lower",
            "upper": "share_upper",
        },
    )
    said = texts(figure)
    assert "5 of 12 people" in said
    named = [each for each in said if each in set(rows["level_name"])]
    assert named == ["18 to 44", "85 and over", "Age not known"]
    assert collisions(figure) == []
    assert isinstance(rows, pd.DataFrame)
