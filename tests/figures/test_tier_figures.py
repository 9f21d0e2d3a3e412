"""The flow between tiers and the clocks: what is drawn, and that words keep apart."""

import datetime as dt
import itertools

import numpy as np
import pandas as pd
import pytest

from analytics.figures import theme
from analytics.figures.clocks import clocks
from analytics.figures.flow import flow
from analytics.figures.theme import Look
from tests.figures.boxes import collisions, cut_off

LOOKS = [
    Look(mode=mode, width=width, synthetic=True, internal=True)
    for mode in ("light", "dark")
    for width in (1240, 1000, 328)
]
EVERY_LOOK = pytest.mark.parametrize(
    "look", LOOKS, ids=[f"{each.mode}-{each.width}" for each in LOOKS]
)
LEVELS = {
    "tier_1": ("Tier 1", "Partnership"),
    "tier_2": ("Tier 2", "Community"),
    "tier_3": ("Tier 3", "General"),
}


def moves(n_quarters, scale=1, seed=2):
    """Follow providers that start as 6, 17 and 31, and move by chance."""
    rng = np.random.default_rng(seed)
    stock = dict(zip(LEVELS, (6 * scale, 17 * scale, 31 * scale), strict=True))
    rows = []
    for day in pd.date_range(end="2026-09-30", periods=n_quarters, freq="QE"):
        up_2, up_3 = rng.poisson(0.9 * scale), rng.poisson(1.6 * scale)
        left, joined = rng.poisson(0.7 * scale), rng.poisson(0.7 * scale)
        down = int(rng.random() < 0.2)
        up_2, left = min(up_2, stock["tier_2"] - down), min(left, stock["tier_3"])
        up_3 = min(up_3, stock["tier_3"] - left)
        moved = {
            ("tier_1", "tier_1"): stock["tier_1"],
            ("tier_2", "tier_1"): up_2,
            ("tier_2", "tier_2"): stock["tier_2"] - up_2 - down,
            ("tier_2", "tier_3"): down,
            ("tier_3", "tier_2"): up_3,
            ("tier_3", "tier_3"): stock["tier_3"] - up_3 - left,
            ("tier_3", "none"): left,
            ("none", "tier_3"): joined,
            ("none", "tier_2"): int(rng.random() < 0.2),
        }
        rows += [(day, *move, number) for move, number in moved.items()]
        stock = {
            tier: sum(n for (_, after), n in moved.items() if after == tier)
            for tier in LEVELS
        }
    return pd.DataFrame(rows, columns=["quarter_end", "before", "after", "number"])


def draw_flow(frame, look=None):
    look = look or Look()
    return theme.stamp(flow(frame, look, levels=LEVELS), look)


def texts(figure):
    return [note.text for note in figure.layout.annotations]


@EVERY_LOOK
@pytest.mark.parametrize(
    "frame",
    [moves(7), moves(1), moves(23), moves(7, scale=4)],
    ids=["usual", "one step", "23 quarters", "many"],
)
def test_no_words_of_a_flow_overlap_or_leave_it(frame, look):
    figure = draw_flow(frame, look)

    assert collisions(figure) == []
    assert cut_off(figure) == []


def bars(figure):
    """Return the blocks: left edge, top, foot."""
    return [
        (shape.x0, shape.y0, shape.y1)
        for shape in figure.layout.shapes
        if shape.type == "rect"
    ]


@pytest.mark.parametrize("look", [Look(), Look(width=328)], ids=["wide", "phone"])
def test_blocks_are_as_deep_as_their_numbers_and_so_are_ribbons(look):
    frame = moves(7)
    figure = draw_flow(frame, look)
    last = frame[frame["quarter_end"] == frame["quarter_end"].max()]
    right = max(x for x, _, _ in bars(figure))
    depths = [foot - top for x, top, foot in sorted(bars(figure)) if x == right]
    stock = [last.loc[last["after"] == tier, "number"].sum() for tier in LEVELS]
    unit = depths[0] / stock[0]

    assert depths == pytest.approx([unit * number for number in stock])
    for trace in figure.data:
        if " moved " in trace.name or " stayed " in trace.name:
            n_providers = int(trace.name.split()[0])
            half = len(trace.y) // 2
            thick = trace.y[-1] - trace.y[0], trace.y[half] - trace.y[half - 1]
            assert thick == pytest.approx((n_providers * unit,) * 2, abs=0.11)


