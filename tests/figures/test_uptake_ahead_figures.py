"""What lies ahead of a trend, new starts, steps and dots: drawn, and words apart."""

import numpy as np
import pandas as pd
import pytest

from analytics import words
from analytics.answers.uptake_moved import points
from analytics.figures import theme
from analytics.figures.beside import beside
from analytics.figures.split import split_in_steps
from analytics.figures.theme import Look
from analytics.figures.trend import trend_with_limits
from analytics.figures.trend_words import Finding
from tests.figures.boxes import collisions, cut_off
from tests.figures.test_uptake_figures import CALM, EVERY_LOOK, SAID, texts, trend_frame

REASON = "Support service changed hands"
LONGEST = (
    "The support service changed hands and everybody was asked anew by letter in May"
)


def with_ahead(values, *, likely=None, target=None, starts=None, n_ahead=4):
    """Return a trend with the quarters after it."""
    frame = trend_frame(values).assign(is_ahead=False, stretch=0, rebase_reason="")
    for number, (place, reason) in enumerate(sorted((starts or {}).items()), 1):
        frame.loc[place:, "stretch"] = number
        frame.loc[place, "rebase_reason"] = reason
        for column in ("average", "lower", "upper"):
            frame.loc[place:, column] += 0.02 * number
    days = pd.date_range(frame["quarter_end"].max(), periods=n_ahead + 1, freq="QE")[1:]
    rows = pd.DataFrame({"quarter_end": days, "is_ahead": True, "is_special": False})
    whole = pd.concat([frame, rows], ignore_index=True)
    ahead = whole["is_ahead"].to_numpy(bool)
    for column in ("forecast", "forecast_lower", "forecast_upper", "target"):
        whole[column] = np.nan
    if likely is not None:
        places = np.flatnonzero(ahead)[:4]
        middle, spread = likely
        whole.loc[places, "forecast"] = middle
        whole.loc[places, "forecast_lower"] = middle - spread * np.arange(1, 5)
        whole.loc[places, "forecast_upper"] = middle + spread * np.arange(1, 5)
    if target is not None:
        last = len(frame) - 1
        line = np.linspace(values[-1], target, n_ahead + 1)
        whole.loc[last:, "target"] = line
    return whole


RISE = [*CALM, 0.41, 0.40, 0.44, 0.45, 0.46]
FALL = [*CALM, 0.41, 0.40, 0.37, 0.36, 0.35]
FRAMES = {
    "likely": with_ahead(RISE, likely=(0.47, 0.01)),
    "falling": with_ahead(FALL, likely=(0.34, 0.01)),
    "target": with_ahead(RISE, likely=(0.47, 0.01), target=0.6),
    "far target": with_ahead(RISE, likely=(0.47, 0.01), target=0.6, n_ahead=12),
    "lower target": with_ahead(RISE, likely=(0.47, 0.01), target=0.3),
    "target within": with_ahead(RISE, likely=(0.47, 0.02), target=0.5),
    "target alone": with_ahead(RISE, target=0.6),
    "new start": with_ahead(RISE, likely=(0.47, 0.01), starts={6: REASON}),
    "late start": with_ahead(RISE, likely=(0.47, 0.01), starts={13: LONGEST}),
    "early start": with_ahead(RISE, likely=(0.47, 0.01), starts={1: LONGEST}),
    "everything": with_ahead(
        np.tile(CALM, 2), likely=(0.41, 0.01), target=0.7, starts={12: REASON}
    ),
}


def draw(frame, look, **more):
    return theme.stamp(
        trend_with_limits(frame, look, write=words.percent, **more), look
    )


@EVERY_LOOK
@pytest.mark.parametrize("name", FRAMES)
def test_no_words_of_what_lies_ahead_overlap_or_leave_it(name, look):
    frame = FRAMES[name]
    specials = np.flatnonzero(frame["is_special"].astype(bool))
    finding = None
    if specials.size:
        finding = Finding(SAID, frame["quarter_end"].iloc[specials[0]].date())
    figure = draw(
        frame,
        look,
        finding=finding,
        baseline_words="limits rest on these 12 quarters",
    )

    assert collisions(figure) == []
    assert cut_off(figure) == []


def test_the_quarters_ahead_are_ranges_behind_hollow_dots_and_no_part_of_the_line():
    look = Look()
    figure = draw(FRAMES["likely"], look)
    line = next(trace for trace in figure.data if trace.mode == "lines+markers")
    ranges = next(trace for trace in figure.data if trace.mode == "lines")
    dots = next(trace for trace in figure.data if trace.mode == "markers")

    assert len(line.x) == len(RISE)
    assert len(dots.x) == 4 and dots.marker.color == look.colour("paper")
    assert list(ranges.y[:2]) == pytest.approx([0.46, 0.48])
    assert "likely 43.0% to 51.0%" in texts(figure)


def test_a_target_is_a_dashed_line_from_the_last_value_named_at_its_end():
    figure = draw(FRAMES["target"], Look())
    dashed = next(each for each in figure.data if each.line.dash == "8px,4px")

    assert list(dashed.y[[0, -1]]) == pytest.approx([0.46, 0.6])
    assert "<b>Target 60.0%</b>" in texts(figure)


