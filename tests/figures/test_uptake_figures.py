"""Trend, parts and peers: what is drawn, and that its words keep apart."""

import numpy as np
import pandas as pd
import pytest

from analytics import words
from analytics.figures import theme
from analytics.figures.ranking import dot_ranking
from analytics.figures.small_multiples import small_multiples
from analytics.figures.theme import Look
from analytics.figures.trend import trend_with_limits
from analytics.figures.trend_words import Finding
from analytics.stats.spc import xmr
from tests.figures.boxes import collisions, cut_off

LOOKS = [
    Look(mode=mode, width=width, synthetic=True, internal=True)
    for mode in ("light", "dark")
    for width in (1240, 818, 408, 328)
]
EVERY_LOOK = pytest.mark.parametrize(
    "look", LOOKS, ids=[f"{each.mode}-{each.width}" for each in LOOKS]
)


def trend_frame(values, statuses=None):
    values = np.array(values, float)
    chart = xmr(values, baseline=12)
    quarters = pd.date_range(end="2026-09-30", periods=len(values), freq="QE")
    blank = np.where(np.isnan(values), "suppressed", "ok")
    return pd.DataFrame(
        {
            "quarter_end": quarters,
            "value": values,
            "value_status": blank if statuses is None else statuses,
            "average": chart.average,
            "lower": chart.lower,
            "upper": chart.upper,
            "is_special": chart.special,
            "is_baseline": np.cumsum(~np.isnan(values)) <= 12,
        }
    )


CALM = [0.40, 0.41, 0.405, 0.40, 0.41, 0.405, 0.40, 0.41, 0.405, 0.40, 0.41, 0.405]
RISING = trend_frame([*CALM, 0.41, 0.40, 0.44, 0.45, 0.46])
FALLING = trend_frame([*CALM, 0.41, 0.40, 0.37, 0.36, 0.35])
SAID = "<b>Above the limit since March 2026</b><br>more than its usual wobble"
FOUND = Finding(SAID, RISING["quarter_end"][14].date())


TOO_FEW = "Too few quarters to judge: 3, and 12 are needed"


def draw_trend(frame, look, **more):
    return theme.stamp(
        trend_with_limits(frame, look, write=words.percent, **more), look
    )


def texts(figure):
    return [note.text for note in figure.layout.annotations]


@EVERY_LOOK
@pytest.mark.parametrize(
    "frame",
    [
        RISING,
        FALLING,
        trend_frame([np.nan] * 4 + [*CALM, 0.5]),
        trend_frame([0.4] * 24),
        trend_frame([np.nan] * 24),
        trend_frame([0.0, 0.001, 0.0005]),
        trend_frame(np.tile(CALM, 8)),
    ],
    ids=["rising", "falling", "gap", "flat", "blank", "three", "96 quarters"],
)
def test_no_words_of_a_trend_overlap_or_leave_it(frame, look):
    specials = np.flatnonzero(frame["is_special"])
    finding = None
    if specials.size:
        day = frame["quarter_end"].iloc[specials[-1]].date()
        finding = Finding(SAID, day)
    figure = draw_trend(
        frame,
        look,
        finding=finding,
        warning="" if len(frame) > 11 else TOO_FEW,
        baseline_words="limits rest on these 12 quarters",
    )

    assert collisions(figure) == []
    assert cut_off(figure) == []


def test_a_special_cause_is_a_diamond_in_the_accent_and_nothing_else_is():
    look = Look()
    line = draw_trend(RISING, look).data[0]
    special = RISING["is_special"].to_numpy()

    assert special.sum() == 3
    assert list(line.marker.symbol == "diamond") == list(special)
    assert list(line.marker.color == look.colour("accent")) == list(special)
    assert line.marker.opacity == 1


def test_average_and_limits_are_drawn_and_named():
    figure = draw_trend(RISING, Look())
    lines = {
        shape.y0: shape.line.dash
        for shape in figure.layout.shapes
        if shape.type == "line" and shape.y0 == shape.y1 and shape.yanchor is None
    }
    row = RISING.iloc[0]

    assert lines[row["average"]] == "solid"
    assert lines[row["lower"]] == lines[row["upper"]] == "4px,3px"
    for name, column in (("Upper limit", "upper"), ("Average", "average")):
        assert f"{name} {words.percent(row[column])}" in texts(figure)


