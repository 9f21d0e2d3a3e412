"""Cost figures: every crossing ringed, nothing overlapping, blanks as marks."""

import re
from functools import cache
from itertools import combinations, permutations, takewhile

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analytics.answers import cost_break_even, cost_ledger, cost_rates
from analytics.catalogue.costs import BREAK_EVEN, LEDGER, RATE_PARTS
from analytics.costs.models import tasks
from analytics.costs.scenario import scenario
from analytics.figures.columns import renamed
from analytics.figures.crossing_plot import lines_of, place
from analytics.figures.crossing_words import balanced
from analytics.figures.placing import Box, Plan, spread, text_box
from analytics.figures.theme import Look, stamp
from tests.cost_evidence import (
    LINES,
    evidence,
    hidden,
    line_table,
    rate_table,
    tables,
    without_overhead,
)

LOOKS = {
    "desk": Look(width=800, synthetic=True, internal=True),
    "dark": Look(width=800, mode="dark"),
    "wide": Look(),
    "phone": Look(width=328, synthetic=True, internal=True),
}
MANY = [
    *LINES,
    ("hub", "coordinate", "step_per_hours", 18_000.0, 400.0),
    ("circle", "recruit", "per_year", 120_000.0, None),
    ("circle", "match", "per_hour", 1.1, None),
    # True noughts, written down as such.
    *(("hub", t, "per_year", 0.0, None) for t in tasks() if t != "coordinate"),
    *(
        ("circle", t, "per_year", 0.0, None)
        for t in tasks()
        if t not in ("recruit", "match")
    ),
]
BARE = [*LINES, ("hub", "coordinate", "step_per_hours", 18_000.0, 400.0)]
PAGES = {
    "now": evidence(),
    "few hours": evidence(hours=24_000),
    "many hours": evidence(hours=187_200),
    "a low rate": evidence(rate=1.6),
    "risks in": evidence(risk="in"),
    "five models": evidence(of=tables(infrastructure_lines=line_table(MANY))),
    "a task unsaid": evidence(of=tables(rate_makeup=without_overhead())),
    "too few tasks": evidence(of=tables(infrastructure_lines=line_table(BARE))),
    "lines alone": evidence(of=tables(rate_makeup=None)),
    "as published": evidence(
        view="public",
        of=tables(
            care_volume=None, rate_makeup=hidden(rate_table(), "introductory_agency")
        ),
    ),
}
CHARTS = {chart.name: chart for chart in (BREAK_EVEN, LEDGER, RATE_PARTS)}


def drawn(chart, page, look):
    frame = chart.frame(page)
    return stamp(chart.figure(frame, look, **chart.setting(page)), look), frame


@cache
def drawn_once(page, look):
    """Draw one of the pages above, by name, for the tests that only look at it."""
    return drawn(BREAK_EVEN, PAGES[page], LOOKS[look])


def plain(text):
    return re.sub(r"<[^>]+>", "", text.replace("<br>", "\n"))


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_each_chart_draws_and_leaves_its_frame_alone(chart, page, look):
    frame = chart.frame(page)
    assert len(frame)
    before = frame.copy()

    figure = chart.figure(frame, look, **chart.setting(page))

    assert figure.layout.width == look.width
    assert figure.layout.height > 0
    assert figure.layout.paper_bgcolor == look.colour("paper")
    pd.testing.assert_frame_equal(frame, before)
    assert set(chart.columns) <= set(frame.columns)


