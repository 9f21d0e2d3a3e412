"""What comes next, drawn: ranges, curves and help, with words that keep apart."""

import numpy as np
import pandas as pd
import pytest

from analytics.figures import theme
from analytics.figures.outlook import outlook
from analytics.figures.support import support
from analytics.figures.theme import Look
from analytics.figures.waits import waits
from tests.figures.boxes import collisions, cut_off

# Where words stand hangs on the width alone.
LOOKS = [
    Look(mode=mode, width=width, synthetic=True, internal=True)
    for mode, width in (("light", 1240), ("dark", 1000), ("light", 328))
]
EVERY_LOOK = pytest.mark.parametrize(
    "look", LOOKS, ids=[f"{each.mode}-{each.width}" for each in LOOKS]
)
PANELS = {
    "tier_1": ("Tier 1 Partnership", "data"),
    "tier_2": ("Tier 2 Community", "data"),
    "tier_3": ("Tier 3 General", "data"),
}
ENDS = {
    "up": ("Moved up", "data", "data"),
    "left": ("Left", "accent", "accent_ink"),
    "down": ("Moved down", "context", "ink_2"),
}


def mix(counted, expected=None, tried=None, quarters=8):
    """Return three tiers' counts, what is expected, and what was."""
    days = pd.date_range(end="2026-09-30", periods=quarters, freq="QE")
    rows = []
    for tier, numbers in zip(PANELS, counted, strict=True):
        path = np.linspace(*numbers, quarters).round()
        for day, number in zip(days, path, strict=True):
            rows.append((tier, "counted", day, number, None, None))
    for series, day, told in (
        ("expected", "2027-09-30", expected),
        ("tried", "2026-09-30", tried),
    ):
        for tier, ends in zip(PANELS, told or (), strict=bool(told)):
            lower, number, upper = ends
            rows.append((tier, series, pd.Timestamp(day), number, lower, upper))
    columns = ["panel", "series", "day", "number", "lower", "upper"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({"lower": float, "upper": float, "number": float})


USUAL = mix(
    [(6, 13), (17, 22), (31, 18)],
    [(14, 17, 20), (17, 21, 25), (11, 15, 19)],
    [(6, 8, 10), (16, 21, 25), (20, 26, 31)],
)
MIXES = {
    "usual": USUAL,
    "nothing foretold": mix([(6, 13), (17, 22), (31, 18)]),
    "one range, no width": mix(
        [(0, 0), (1, 1), (2, 2)], [(0, 0, 0), (1, 1, 1), (1, 2, 2)]
    ),
    "two quarters": mix([(1, 2), (0, 400), (9, 9)], quarters=2),
    "hundreds": mix(
        [(100, 140), (300, 310), (200, 90)],
        [(150, 190, 230), (280, 320, 360), (20, 60, 90)],
    ),
}


@EVERY_LOOK
@pytest.mark.parametrize("name", MIXES)
def test_words_of_the_mix_keep_apart(look, name):
    figure = theme.stamp(outlook(MIXES[name], look, panels=PANELS), look)

    assert collisions(figure) == []
    assert cut_off(figure) == []


def said(figure):
    return [note.text for note in figure.layout.annotations]


def test_the_mix_says_what_is_expected_and_what_was_missed():
    words = said(outlook(USUAL, Look(), panels=PANELS))

    assert "13 now, 17 expected (14 to 20)" in words
    # 13 came where 6 to 10 were expected; 22 came where 16 to 25 were.
    assert "A year ago we would have said 6 to 10: missed" in words
    assert "A year ago we would have said 16 to 25" in words


def test_panels_of_the_mix_share_one_scale_from_zero():
    figure = outlook(USUAL, Look(), panels=PANELS)
    lines = [trace for trace in figure.data if trace.mode == "lines+markers"]
    ends = [
        (USUAL.query("panel == @panel and series == 'counted'")["number"], trace.y)
        for panel, trace in zip(PANELS, lines, strict=True)
    ]
    slopes = [
        (y[-1] - y[0]) / (numbers.iloc[-1] - numbers.iloc[0]) for numbers, y in ends
    ]

    assert slopes == pytest.approx([slopes[0]] * 3)
    zeros = [y[0] - numbers.iloc[0] * slopes[0] for numbers, y in ends]
    assert zeros == pytest.approx([zeros[0]] * 3)


def curves(**chances):
    """Return curves that rise evenly to a chance, by panel and end."""
    rows = []
    for key, (last, months) in chances.items():
        panel, end = key.rsplit("_", 1)
        for month in range(1, months + 1):
            value = last * month / months
            ends = (value * 0.6, min(value * 1.5 + 0.02, 1))
            rows.append((panel, end, month, value, *ends))
    columns = ["panel", "end", "months", "value", "lower", "upper"]
    return pd.DataFrame(rows, columns=columns)


NAMES = {"tier_3": "From Tier 3", "tier_2": "From Tier 2"}
CURVES = {
    "usual": curves(
        tier_3_up=(0.36, 21),
        tier_3_left=(0.2, 21),
        tier_2_up=(0.37, 21),
        tier_2_left=(0.0, 21),
        tier_2_down=(0.04, 21),
    ),
    "all at the foot": curves(
        tier_2_up=(0.0, 24), tier_2_left=(0.0, 24), tier_2_down=(0.0, 24)
    ),
    "all at the top": curves(tier_3_up=(0.97, 24), tier_3_left=(0.96, 24)),
    "a few months": curves(tier_3_up=(0.1, 3), tier_3_left=(0.1, 3)),
}


@EVERY_LOOK
@pytest.mark.parametrize("name", CURVES)
def test_names_of_curves_keep_apart(look, name):
    figure = waits(CURVES[name], look, panels=NAMES, ends=ENDS)
    figure = theme.stamp(figure, look)

    assert collisions(figure) == []
    assert cut_off(figure) == []


def test_a_curve_steps_and_stops_where_nothing_is_known():
    frame = curves(tier_3_up=(0.4, 4))
    frame.loc[frame["months"] == 4, ["value", "lower", "upper"]] = np.nan
    figure = waits(frame, Look(), panels=NAMES, ends=ENDS)
    (line,) = (t for t in figure.data if t.mode == "lines" and t.line.width == 2.4)
    across, up = np.array(line.x), np.array(line.y)

    assert len(across) == 1 + 2 * 3
    is_flat, is_upright = np.diff(up) == 0, np.diff(across) == 0
    assert (is_flat | is_upright).all()
    assert "From Tier 2" not in "".join(said(figure))
    assert "<b>Moved up 30%</b>" in said(figure)


def helps(n=3, **changed):
    rows = [
        {
            "label": f"Provider {i} with a rather long name",
            "help": "Transitional funding",
            "from_date": pd.Timestamp("2025-01-01") + pd.Timedelta(days=15 * i),
            "to_date": pd.Timestamp("2025-05-01") + pd.Timedelta(days=15 * i),
            "before_on": pd.NaT,
            "before_move": None,
            "before": "none",
            "after_on": pd.Timestamp("2025-09-01") + pd.Timedelta(days=15 * i),
            "after_move": ["up", "left", "down"][i % 3],
            "after": "to Tier 2, 1 September 2025",
            **changed,
        }
        for i in range(n)
    ]
    return pd.DataFrame(rows)


HELPS = {
    "few": helps(),
    "many": helps(25),
    "one that goes on": helps(1, to_date=pd.NaT, after_on=pd.NaT),
    "moved at the end": helps(2, after_on=pd.Timestamp("2026-09-30")),
    "long ago": helps(2, before_on=pd.Timestamp("2015-03-04"), before_move="down"),
}


@EVERY_LOOK
@pytest.mark.parametrize("name", HELPS)
def test_words_of_help_keep_apart(look, name):
    figure = support(HELPS[name], look, until=pd.Timestamp("2026-09-30"))
    figure = theme.stamp(figure, look)

    assert collisions(figure) == []
    assert cut_off(figure) == []


def test_moves_are_told_by_shape_and_colour_and_help_by_its_length():
    look = Look()
    figure = support(helps(), look, until=pd.Timestamp("2026-09-30"))
    marks = [t for t in figure.data if t.marker.size > 1]
    bars = [each for each in figure.layout.shapes if each.type == "rect"]

    assert [(t.marker.symbol, t.marker.color) for t in marks] == [
        ("triangle-up", look.colour("data")),
        ("diamond", look.colour("accent")),
        ("diamond", look.colour("accent")),
    ]
    wide = [bar.x1 - bar.x0 for bar in bars]
    assert wide == pytest.approx([wide[0]] * 3, abs=0.5)
    for bar, mark in zip(bars, marks, strict=True):
        assert mark.x[0] > bar.x1