def test_the_finding_points_at_its_quarter():
    figure = draw_trend(RISING, Look(), finding=FOUND)
    (note,) = [n for n in figure.layout.annotations if n.text == FOUND.words]

    assert pd.Timestamp(note.x) == RISING["quarter_end"][14]
    assert note.y == RISING["value"][14]


def test_a_blank_breaks_the_line_and_shows_its_mark_once_a_run():
    frame = trend_frame([*CALM, np.nan, np.nan, 0.41])
    figure = draw_trend(frame, Look())

    assert figure.data[0].connectgaps is False
    assert np.isnan(figure.data[0].y[12])
    assert texts(figure).count("[c]") == 1
    assert "September 2026: 41.0%" in figure.data[0].text
    assert "March 2026: [c]" in figure.data[0].text


def test_a_chart_without_limits_has_no_band():
    figure = draw_trend(trend_frame([0.4]), Look())

    assert not [s for s in figure.layout.shapes if s.type == "rect"]


def test_ticks_read_differently_and_stand_in_what_is_drawn():
    axis = draw_trend(trend_frame([*CALM[:6], 0.4051, 0.4052]), Look()).layout.yaxis

    assert len(set(axis.ticktext)) == len(axis.ticktext) > 1
    drawn = trend_frame([*CALM[:6], 0.4051, 0.4052])[["value", "lower", "upper"]]
    assert drawn.min().min() - 1e-9 <= min(axis.tickvals)
    assert max(axis.tickvals) <= drawn.max().max() + 1e-9


# Parts.

PANELS = {
    "direct_payment": "Direct payment",
    "isf": "Individual service fund",
    "managed_budget": "Council-managed budget",
    "commissioned": "Commissioned only",
}


def parts_frame(series):
    quarters = pd.date_range(end="2026-09-30", periods=24, freq="QE")
    rows = [
        (panel, day, value, "suppressed" if np.isnan(value) else "ok")
        for panel, values in series.items()
        for day, value in zip(quarters, values, strict=True)
    ]
    columns = ["panel", "quarter_end", "value", "value_status"]
    return pd.DataFrame(rows, columns=columns)


def straight(first, last):
    return np.linspace(first, last, 24).round()


WHOLE = {
    "direct_payment": straight(1_890, 2_145),
    "isf": np.r_[np.full(4, np.nan), straight(5, 210)[4:]],
    "managed_budget": straight(2_610, 2_420),
    "commissioned": straight(225, 205),
}
ENDS_BLANK = {**WHOLE, "isf": np.r_[straight(5, 30)[:20], np.full(4, np.nan)]}
ALL_BLANK = {**WHOLE, "isf": np.full(24, np.nan)}


def draw_parts(series, look):
    figure = small_multiples(
        parts_frame(series), look, panels=PANELS, colours={"isf": "accent"}
    )
    return theme.stamp(figure, look)


@EVERY_LOOK
@pytest.mark.parametrize("series", [WHOLE, ENDS_BLANK, ALL_BLANK])
def test_no_words_of_the_parts_overlap_or_leave_them(series, look):
    figure = draw_parts(series, look)

    assert collisions(figure) == []
    assert cut_off(figure) == []


def test_every_panel_has_the_same_scale_from_zero():
    figure = draw_parts(WHOLE, Look())
    zeros = {s.y0 for s in figure.layout.shapes if s.type == "line" and s.y0 == s.y1}
    (zero,) = zeros

    for trace, values in zip(figure.data, WHOLE.values(), strict=True):
        known = ~np.isnan(values)
        per_person = (zero - np.array(trace.y)[known]) / values[known]
        assert per_person == pytest.approx(per_person[0])
        assert per_person[0] == pytest.approx((zero - figure.data[2].y[0]) / 2_610)


def test_each_panel_says_its_first_and_last_value_and_its_change():
    said = texts(draw_parts(WHOLE, Look()))

    for text in ("1,890", "<b>2,145</b>", "+255 since 2020", "−190 since 2020"):
        assert text in said
    # The first of those that are shown, not the first of all.
    assert f"+{210 - straight(5, 210)[4]:.0f} since 2021" in said


