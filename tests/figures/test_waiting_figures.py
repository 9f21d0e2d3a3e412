"""The ruled list and the step curves: what is drawn, and that words keep apart."""

import numpy as np
import pandas as pd
import pytest

from analytics.figures import theme
from analytics.figures.ruled_list import ruled_list
from analytics.figures.steps import step_curves
from analytics.figures.theme import Look
from tests.figures.boxes import collisions, cut_off

LOOKS = [
    Look(mode=mode, width=width, synthetic=True, internal=True)
    for mode in ("light", "dark")
    for width in (1240, 600, 421, 328)
]
EVERY_LOOK = pytest.mark.parametrize(
    "look", LOOKS, ids=[f"{each.mode}-{each.width}" for each in LOOKS]
)
PARTS = {
    "short": ("0 to 7 days", "data_3", "ink"),
    "middling": ("8 to 28 days", "data", "ink"),
    "long": ("over 28 days", "accent", "ink"),
}
BESIDE = {"hours": "Hours a week", "free": "Free in reach"}


def listed(numbers, labels=None):
    rows = [
        {
            "label": labels[place] if labels else f"Place {place}",
            "short": each[0],
            "middling": each[1],
            "long": each[2],
            "total": sum(each),
            "total_status": "ok" if sum(each) else "zero",
            "shown": f"{sum(each):,}",
            "hours": f"{sum(each) * 11:,}",
            "free": "[x]",
            "is_chosen": place == 1,
        }
        for place, each in enumerate(numbers)
    ]
    return pd.DataFrame(rows)


def boxes_of(figure, token, look):
    fill = look.colour(token)
    return [shape for shape in figure.layout.shapes if shape.fillcolor == fill]


@EVERY_LOOK
@pytest.mark.parametrize(
    "frame",
    [
        listed([(16, 18, 114), (4, 1, 26), (0, 1, 3), (0, 0, 0)]),
        listed([(1, 1, 1)] * 12, [f"A place with a long name, {n}" for n in range(12)]),
        listed([(10_000, 0, 0), (1, 0, 0)]),
    ],
    ids=["usual", "long names", "far apart"],
)
def test_words_of_a_list_keep_apart_and_inside(look, frame):
    figure = theme.stamp(
        ruled_list(frame, look, head="Place", parts=PARTS, beside=BESIDE), look
    )

    assert not collisions(figure)
    assert not cut_off(figure)


@EVERY_LOOK
def test_bars_are_as_long_as_what_they_count(look):
    frame = listed([(20, 10, 70), (0, 0, 50), (0, 0, 0)])
    figure = ruled_list(frame, look, head="Place", parts=PARTS, beside=BESIDE)

    key = [
        shape for shape in boxes_of(figure, "accent", look) if shape.x1 - shape.x0 == 10
    ]
    bars = [shape for shape in boxes_of(figure, "accent", look) if shape not in key]
    wide = [shape.x1 - shape.x0 for shape in bars]
    assert len(key) == 1 and len(bars) == 2  # none for a zero
    # The seam is taken off each.
    assert (wide[0] + 1.5) / (wide[1] + 1.5) == pytest.approx(70 / 50)


@pytest.mark.parametrize("look", LOOKS[:1])
def test_a_blank_says_why_and_has_no_bar(look):
    frame = listed([(5, 5, 5), (0, 0, 0)])
    frame.loc[1, ["total", "total_status", "shown"]] = [np.nan, "suppressed", "[c]"]
    figure = ruled_list(frame, look, head="Place", parts=PARTS, beside=BESIDE)

    words = [each.text for each in figure.layout.annotations]
    assert "[c] hidden to protect people or a provider" in words


def test_parts_that_are_not_held_leave_the_whole_in_one_piece():
    look = LOOKS[0]
    frame = listed([(5, 5, 5)]).drop(columns=[*PARTS, "free"])
    figure = ruled_list(frame, look, head="Place", parts=PARTS, beside=BESIDE)

    words = [each.text for each in figure.layout.annotations]
    assert "0 to 7 days" not in words
    assert "<b>Free in reach</b>" not in words
    assert len(boxes_of(figure, "data", look)) == 1


SERIES = {"a": ("Tier 1", "data"), "b": ("Tier 2", "data_2"), "c": ("Tier 3", "data_3")}


def curves(levels, days=60):
    rows = []
    for key, level in levels.items():
        for day in range(days + 1):
            share = level * (1 - np.exp(-day / 10))
            rows.append((key, day, share, max(share - 0.03, 0), share + 0.03))
    return pd.DataFrame(rows, columns=["series", "day", "value", "lower", "upper"])


@EVERY_LOOK
@pytest.mark.parametrize(
    "levels",
    [
        {"a": 0.1, "b": 0.4, "c": 0.8},
        {"a": 0.1, "b": 0.1, "c": 0.1},
        {"a": 0.0},
    ],
    ids=["apart", "together", "nothing"],
)
def test_words_of_curves_keep_apart_and_inside(look, levels):
    figure = theme.stamp(
        step_curves(
            curves(levels), look, series=SERIES, middle={"c": "half within 9 days"}
        ),
        look,
    )

    assert not collisions(figure)
    assert not cut_off(figure)


def lines(figure):
    return [each for each in figure.data if each.mode == "lines" and not each.fill]


def test_a_curve_stops_where_nothing_is_known_and_is_never_drawn_at_nought():
    frame = curves({"a": 0.4})
    frame.loc[frame["day"] > 40, ["value", "lower", "upper"]] = np.nan
    (line,) = lines(step_curves(frame, LOOKS[0], series=SERIES))

    assert len(line.x) == 41
    assert line.line.shape == "hv"


def test_series_that_are_not_there_are_not_named():
    figure = step_curves(curves({"b": 0.4}), LOOKS[0], series=SERIES)

    words = " ".join(each.text for each in figure.layout.annotations)
    assert "Tier 2" in words
    assert "Tier 1" not in words


def test_the_day_of_a_half_is_named_only_where_a_share_falls_to_it():
    fell = curves({"a": 1.0}).assign(value=lambda rows: 1 - rows["value"])
    told = [
        any(
            "half" in each.text
            for each in step_curves(
                frame, LOOKS[0], series=SERIES, middle={"a": "half within 7 days"}
            ).layout.annotations
        )
        for frame in (fell, fell.assign(value=fell["value"] * 0.4 + 0.6))
    ]
    assert told == [True, False]
