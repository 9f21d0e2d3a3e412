"""What the tiers page says of movement, pace and deadlines."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from analytics.answers import progress, tier_clocks, tier_notes, tiers
from analytics.evidence import About, Evidence
from analytics.selection import Selection

TIERS = ("tier_1", "tier_2", "tier_3")
LEVELS = (*TIERS, "none")
DAYS = pd.date_range(end="2026-09-30", periods=8, freq="QE")


def evidence(tables, view="internal", **choices):
    about = About(
        council_code="X99000001",
        council_name="Mirrorshire",
        build_id="a",
        built_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
        as_of=dt.date(2026, 9, 30),
        is_synthetic=True,
        supplied={"council_tier_decisions": dt.date(2026, 9, 1)},
        seed=1,
    )
    asked = {"kind": "all", "from": "", "to": "", **choices}
    return Evidence(about, Selection("X", view).with_choices(asked), tables)


def flow_table(moves, first=(6, 17, 31)):
    """Return the table from what moved in each quarter; the rest stayed."""
    stock = dict(zip(TIERS, first, strict=True))
    rows = [(DAYS[-len(moves) - 1], "none", tier, stock[tier]) for tier in TIERS]
    for day, moved in zip(DAYS[-len(moves) :], moves, strict=True):
        left = dict(stock)
        for before, after in LEVELS_BY_LEVELS:
            number = moved.get((before, after), 0)
            if before != after:
                rows.append((day, before, after, number))
                if before != "none":
                    left[before] -= number
        rows += [(day, tier, tier, left[tier]) for tier in TIERS]
        stock = {
            tier: left[tier]
            + sum(n for (before, after), n in moved.items() if after == tier)
            for tier in TIERS
        }
    columns = ["quarter_end", "tier_before", "tier_after", "providers"]
    frame = pd.DataFrame(rows, columns=columns)
    status = np.where(frame["providers"] == 0, "zero", "ok")
    return frame.assign(kind="all", providers_status=status)


LEVELS_BY_LEVELS = [
    (before, after)
    for before in LEVELS
    for after in LEVELS
    if not before == after == "none"
]
UP_3, UP_2 = ("tier_3", "tier_2"), ("tier_2", "tier_1")
DOWN, LEFT, JOINED = ("tier_2", "tier_3"), ("tier_3", "none"), ("none", "tier_3")
# As in the picture: 12 up from tier 3 and 7 from tier 2 in 21 months.
PICTURE = [
    {UP_3: 1, LEFT: 1, JOINED: 2},
    {UP_3: 2, UP_2: 1, JOINED: 1},
    {UP_3: 1, DOWN: 1, LEFT: 2},
    {UP_3: 2, UP_2: 2, JOINED: 1},
    {UP_3: 2, UP_2: 1, LEFT: 1},
    {UP_3: 3, UP_2: 1, LEFT: 1},
    {UP_3: 1, UP_2: 2, LEFT: 2, JOINED: 2},
]
FLOW = flow_table(PICTURE)
WAITS = pd.DataFrame(
    [
        ("tier_3", "up", 11, 0.12, 0.06, 0.21, 4, 37),
        ("tier_3", "up", 12, 0.14, 0.08, 0.23, 5, 37),
        ("tier_3", "left", 12, 0.08, 0.04, 0.16, 3, 37),
        ("tier_2", "up", 12, 0.31, 0.21, 0.44, 8, 30),
    ],
    columns=[
        *("tier", "move", "months", "chance", "chance_lower", "chance_upper"),
        *("ended", "watched"),
    ],
)


def clock_row(label, days_left, state="running", **more):
    row = {
        "provider_id": label,
        "provider_label": label,
        "kind": "homecare_agency",
        "tier": "tier_3",
        "started_on": pd.Timestamp("2026-01-01"),
        "improve_by": pd.Timestamp("2026-09-30") + pd.Timedelta(days=days_left),
        "paused_from": pd.NaT,
        "paused_to": pd.NaT,
        "days_left": days_left,
        "days_paused": 0,
        "state": state,
        "milestones_kept": 0,
        "milestones_late": 0,
        "milestones_missed": 0,
        "milestones_ahead": 0,
        "next_step": None,
        "next_due_on": pd.NaT,
    }
    return {**row, **more}


CLOCKS = pd.DataFrame(
    [
        clock_row("Paused", 5, "paused"),
        clock_row("Running", 120),
        clock_row("Due", 13, "due", days_paused=20),
        clock_row("Over", -4, "overdue"),
        clock_row("Done", 40, "done"),
        clock_row("Other", 1, "due", kind="isf_broker"),
    ]
)


def test_the_answer_tells_moves_pace_and_deadlines():
    tables = {"tier_flow": FLOW, "tier_clocks": CLOCKS, "tier_waits": WAITS}
    said = tiers.answer(evidence(tables))

    assert said.text == (
        "**Yes, slowly.** In 21 months 12 providers moved up from Tier 3 and 7 from "
        "Tier 2 to Tier 1; 1 moved down and 7 left. At this pace a Tier 3 provider has "
        "a **14% chance of moving up within a year** of being placed there (likely "
        "range 8% to 23%)."
    )
    assert said.sure == (
        "1 provider is past its improvement date and 2 more reach theirs within 90 "
        "days. Small numbers: 53 providers, so one move is worth 2 percentage points."
    )
    assert {tier: said.facts[tier] for tier in TIERS} == {
        "tier_1": 13,
        "tier_2": 21,
        "tier_3": 19,
    }


@pytest.mark.parametrize(
    ("choices", "view", "tables"),
    [
        ({"kind": "homecare_agency"}, "internal", {"tier_waits": WAITS}),
        ({}, "internal", {"tier_waits": WAITS.assign(chance=np.nan)}),
        ({}, "internal", {"tier_waits": WAITS.assign(watched=19)}),
        ({}, "public", {}),
    ],
    ids=["one kind", "too thin", "few watched", "public"],
)
def test_where_the_one_chance_is_not_known_moves_are_counted(choices, view, tables):
    said = tiers.answer(evidence({"tier_flow": FLOW, **tables}, view=view, **choices))

    # 31 at first, and 5 that came to it before the last quarter.
    assert said.text.endswith(
        " 12 of the 36 Tier 3 providers watched moved up in 21 months."
    )
    assert "chance" not in said.text
    assert "chance_up" not in said.facts


def test_the_tiers_and_what_comes_next_tell_one_chance():
    tables = {"tier_flow": FLOW, "tier_waits": WAITS}
    here = tiers.answer(evidence(tables))
    there = progress.answer(evidence(tables, watch="all", tier="tier_3"))

    start, end = "At this pace a Tier 3", "(likely range 8% to 23%)"
    told = [
        said.text[said.text.index(start) : said.text.index(end)]
        for said in (here, there)
    ]
    assert told[0] == told[1]
    assert here.facts["chance_up"] == there.facts["chance_up"] == 0.14


def test_the_years_count_decides_whether_it_is_slow():
    fast = {"tier_flow": FLOW, "tier_waits": WAITS.assign(chance=0.5)}

    assert tiers.answer(evidence(fast)).text.startswith("**Yes.**")


@pytest.mark.parametrize(
    ("moves", "first_words", "last_words"),
    [
        (
            [{}, {}],
            "**Not yet.**",
            "The one Tier 3 provider watched did not move up in",
        ),
        (
            [{UP_2: 1}, {}],
            "**Yes.**",
            "The one Tier 3 provider watched did not move up",
        ),
        ([{UP_3: 1}, {}], "**Yes.**", "The one Tier 3 provider watched moved up in 6"),
    ],
)
def test_one_provider_has_no_pace_and_no_chance(moves, first_words, last_words):
    tables = {"tier_flow": flow_table(moves, first=(0, 1, 1)), "tier_waits": WAITS}
    said = tiers.answer(evidence(tables))

    assert said.text.startswith(first_words)
    assert last_words in said.text
    assert "chance" not in said.text


def test_a_chance_is_not_told_of_quarters_in_which_nobody_moved_up():
    tables = {"tier_flow": flow_table([{}, {DOWN: 1}]), "tier_waits": WAITS}
    said = tiers.answer(evidence(tables))

    assert said.text.startswith(
        "**No.** In 6 months no provider moved up; 1 moved down"
    )
    assert said.text.endswith(
        "None of the 31 Tier 3 providers watched moved up in 6 months."
    )


def test_a_column_is_what_the_last_one_sent_it():
    rows = tiers.flow(evidence({"tier_flow": FLOW}))
    for tier in TIERS:
        after = rows[rows["tier_after"] == tier].groupby("quarter_end")["providers"]
        before = rows[rows["tier_before"] == tier].groupby("quarter_end")["providers"]
        assert list(after.sum())[:-1] == list(before.sum())[1:]


def test_moves_that_nobody_made_are_left_out_and_empty_tiers_are_not():
    rows = tiers.flow(evidence({"tier_flow": flow_table([{UP_2: 1}], first=(0, 2, 0))}))

    told = zip(rows["tier_before"], rows["tier_after"], rows["providers"], strict=True)
    assert set(told) == {
        ("tier_1", "tier_1", 0),
        ("tier_2", "tier_1", 1),
        ("tier_2", "tier_2", 1),
        ("tier_3", "tier_3", 0),
    }


def test_only_the_quarters_chosen_are_told():
    view = evidence({"tier_flow": FLOW}, **{"from": "2025-12-31", "to": "2026-06-30"})
    moved = tiers.moves(tiers.flow(view))

    assert (moved.up_from_3, moved.up_from_2, moved.left) == (5, 2, 2)
    assert moved.months == 6
    assert tiers.answer(view).text.startswith(
        "**Yes, slowly.** In 6 months 5 providers"
    )


@pytest.mark.parametrize(
    ("moves", "first_words"),
    [
        (
            [{}],
            "**Not yet.** In 3 months no provider moved up; none moved down and none",
        ),
        ([{DOWN: 2}], "**No.** In 3 months no provider moved up; 2 moved down"),
        ([{UP_2: 1, DOWN: 1}], "**Not on balance.** In 3 months 1 provider moved up"),
        ([{UP_3: 20}], "**Yes.** In 3 months 20 providers moved up from Tier 3; none"),
        ([{UP_2: 2}], "**Yes, slowly.** In 3 months 2 providers moved up from Tier 2"),
    ],
)
def test_the_first_words_answer_the_question(moves, first_words):
    said = tiers.answer(evidence({"tier_flow": flow_table(moves)}))

    assert said.text.startswith(first_words)


def test_few_providers_are_told_in_counts():
    table = flow_table([{UP_3: 1}], first=(1, 2, 3))
    said = tiers.answer(evidence({"tier_flow": table}))

    assert said.sure == "Only 6 providers: too few for a chance."


def test_nobody_in_tier_3_has_no_chance_of_leaving_it():
    table = flow_table([{UP_2: 1}], first=(1, 2, 0))
    said = tiers.answer(evidence({"tier_flow": table}))

    assert "chance" not in said.text
    assert "chance_up" not in said.facts


def test_one_quarter_is_not_enough_to_move_in():
    table = FLOW[FLOW["quarter_end"] == FLOW["quarter_end"].min()]

    assert tiers.answer(evidence({"tier_flow": table})).text.startswith(
        "**We cannot tell yet.**"
    )


def test_the_published_page_says_nothing_of_clocks():
    said = tiers.answer(evidence({"tier_flow": FLOW}, view="public"))

    assert "improvement date" not in said.sure
    assert (
        "Clocks name providers"
        in tier_notes.notes(evidence({"tier_flow": FLOW}, view="public")).read_with_care
    )


def test_names_of_levels_are_words():
    rows = tiers.flow(evidence({"tier_flow": FLOW}))

    assert set(rows["before_name"]) == {"Tier 1", "Tier 2", "Tier 3", "Joined"}
    assert set(rows["after_name"]) == {"Tier 1", "Tier 2", "Tier 3", "Left"}


# Clocks.


def clocks(**choices):
    return tier_clocks.clocks(evidence({"tier_clocks": CLOCKS}, **choices))


def test_clocks_stand_by_days_left_paused_last_and_done_ones_are_not_shown():
    assert list(clocks()["provider_label"]) == [
        "Over",
        "Other",
        "Due",
        "Running",
        "Paused",
    ]


def test_only_the_kind_chosen_is_shown():
    assert list(clocks(kind="isf_broker")["provider_label"]) == ["Other"]


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        ({}, "none due yet"),
        ({"milestones_kept": 2, "milestones_late": 1}, "2 kept, 1 late"),
        ({"milestones_missed": 3}, "3 missed"),
    ],
)
def test_milestones_in_words(counted, said):
    table = pd.DataFrame([clock_row("A", 10, **counted)])
    rows = tier_clocks.clocks(evidence({"tier_clocks": table}))

    assert rows["milestones"][0] == said


@pytest.mark.parametrize(
    ("step", "due", "said"),
    [
        ("Virtual wallet", "2026-11-30", "Virtual wallet by 30 November 2026"),
        (None, "2026-11-30", "a step due 30 November 2026"),
        (None, None, "no step ahead"),
    ],
)
def test_the_next_step_in_words(step, due, said):
    row = clock_row("A", 10, next_step=step, next_due_on=pd.Timestamp(due or pd.NaT))
    rows = tier_clocks.clocks(evidence({"tier_clocks": pd.DataFrame([row])}))

    assert rows["next"][0] == said


def test_the_finding_names_who_is_over_and_who_is_next():
    frame = clocks()
    said = tier_clocks.clocks_finding(frame, evidence({"tier_clocks": CLOCKS}))

    assert said == (
        "Of 5 clocks: Over is 4 days over; Other is next, with 1 day left; 1 clock "
        "paused."
    )
    heading = tier_clocks.clocks_heading(frame, evidence({}))
    assert heading == "Who is running out of time? 1 has run out"


@pytest.mark.parametrize(
    ("over", "due", "said"),
    [
        (0, 0, "No provider is past its improvement date and none reaches it within"),
        (0, 1, "No provider is past its improvement date and 1 reaches its within"),
        (1, 0, "1 provider is past its improvement date and none more reaches it"),
        (2, 3, "2 providers are past their improvement date and 3 more reach theirs"),
    ],
)
def test_deadlines_in_words(over, due, said):
    rows = [clock_row(f"O{i}", -1, "overdue") for i in range(over)]
    rows += [clock_row(f"D{i}", 1, "due") for i in range(due)]
    rows.append(clock_row("R", 200))
    tables = {"tier_flow": FLOW, "tier_clocks": pd.DataFrame(rows)}

    assert tiers.answer(evidence(tables)).sure.startswith(said)


# The four columns.


@pytest.mark.parametrize("view", ["internal", "public"])
@pytest.mark.parametrize(
    "tables",
    [
        {"tier_flow": FLOW, "tier_clocks": CLOCKS},
        {"tier_flow": FLOW},
        {"tier_flow": FLOW, "tier_waits": WAITS, "tier_waits_of_year": WAITS},
    ],
    ids=["both", "flow", "chance"],
)
def test_each_note_is_short_and_says_something(tables, view):
    for note in vars(tier_notes.notes(evidence(tables, view=view))).values():
        assert 3 <= len(note.split()) <= 30, note


def test_what_pauses_hold_back_is_counted():
    tables = {"tier_flow": FLOW, "tier_clocks": CLOCKS}
    year = WAITS.assign(chance=0.25)
    said = tier_notes.notes(
        evidence({**tables, "tier_waits": WAITS, "tier_waits_of_year": year})
    )

    # Due has 13 days left of which 20 were given by its pause.
    assert "Counting paused time would make 1 more overdue." in (
        said.what_would_change_this
    )
    pace = "At the last year's pace the chance is 25%."
    assert said.what_would_change_this.startswith(f"**Pace.** {pace}")
    assert "at the pace of all decisions so far" in said.read_with_care
    without = tier_notes.notes(evidence({**tables, "tier_waits_of_year": year}))
    assert "chance" not in f"{without.read_with_care} {without.what_would_change_this}"


def test_the_flow_says_how_each_tier_stood_and_stands():
    view = evidence({"tier_flow": FLOW})

    assert tier_notes.flow_finding(tiers.flow(view), view) == (
        "Tier 1 went from 6 to 13 providers; Tier 2 went from 17 to 21 providers; "
        "Tier 3 went from 31 to 19 providers. 19 moved up, 1 down, 7 left and 6 joined."
    )


def test_a_letter_is_weighed_for_each_provider_whose_time_is_over():
    rows = [
        clock_row("A", -3, "overdue"),
        clock_row("B", -40, "overdue"),
        clock_row("C", 5, "due"),
    ]
    clocks = pd.DataFrame(rows).assign(provider_id=["A", "B", "C"])
    # B's people are not known, and C still has time.
    leaving = pd.DataFrame({"provider_id": ["A", "C"], "people": [3.0, 4.0]})

    told = evidence({"tier_clocks": clocks, "phase_out": leaving})

    assert [each["people"] for each in tier_clocks.next_letters(told)] == [3.0]
    assert tier_clocks.next_letters(evidence({"tier_clocks": clocks})) == []