def test_a_new_start_is_a_dotted_upright_with_its_reason_and_its_own_limits():
    figure = draw(FRAMES["new start"], Look())
    (upright,) = [s for s in figure.layout.shapes if s.line.dash == "dot"]
    days = FRAMES["new start"]["quarter_end"]

    assert days[5] < pd.Timestamp(upright.x0) < days[6]
    assert REASON in texts(figure)
    bands = [s for s in figure.layout.shapes if s.type == "rect"]
    assert len(bands) == 2
    assert bands[0].x1 == bands[1].x0 == upright.x0
    assert bands[1].y0 == pytest.approx(bands[0].y0 + 0.02)
    named = [each for each in texts(figure) if "Average" in each]
    assert len(named) == 1, "those of the present alone"


def test_a_readers_words_are_no_markup():
    frame = with_ahead(RISE, starts={6: "<a href='x'>A & B</a>"})

    assert any(
        "&lt;a href='x'&gt;A &amp; B" in each for each in texts(draw(frame, Look()))
    )


# Steps.


def step_frame(first, *changes):
    reached = np.cumsum([first, *changes])
    labels = ["More people with an individual service fund (ISF)", "More supported"]
    labels += ["Mix of ages", "Mix of support reasons"]
    return pd.DataFrame(
        {
            "label": ["September 2025", *labels, "September 2026"],
            "change": [np.nan, *changes, np.nan],
            "reached": [*reached, reached[-1]],
        }
    )


STEPS = {
    "rise": step_frame(0.40, 0.035, -0.007, 0.0014, 0.0012),
    "fall": step_frame(0.9, -0.2, -0.3, 0.1, 0.0),
    "still": step_frame(0.0, 0.0, 0.0, 0.0, 0.0),
    "whole": step_frame(0.0, 1.0, -0.5, 0.25, 0.25),
}


def draw_steps(frame, look):
    return theme.stamp(
        split_in_steps(frame, look, write=words.percent, write_change=points), look
    )


@EVERY_LOOK
@pytest.mark.parametrize("name", STEPS)
def test_no_words_of_steps_overlap_or_leave_them(name, look):
    figure = draw_steps(STEPS[name], look)

    assert collisions(figure) == []
    assert cut_off(figure) == []


def test_each_bar_goes_from_the_value_before_to_the_value_after():
    look = Look()
    figure = draw_steps(STEPS["rise"], look)
    bars = [s for s in figure.layout.shapes if s.type == "rect"]
    fills = [bar.fillcolor for bar in bars]

    assert fills == [
        look.colour("data"),
        look.colour("paper"),
        look.colour("data"),
        look.colour("data"),
    ]
    assert bars[0].x1 == pytest.approx(bars[1].x1), "the second starts there, and falls"
    assert bars[1].x0 == pytest.approx(bars[2].x0)
    widths = [bar.x1 - bar.x0 for bar in bars]
    assert widths[1] / widths[0] == pytest.approx(0.007 / 0.035)
    ends = [trace for trace in figure.data if trace.mode == "markers"]
    assert [end.text[0] for end in ends] == ["40.0%", "43.1%"]


# Own values beside others'.


def beside_frame():
    nothing = (np.nan, "not_supplied")
    rows = [
        ("Direct payments: people", (0.431, "ok"), (0.401, "ok"), (0.288, "ok")),
        ("Self-directed support: people", (1.0, "ok"), (0.999, "ok"), (0.0, "zero")),
        (
            "Self-directed support: carers, wider reading",
            (0.81, "ok"),
            nothing,
            nothing,
        ),
        ("Direct payments: carers", (np.nan, "not_applicable"), nothing, nothing),
    ]
    told = {"label": [row[0] for row in rows]}
    for place, series in enumerate(("own", "published", "whole"), 1):
        told[series] = [row[place][0] for row in rows]
        told[f"{series}_status"] = [row[place][1] for row in rows]
    return pd.DataFrame(told)


def draw_beside(look):
    titles = {"own": "Own file", "published": "Published", "whole": "All nine"}
    figure = beside(beside_frame(), look, write=words.percent, titles=titles)
    return theme.stamp(figure, look)


@EVERY_LOOK
def test_no_words_of_own_and_published_overlap_or_leave_them(look):
    figure = draw_beside(look)

    assert collisions(figure) == []
    assert cut_off(figure) == []


def test_ours_is_filled_the_published_is_a_ring_and_blanks_are_marks():
    look = Look()
    figure = draw_beside(look)
    fills = [trace.marker.color for trace in figure.data]

    assert fills.count(look.colour("data")) == 3
    assert fills.count("rgba(0,0,0,0)") == 2
    assert fills.count(look.colour("context")) == 2
    assert texts(figure).count("[x]") == 4
    assert texts(figure).count("<b>[z]</b>") == 1
    assert "<b>43.1%</b>" in texts(figure)