def boxes_of(figure, look, kept=lambda note: True):
    """Return where words fall, in pixels of the plot, with what they say."""
    room = figure.layout.margin
    wide = look.width - room.l - room.r
    high = figure.layout.height - room.t - room.b
    (x0, x1), (y0, y1) = figure.layout.xaxis.range, figure.layout.yaxis.range
    found = []
    for note in figure.layout.annotations:
        if not kept(note):
            continue
        lines = plain(note.text).split("\n")
        box = text_box(0, 0, lines, note.font.size)
        x = note.x * wide if note.xref == "paper" else (note.x - x0) / (x1 - x0) * wide
        y = (
            (1 - note.y) * high
            if note.yref == "paper"
            else (y1 - note.y) / (y1 - y0) * high
        )
        x, y = x + (note.xshift or 0), y - (note.yshift or 0)
        half_w, half_h = (box.right - box.left) / 2, (box.bottom - box.top) / 2
        x += {"left": half_w, "right": -half_w}.get(note.xanchor, 0)
        y += {"top": half_h, "bottom": -half_h}.get(note.yanchor, 0)
        found.append(
            (Box(x - half_w, y - half_h, x + half_w, y + half_h), " ".join(lines))
        )
    return found


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("page", PAGES)
def test_no_words_of_the_break_even_overlap(page, look):
    figure, _ = drawn_once(page, look)

    for (one, says), (other, also) in combinations(boxes_of(figure, LOOKS[look]), 2):
        # A pixel of the space that is kept around words may be shared.
        inner = Box(one.left + 2, one.top + 2, one.right - 2, one.bottom - 2)
        assert not inner.overlaps(other), f"{says!r} and {also!r}"


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("page", PAGES)
def test_no_words_leave_the_picture(page, look):
    figure, _ = drawn_once(page, look)
    room = figure.layout.margin

    for box, says in boxes_of(figure, LOOKS[look]):
        assert box.left + room.l >= -1, says
        assert box.right + room.l <= LOOKS[look].width + 3, says


@pytest.mark.parametrize("page", PAGES)
def test_every_crossing_in_view_has_a_ring(page):
    figure, frame = drawn_once(page, "wide")
    low, high = figure.layout.yaxis.range

    (rings,) = [trace for trace in figure.data if trace.name == "crossings"]
    seen = frame[
        (frame["point"] == cost_break_even.CROSSING)
        & frame["an_hour_gbp"].between(low, high)
    ]
    assert sorted(rings.x) == sorted(seen["hours_a_year"])
    assert rings.marker.symbol == "circle-open"
    # Where another model becomes the cheapest, it is always in view.
    assert set(frame[frame["says"] != ""].index) <= set(seen.index)


def test_the_hours_of_every_ring_are_written_in_bold():
    figure, _ = drawn(BREAK_EVEN, evidence(), LOOKS["desk"])

    bold = " ".join(
        each
        for note in figure.layout.annotations
        for each in re.findall(r"<b>(.*?)</b>", note.text)
    )
    (rings,) = [trace for trace in figure.data if trace.name == "crossings"]
    assert len(rings.x) >= 5
    for hours in rings.x:
        assert f"{hours:,.0f}" in bold


def ring_labels(figure, look):
    """Return each label of rings as its box and the hours of its rings."""
    (rings,) = [trace for trace in figure.data if trace.name == "crossings"]
    hours = {f"{each:,.0f}": each for each in rings.x}
    found = []
    for box, says in boxes_of(figure, look, lambda note: "<b>" in note.text):
        heads = [hours[word] for word in takewhile(hours.__contains__, says.split())]
        if heads:
            found.append((box, heads, says))
    return found


@settings(max_examples=25)
@given(
    width=st.integers(328, 1600),
    hours=st.integers(20_000, 240_000),
    rate=st.floats(1.5, 4.5),
    step=st.integers(500, 1400),
)
@example(width=800, hours=96_000, rate=2.6, step=900)
@example(width=810, hours=96_000, rate=2.6, step=900)
@example(width=612, hours=96_000, rate=2.6, step=900)
def test_labels_stand_in_the_order_of_their_rings(width, hours, rate, step):
    look = Look(width=width, synthetic=True, internal=True)
    page = evidence(hours=hours, rate=round(rate, 2), step=step)
    figure, _ = drawn(BREAK_EVEN, page, look)
    labels = ring_labels(figure, look)
    for _, heads, says in labels:
        assert heads == sorted(heads), says
    for (one, heads, says), (other, others, also) in permutations(labels, 2):
        if max(heads) < min(others):
            assert one.middle[0] < other.middle[0], f"{says!r} and {also!r}"
    for (one, says), (other, also) in combinations(boxes_of(figure, look), 2):
        inner = Box(one.left + 2, one.top + 2, one.right - 2, one.bottom - 2)
        assert not inner.overlaps(other), f"{says!r} and {also!r}"


@pytest.mark.parametrize("width", [480, 612, 800, 1240])
def test_every_ring_of_the_demonstration_has_its_hours_at_any_desk(width):
    look = Look(width=width, synthetic=True, internal=True)
    figure, _ = drawn(BREAK_EVEN, evidence(), look)
    (rings,) = [trace for trace in figure.data if trace.name == "crossings"]
    told = [each for _, heads, _ in ring_labels(figure, look) for each in heads]
    assert sorted(told) == sorted(rings.x)