def test_a_line_that_stops_short_says_why_and_is_not_drawn_at_nought():
    figure = draw_parts(ENDS_BLANK, Look())

    assert np.isnan(np.array(figure.data[1].y)[-4:]).all()
    assert "[c]" in texts(figure)
    assert "no change can be shown" in texts(draw_parts(ALL_BLANK, Look()))


# Peers.


def peers_frame(n=18, blanks=1):
    rng = np.random.default_rng(5)
    share = np.sort(rng.uniform(0.1, 0.45, n))[::-1]
    rows = pd.DataFrame(
        {
            "name": [f"Council of Somewhere {i}" for i in range(n)],
            "value": share,
            "value_status": "ok",
            "lower": share - 0.02,
            "upper": share + 0.02,
            "is_self": np.arange(n) == 2,
        }
    )
    blank = {"value": np.nan, "value_status": "not_supplied", "lower": np.nan}
    more = [
        {**blank, "name": f"Isle {i}", "upper": np.nan, "is_self": False}
        for i in range(blanks)
    ]
    return pd.concat([rows, pd.DataFrame(more)], ignore_index=True) if more else rows


def draw_peers(frame, look):
    figure = dot_ranking(
        frame, look, write=words.percent, line_name="England", line_value=0.245
    )
    return theme.stamp(figure, look)


@EVERY_LOOK
@pytest.mark.parametrize("n", [2, 18, 150])
def test_no_words_of_the_peers_overlap_or_leave_them(n, look):
    figure = draw_peers(peers_frame(max(n, 3)), look)

    assert collisions(figure) == []
    assert cut_off(figure) == []


def test_this_council_is_bigger_and_in_its_own_colour():
    look = Look()
    others, own = draw_peers(peers_frame(), look).data[2:]

    assert len(own.x) == 1
    assert own.marker.size > others.marker.size
    assert own.marker.color == look.colour("data")
    assert others.marker.color == look.colour("context")


def test_councils_stand_in_order_and_blanks_come_last_without_a_dot():
    figure = draw_peers(peers_frame(blanks=2).sample(frac=1, random_state=1), Look())
    names = {n.text: n.y for n in figure.layout.annotations if "Somewhere" in n.text}
    isles = [n.y for n in figure.layout.annotations if n.text.startswith("Isle")]
    dots = sorted(
        (y, x)
        for trace in figure.data[2:]
        for x, y in zip(trace.x, trace.y, strict=True)
    )

    assert len(dots) == 18, "a blank has no dot, and none at nought"
    assert [x for _, x in dots] == sorted((x for _, x in dots), reverse=True)
    assert min(isles) > max(names.values())
    assert texts(figure).count("[x] not supplied") == 2


def test_of_very_many_only_this_council_is_named_and_blanks_are_counted():
    said = texts(draw_peers(peers_frame(150, blanks=3), Look(width=408)))

    assert [text for text in said if "Somewhere" in text] == [
        "<b>Council of Somewhere 2</b>"
    ]
    assert "Not drawn: 3 [x] not supplied" in said


def test_the_dashed_upright_stands_at_its_value_and_is_named_at_its_foot():
    figure = draw_peers(peers_frame(), Look())
    (line,) = [s for s in figure.layout.shapes if s.line.dash == "4px,3px"]
    ticks = sorted(
        (n.x, float(n.text.rstrip("%")) / 100)
        for n in figure.layout.annotations
        if n.text.endswith("%") and n.y < 30
    )
    (x0, low), (x1, high) = ticks[0], ticks[-1]

    assert line.x0 == pytest.approx(x0 + (0.245 - low) / (high - low) * (x1 - x0))
    assert "<b>England 24.5%</b>" in texts(figure)


def test_frames_keep_their_own_column_names():
    frame = peers_frame().rename(
        columns={"value": "share", "value_status": "share_status"}
    )
    figure = dot_ranking(frame, Look(), write=words.percent, names={"value": "share"})

    assert len(figure.data[2].x) == 17
    assert "value" not in frame.columns