def test_every_move_has_its_ribbon_and_its_colour():
    frame = moves(7)
    look = Look()
    figure = draw_flow(frame, look)
    told = frame[(frame["number"] > 0) & (frame["before"] != "none")]
    colours = {
        word: {t.fillcolor for t in figure.data if f" {word} " in t.name}
        for word in ("stayed", "left")
    }

    assert len(figure.data) == len(told)
    assert colours == {
        "stayed": {look.colour("soft")},
        "left": {look.colour("accent")},
    }
    for trace in figure.data:
        if " moved " in trace.name:
            before, after = (
                int(part.split()[1].rstrip(","))
                for part in trace.name.split(" moved from ")[1].split(" to ")[:2]
            )
            up = before > after
            assert trace.fillcolor == look.colour("data" if up else "accent")


def test_ribbons_meet_their_blocks_without_gap_or_overlap():
    frame = moves(5)
    figure = draw_flow(frame)
    n_met = 0
    for left, top, foot in bars(figure):
        edge = left + 16
        starts = sorted(
            (trace.y[0], trace.y[-1])
            for trace in figure.data
            if trace.x[0] == pytest.approx(edge, abs=0.1)
            and top - 0.2 <= trace.y[0] < foot - 0.2
        )
        if not starts:
            continue  # the last column sends nobody on
        assert starts[0][0] == pytest.approx(top, abs=0.11)
        assert starts[-1][1] == pytest.approx(foot, abs=0.11)
        for before, after in itertools.pairwise(starts):
            assert after[0] == pytest.approx(before[1], abs=0.11)
        n_met += len(starts)
    assert n_met == len(figure.data)


def test_every_column_says_its_number_and_the_ends_in_words():
    frame = moves(7)
    said = texts(draw_flow(frame))
    last = frame[frame["quarter_end"] == frame["quarter_end"].max()]
    first = frame[frame["quarter_end"] == frame["quarter_end"].min()]
    all_last = last.loc[last["after"] != "none", "number"].sum()
    for tier, (name, word) in LEVELS.items():
        now = last.loc[last["after"] == tier, "number"].sum()
        was = first.loc[first["before"] == tier, "number"].sum()
        assert f"<b>{now} of {all_last} in {name}</b>" in said
        assert f"<b>{now}</b>" in said
        assert f"<b>{was}</b>" in said
        assert word in said
    # Three numbers for each of eight columns.
    assert sum(text.strip("</b>").isdigit() for text in said) == 3 * 8


def test_a_quarter_in_which_nobody_is_in_a_tier_keeps_its_column():
    days = pd.date_range(end="2026-09-30", periods=4, freq="QE")
    rows = [(day, tier, tier, 0) for day in days for tier in LEVELS]
    rows += [(days[1], "none", "tier_3", 2), (days[3], "tier_3", "none", 2)]
    rows[8] = (days[2], "tier_3", "tier_3", 2)
    columns = ["quarter_end", "before", "after", "number"]
    figure = draw_flow(pd.DataFrame(rows, columns=columns))
    said = texts(figure)

    assert sum(text.strip("</b>").isdigit() for text in said) == 3 * 5
    assert "<b>0 of 0 in Tier 3</b>" in said
    assert "<b>+2</b>" in said
    assert "2 left" in said


def test_joined_and_left_are_written_at_their_quarter():
    frame = moves(7)
    said = texts(draw_flow(frame))
    for quarter, rows in frame.groupby("quarter_end"):
        left = rows.loc[rows["after"] == "none", "number"].sum()
        assert (f"{left} left" in said) or left == 0, quarter
    joined = frame[(frame["before"] == "none") & (frame["number"] > 0)]
    assert sorted(t for t in said if t.startswith("<b>+")) == sorted(
        f"<b>+{number}</b>" for number in joined["number"]
    )


def test_where_there_is_no_room_joiners_and_leavers_are_summed_up():
    frame = moves(23)
    said = texts(draw_flow(frame, Look(width=328)))
    left = frame.loc[frame["after"] == "none", "number"].sum()
    joined = frame.loc[frame["before"] == "none", "number"].sum()

    assert f"{left} left and {joined} joined in all" in said


# Clocks.