def test_todays_prices_stand_at_the_upright():
    page = evidence()
    figure, _ = drawn(BREAK_EVEN, page, LOOKS["desk"])

    written = [plain(note.text) for note in figure.layout.annotations]
    for key, price in scenario(page).per_hour.items():
        if key != "traditional":
            assert f"£{price:.2f}" in written
    assert "Now: 96,000 hours" in written
    assert "Traditional\nhome care\n£5.45, above the chart" in written


def test_bands_are_faint_and_steps_are_upright():
    figure, _ = drawn(BREAK_EVEN, evidence(), LOOKS["desk"])

    bands = [trace for trace in figure.data if trace.fill == "toself"]
    assert len(bands) == 3
    assert {trace.opacity for trace in bands} == {0.12}
    (team,) = [trace for trace in figure.data if trace.name == "in_house"]
    risers = np.diff(team.x) < 1
    assert risers.sum() == 5
    assert (np.diff(team.y)[risers] > 0).all()


def test_the_least_costly_line_is_the_strongest():
    figure, _ = drawn(BREAK_EVEN, evidence(), LOOKS["desk"])

    widths = {
        trace.name: trace.line.width
        for trace in figure.data
        if trace.mode == "lines" and trace.fill != "toself"
    }
    assert max(widths, key=widths.get) == "commissioned"


def test_comparators_do_not_set_the_scale():
    alone, _ = drawn(BREAK_EVEN, evidence(models="contest"), LOOKS["desk"])
    beside, _ = drawn(BREAK_EVEN, evidence(), LOOKS["desk"])

    assert alone.layout.yaxis.range == beside.layout.yaxis.range
    dear, _ = drawn(BREAK_EVEN, evidence(hours=30_000), LOOKS["desk"])
    assert "traditional" in {trace.name for trace in dear.data}


def test_a_plot_turns_pixels_back_into_values():
    frame = renamed(
        cost_break_even.frame(evidence()), BREAK_EVEN.figure.keywords["names"]
    )
    lines = lines_of(frame)
    plot = place(frame, LOOKS["desk"], lines, ["in_house", "commissioned", "embedded"])

    assert plot.value(*plot.at(96_000, 2.5)) == pytest.approx((96_000, 2.5))
    assert plot.at(plot.x[0], plot.y[1]) == (0, 0)
    assert all((np.diff(line.x) >= 0).all() for line in lines.values())


def test_words_find_room_and_say_so_when_there_is_none():
    plan = Plan(Box(0, 0, 200, 60))
    first = plan.place([(100, 30)], ["12,345"])
    second = plan.place([(100, 30)], ["23,456"])

    assert first and second and not first.box.overlaps(second.box)
    assert Plan(Box(0, 0, 20, 10)).place([(10, 5)], ["12,345"]) is None


def test_words_keep_off_a_line_where_there_is_other_room():
    free = Plan(Box(0, 0, 400, 200))
    lined = Plan(Box(0, 0, 400, 200))
    lined.draw((x, 80) for x in range(0, 400, 5))

    usual = free.place([(200, 100)], ["12,345"])
    found = lined.place([(200, 100)], ["12,345"])
    assert not (found.box.top < 80 < found.box.bottom)
    assert usual is not None


def test_names_are_kept_apart_and_in_order():
    found = spread([50, 52, 51, 10], 20, 0, 100)

    assert [round(each) for each in sorted(found)] == sorted(round(e) for e in found)
    assert min(np.diff(sorted(found))) >= 20 - 1e-9
    assert found[0] < found[2] < found[1]


def test_words_are_broken_evenly():
    assert balanced(
        "in-house becomes cheapest, until its next step at 187,200", 26
    ) == [
        "in-house becomes",
        "cheapest, until its",
        "next step at 187,200",
    ]


def words_of(figure):
    return [plain(note.text) for note in figure.layout.annotations]


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_the_ledger_says_what_its_frame_says(look):
    page = evidence()
    figure, frame = drawn(LEDGER, page, look)

    said = words_of(figure)
    for text in frame.loc[frame["shown"] != "", "shown"]:
        assert text in said
    for text in frame.loc[(frame["says"] != ""), "says"]:
        assert text in [each.replace("\n", " ") for each in said]
    for line in frame["line"].unique():
        assert line in [each.replace("\n", " ") for each in said]


