"""Before and after: both numbers shown, hollow and filled, words apart."""

import numpy as np
import pandas as pd
import pytest

from analytics.figures.before_after import before_after
from analytics.figures.theme import Look
from tests.figures.boxes import collisions, cut_off

LOOKS = [
    Look(mode=mode, width=width, synthetic=True, internal=True)
    for mode in ("light", "dark")
    for width in (1240, 600, 328)
]
EVERY_LOOK = pytest.mark.parametrize(
    "look", LOOKS, ids=[f"{each.mode}-{each.width}" for each in LOOKS]
)


def two_places(value, *, places=None):
    return f"{value:.2f}"


def rows(n, seed=1):
    rng = np.random.default_rng(seed)
    before = rng.uniform(0.8, 1.9, n)
    return pd.DataFrame(
        {
            "name": [f"Ward of a long name {i}, Margin Coast 00{i}A" for i in range(n)],
            "before": before,
            "after": before * rng.uniform(0.3, 1.05, n),
        }
    )


def draw(frame, look, **more):
    return before_after(
        frame,
        look,
        write=two_places,
        line_name="Our line",
        line_value=1.0,
        **more,
    )


def written(figure):
    return [note.text for note in figure.layout.annotations]


@EVERY_LOOK
@pytest.mark.parametrize("seed", range(5))
def test_words_keep_apart_and_inside(look, seed):
    figure = draw(rows(12, seed), look)

    assert collisions(figure) == []
    assert cut_off(figure) == []


def test_both_numbers_of_each_row_are_written_and_the_line_is_named():
    frame = rows(3)
    said = written(draw(frame, LOOKS[0]))

    for row in frame.itertuples():
        assert two_places(row.before) in said
        assert f"<b>{two_places(row.after)}</b>" in said
    assert "<b>Our line 1.00</b>" in said


def test_only_the_first_rows_are_drawn_when_there_are_many():
    frame = rows(9)
    said = written(draw(frame, LOOKS[0], most=4))

    assert frame["name"][3] in said
    assert frame["name"][4] not in said


def test_now_is_hollow_and_the_scenario_filled():
    look = LOOKS[0]
    dots = [t for t in draw(rows(3), look).data if t.mode == "markers"]

    assert [t.marker.color for t in dots] == [look.colour("paper"), look.colour("data")]


def test_a_row_that_stands_still_is_drawn():
    still = pd.DataFrame({"name": ["Here"], "before": [1.0], "after": [1.0]})

    assert written(draw(still, LOOKS[0])).count("1.00") >= 1