AS_OF = dt.date(2026, 11, 20)
HEADS = {
    "label": "Provider",
    "left": "Time left",
    "by": "Improve by",
    "kept": "Milestones",
    "next": "Next",
}
CLOCKS = pd.DataFrame(
    [
        (
            "Welland Living",
            "2026-08-01",
            "2027-06-30",
            "2026-10-01",
            None,
            222,
            "paused",
        ),
        ("Bain Valley Care", "2026-01-09", "2027-01-09", None, None, 50, "due"),
        ("Haven Coast Carers", "2025-08-16", "2026-11-16", None, None, -4, "overdue"),
        (
            "Fenland Home Support and Independent Living",
            "2025-10-17",
            "2027-02-17",
            "2026-02-01",
            "2026-06-03",
            89,
            "due",
        ),
        ("Trent Vale Support", "2026-04-02", "2027-04-02", None, None, 133, "running"),
        ("Over Once", "2025-11-19", "2026-11-19", None, None, -1, "overdue"),
    ],
    columns=[
        "label",
        "started_on",
        "ends_on",
        "paused_from",
        "paused_to",
        "days_left",
        "state",
    ],
).assign(
    kept="3 kept, 1 late, 2 missed", next="Person-centred training by 30 March 2027"
)


def draw_clocks(frame=CLOCKS, look=None):
    look = look or Look()
    return theme.stamp(clocks(frame, look, as_of=AS_OF, heads=HEADS), look)


@EVERY_LOOK
@pytest.mark.parametrize("frame", [CLOCKS, CLOCKS.iloc[:1]], ids=["six", "one"])
def test_no_words_of_the_clocks_overlap_or_leave_them(frame, look):
    figure = draw_clocks(frame, look)

    assert collisions(figure) == []
    assert cut_off(figure) == []


def height_of(figure, text):
    (y,) = {note.y for note in figure.layout.annotations if text in note.text}
    return y


def test_clocks_stand_by_days_left_and_paused_ones_last():
    figure = draw_clocks()
    order = ["Haven", "Over Once", "Bain", "Fenland", "Trent", "Welland"]

    heights = [height_of(figure, name) for name in order]
    assert heights == sorted(heights)


def test_time_left_is_in_words_overdue_and_paused_in_a_tag():
    said = texts(draw_clocks())

    for text in ("<b>4 days over</b>", "<b>1 day over</b>", "50 days", "paused"):
        assert text in said
    assert "Stopped 1 October 2026" in said
    assert "17 February 2027" in said
    assert sum("today" in text for text in said) == 1


def bars_of(figure, look, name, fill):
    """Return the bars of one row, in the axis' pixels."""
    y = height_of(figure, name)
    return [
        (shape.x0, shape.x1)
        for shape in figure.layout.shapes
        if shape.type == "rect"
        and shape.y0 < y < shape.y1
        and shape.y1 - shape.y0 == 10
        and shape.fillcolor == look.colour(fill)
    ]


def day_of(figure):
    """Return a function from a day to its pixel, told from two improve-by marks."""
    uprights = {
        shape.y0: shape.x0
        for shape in figure.layout.shapes
        if shape.type == "line" and shape.line.width == 3
    }
    first, second = (
        uprights[height_of(figure, name) - 11] for name in ("Haven", "Trent")
    )
    start, end = pd.Timestamp("2026-11-16"), pd.Timestamp("2027-04-02")
    return lambda day: (
        first + (pd.Timestamp(day) - start) / (end - start) * (second - first)
    )


def test_bars_stand_at_their_days():
    look = Look()
    figure = draw_clocks(look=look)
    x = day_of(figure)

    (used,) = bars_of(figure, look, "Bain", "data")
    assert used == pytest.approx((x("2026-01-09"), x(AS_OF)))
    left = bars_of(figure, look, "Bain", "paper")
    assert left == [pytest.approx((x(AS_OF), x("2027-01-09")))]
    (over,) = bars_of(figure, look, "Haven", "accent")
    assert over == pytest.approx((x("2025-08-16"), x(AS_OF)))
    (stopped,) = bars_of(figure, look, "Welland", "data")
    assert stopped == pytest.approx((x("2026-08-01"), x("2026-10-01")))


def test_paused_time_is_hatched_until_it_ends_or_until_today():
    figure = draw_clocks()
    x = day_of(figure)
    hatched = {
        round(sum(trace.y[:4]) / 4): (trace.x[0], trace.x[1])
        for trace in figure.data
        if trace.fillpattern.shape == "/"
    }

    assert hatched == {
        height_of(figure, "Fenland"): pytest.approx((x("2026-02-01"), x("2026-06-03"))),
        height_of(figure, "Welland"): pytest.approx((x("2026-10-01"), x(AS_OF))),
    }


def test_a_paused_clock_has_no_improve_by_mark():
    figure = draw_clocks()
    marks = [s for s in figure.layout.shapes if s.type == "line" and s.line.width == 3]

    assert len(marks) == len(CLOCKS) - 1