@pytest.mark.parametrize("look", [LOOKS["wide"], LOOKS["phone"]], ids=["wide", "phone"])
def test_the_ledgers_bars_share_one_scale(look):
    figure, frame = drawn(LEDGER, evidence(), look)

    bars = [
        shape.x1 - shape.x0 for shape in figure.layout.shapes if shape.type == "rect"
    ]
    tasks = frame[(frame["section"] == "task") & (frame["value"] > 0)]
    ratios = np.array(bars) / tasks["value"].to_numpy()
    assert len(bars) == len(tasks)
    assert ratios == pytest.approx(np.full(len(bars), ratios[0]))


@pytest.mark.parametrize("look", [LOOKS["wide"], LOOKS["phone"]], ids=["wide", "phone"])
def test_no_bar_leaves_the_picture(look):
    for chart in (LEDGER, RATE_PARTS):
        figure, _ = drawn(chart, evidence(), look)
        for shape in figure.layout.shapes:
            assert 0 <= shape.x0 <= shape.x1 <= look.width


def test_a_blank_has_its_mark_and_no_bar():
    figure, frame = drawn(LEDGER, PAGES["as published"], LOOKS["wide"])

    blank = frame["value_status"] == "suppressed"
    assert words_of(figure).count("[c]") == blank.sum() > 10
    bars = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert len(bars) == ((frame["section"] == "task") & (frame["value"] > 0)).sum()


def test_prices_have_numbers_where_they_fit_and_always_their_whole():
    page = evidence()
    figure, frame = drawn(RATE_PARTS, page, LOOKS["wide"])

    said = words_of(figure)
    for whole in frame["hourly_rate_gbp"]:
        assert f"£{whole:.2f}" in said
    for share in frame["worker_share"]:
        assert f"{share:.1%}" in said
    assert "£5.45" in said
    # Too narrow for a number inside: 89p on a scale of £25.
    assert "£0.89" not in said
    assert [each[0] for each in cost_rates.PARTS.values()] == [
        each for each in said if each in {part[0] for part in cost_rates.PARTS.values()}
    ]


def test_a_hidden_price_is_a_mark_in_words():
    figure, _ = drawn(RATE_PARTS, PAGES["as published"], LOOKS["wide"])

    said = words_of(figure)
    assert "[c] hidden to protect people or a provider" in said
    assert "£21.60" not in said


def test_parts_that_were_not_supplied_are_said_to_be():
    rates = rate_table()
    parts = [*cost_rates.PARTS]
    which = rates["kind"] == "introductory_agency"
    for column in parts:
        rates[column] = rates[column].mask(which)
        rates[f"{column}_status"] = rates[f"{column}_status"].mask(
            which, "not_supplied"
        )
    page = evidence(of=tables(rate_makeup=rates))

    figure, _ = drawn(RATE_PARTS, page, LOOKS["wide"])
    assert "[x] parts not supplied" in words_of(figure)
    assert "£21.60" in words_of(figure)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_words_inside_bars_stand_off_them(mode):
    look = Look(mode=mode)
    figure, _ = drawn(RATE_PARTS, evidence(), look)
    inks = {plain(note.text): note.font.color for note in figure.layout.annotations}

    # The worker's pay is dark in the light mode and light in the dark one.
    assert inks["£12.71"] == look.colour("on_dark")
    # Travel is pale in the light mode and dim in the dark one.
    assert inks["£6.35"] == look.colour("on_light")
    # Infrastructure is orange, which takes dark words in both.
    assert inks["£5.45"] == look.colour("on_light" if mode == "light" else "on_dark")


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_alternative_text_is_a_finding_without_marks_of_type(chart, page):
    frame = chart.frame(page)

    said = chart.finding(frame, page)
    assert len(said) > 40
    assert "**" not in said
    assert re.search(r"£|%", said)
    assert chart.heading(frame, page) and chart.sub(frame, page)


def test_the_ledgers_head_names_its_year():
    assert cost_ledger.setting(evidence())["head"] == "Task, prices of 2026 to 2027"
