"""What the page of what comes next says of waits, mixes and the trial on the past."""

import datetime as dt

import pandas as pd
import pytest

from analytics.answers import progress, progress_support, progress_words
from analytics.evidence import About, Evidence
from analytics.selection import Selection

TIERS = ("tier_1", "tier_2", "tier_3")


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
    asked = {"watch": "all", "tier": "tier_3", **choices}
    return Evidence(about, Selection("X", view).with_choices(asked), tables)


def waits(up=(0.14, 0.08, 0.23), left=(0.08, 0.04, 0.16), ended=5, watched=37):
    rows = [
        ("tier_3", move, months, *ends, ended if move == "up" else 3, watched)
        for move, ends in (("up", up), ("left", left))
        for months in (11, 12, 13)
        if ends is not None
    ]
    columns = ["tier", "move", "months", "chance", "chance_lower", "chance_upper"]
    return pd.DataFrame(rows, columns=[*columns, "ended", "watched"])


def mixes(expected=(17, 21, 15), real=(8, 22, 26), told=True):
    rows = []
    for starts, day, numbers in (
        ("now", "2026-09-30", expected),
        ("year_ago", "2025-09-30", (8, 21, 26)),
    ):
        for tier, number, came in zip(TIERS, numbers, real, strict=True):
            blank = starts == "year_ago" and not told
            rows.append(
                {
                    "starts": starts,
                    "tier": tier,
                    "foretold_from": pd.Timestamp(day),
                    "providers_at_start": 13,
                    "providers_expected": None if blank else number,
                    "providers_lower": None if blank else number - 3,
                    "providers_upper": None if blank else number + 3,
                    "providers_at_end": came if starts == "year_ago" else None,
                    "months_known": 9.9,
                    "moves_known": 4,
                }
            )
    return pd.DataFrame(rows).astype({"providers_expected": float})


def test_the_answer_tells_the_chance_the_risk_of_leaving_and_the_mix():
    said = progress.answer(evidence({"tier_waits": waits(), "tier_outlook": mixes()}))

    assert said.text == (
        "**Longer than a year for most.** At this pace a Tier 3 provider has a **14% "
        "chance of moving up within a year** of being placed there (likely range 8% to "
        "23%); of leaving, 8% (4% to 16%). By September 2027 we expect **17 in Tier 1**"
        " (likely range 14 to 20; 13 now) and **15 in Tier 3** (likely range 12 to 18; "
        "13 now)."
    )
    assert said.facts["chance_up"] == 0.14
    assert said.facts["tried_inside"] == 3


@pytest.mark.parametrize(
    ("up", "said"),
    [
        ((0.14, 0.08, 0.23), "**Longer than a year for most.**"),
        ((0.7, 0.55, 0.8), "**Within a year for most.**"),
        ((0.5, 0.4, 0.6), "**For about half within a year.**"),
        ((0.4, 0.3, 0.5), "**For about half within a year.**"),
    ],
)
def test_the_first_words_answer_how_long_it_takes(up, said):
    tables = {"tier_waits": waits(up), "tier_outlook": mixes()}

    assert progress.answer(evidence(tables)).text.startswith(said)


def test_three_of_four_is_a_count_with_its_range():
    tables = {"tier_waits": waits((0.75, 0.43, 0.92), None, ended=3, watched=4)}
    said = progress.answer(evidence(tables)).text

    assert (
        "Of 4 Tier 3 providers watched, **3 moved up within a year** of being placed "
        "there: a chance of 75% (likely range 43% to 92%)." in said
    )


@pytest.mark.parametrize(("watched", "counted"), [(19, True), (20, False)])
def test_under_twenty_cases_are_counts(watched, counted):
    tables = {"tier_waits": waits(watched=watched)}

    assert ("providers watched" in progress.answer(evidence(tables)).text) is counted


def test_a_chance_that_rests_on_too_few_is_not_told():
    blank = waits().assign(chance=None)
    said = progress.answer(evidence({"tier_waits": blank, "tier_outlook": mixes()}))

    assert said.text.startswith("**How long it takes we cannot tell:**")
    assert "By September 2027 we expect" in said.text


def test_a_trial_that_held_and_one_that_missed():
    def sure(real):
        return progress.answer(evidence({"tier_outlook": mixes(real=real)})).sure

    assert sure((8, 22, 26)) == (
        "Tried from 30 September 2025, the same method held: all 3 counts of today lie "
        "inside the ranges that it would have given."
    )
    # 11 is the upper end of 5 to 11, so inside; 12 is not.
    assert "held" in sure((11, 18, 29))
    assert sure((12, 22, 22)) == (
        "Tried from 30 September 2025, the same method missed Tier 1 (5 to 11 "
        "expected, 12 came) and Tier 3 (23 to 29 expected, 22 came): the pace changed, "
        "as it may again, so take the ranges as too narrow."
    )


def test_a_past_too_thin_to_try_says_so_and_how_thin():
    told = progress.answer(evidence({"tier_outlook": mixes(told=False)}))

    assert told.sure == (
        "We cannot tell yet how well such ranges do. A trial on the past needs 6 "
        "months of decisions and 5 moves before it starts, a year ago; there were 10 "
        "and 4 moves."
    )
    assert "By September 2027" in told.text


def test_with_nothing_at_all_we_cannot_tell():
    said = progress.answer(evidence({}))

    assert said.text.startswith("**We cannot tell yet.**")
    assert said.sure.endswith("no decision is as old as that.")


def test_what_is_published_speaks_of_counts_alone():
    said = progress.answer(evidence({"tier_outlook": mixes()}, view="public"))

    assert said.text.startswith("By September 2027 we expect **17 in Tier 1**")


FLOW = pd.DataFrame(
    [
        ("2026-06-30", "none", "tier_3", 9),
        ("2026-09-30", "tier_3", "tier_3", 5),
        ("2026-09-30", "tier_3", "tier_1", 1),
        ("2026-09-30", "tier_3", "tier_2", 1),
        ("2026-09-30", "tier_3", "none", 2),
        ("2026-09-30", "none", "tier_2", 3),
        ("2026-09-30", "tier_2", "tier_3", 0),
    ],
    columns=["quarter_end", "tier_before", "tier_after", "providers"],
)


def test_the_mix_is_counted_expected_and_tried_one_under_another():
    rows = progress.outlook(evidence({"tier_flow": FLOW, "tier_outlook": mixes()}))
    told = rows.set_index(["tier", "series", "day"])["in_tier"]

    assert told["tier_3", "counted", pd.Timestamp("2026-09-30")] == 5
    assert told["tier_2", "counted", pd.Timestamp("2026-09-30")] == 4
    assert told["tier_1", "expected", pd.Timestamp("2027-09-30")] == 17
    # Foretold a year ago for today.
    assert told["tier_1", "tried", pd.Timestamp("2026-09-30")] == 8
    counted = rows[rows["series"] == "counted"]
    assert set(counted["in_tier_lower_status"]) == {"not_applicable"}


def test_moves_of_a_quarter_are_counted_by_their_way():
    rows = progress.moves(evidence({"tier_flow": FLOW}))

    assert rows.set_index("move_name")["moved"].to_dict() == {
        "Joined": 3,
        "Moved up": 2,
        "Moved down": 0,
        "Left": 2,
    }
    assert len(rows) == 4  # in the first quarter everybody joined


def paces(paused=0.6, moves=12):
    rows = [
        ("all", "tier_3", "up", moves, 48.0, paused, 0.25),
        ("homecare_agency", "tier_3", "up", 8, 30.0, paused, 0.26),
        ("isf_broker", "tier_3", "up", 1, 1.0, 0.0, None),
        ("micro_enterprise", "tier_3", "up", 0, 0.0, 0.0, None),
        ("all", "tier_3", "left", 7, 48.0, paused, 0.15),
    ]
    columns = ["kind", "tier", "move", "moves", "provider_years", "paused_years"]
    frame = pd.DataFrame(rows, columns=[*columns, "rate"])
    return frame.assign(rate_lower=0.1, rate_upper=0.5)


def test_kinds_watched_too_little_are_told_without_a_pace():
    view = evidence({"tier_paces": paces()})
    rows = progress.paces(view)

    # One that was never in the tier is not among them.
    assert list(rows["kind_name"]) == [
        "Home care agencies",
        "All providers",
        "ISF brokers",
    ]
    assert rows["says"].iloc[2] == "under 2 provider-years watched, so no pace"
    finding = progress_words.paces_finding(rows, view)
    assert finding.endswith("1 kind watched too little for a pace.")
    assert "nan" not in finding


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({}, "**Decisions.**"),
        ({"tier_paces": paces(paused=0.0)}, "**Decisions.**"),
        (
            {"tier_paces": paces(paused=0.01)},
            "**Pauses.** Leaving 0 paused months out of the time would leave the Tier 3"
            " pace at 0.25 moves a year.",
        ),
        (
            {"tier_paces": paces(paused=8.0)},
            "**Pauses.** Left out of the time, 96 paused months would make the Tier 3 "
            "pace 0.30 moves a year, not 0.25.",
        ),
    ],
)
def test_what_pauses_would_change_is_worked_out(tables, said):
    notes = progress_words.notes(evidence(tables))

    assert notes.what_would_change_this.startswith(said)
    for note in vars(notes).values():
        assert 3 <= len(note.split()) <= 30, note


def test_help_is_told_with_dates_and_without_a_cause():
    table = pd.DataFrame(
        {
            "support_no": [2, 1],
            "provider_label": ["B", "A"],
            "kind": ["grant", "training"],
            "tier_then": ["tier_3", None],
            "before_on": [pd.NaT, pd.Timestamp("2025-01-02")],
            "before_to": [None, "tier_2"],
            "after_on": [pd.Timestamp("2026-01-02"), pd.Timestamp("2026-01-03")],
            "after_move": ["up", "left"],
            "after_to": ["tier_2", "none"],
        }
    )
    view = evidence({"tier_support": table})
    rows = progress_support.support(view)

    assert list(rows["kind_name"]) == ["Training", "Grant"]
    assert list(rows["tier_name"]) == ["not in a tier", "Tier 3"]
    assert list(rows["before"]) == ["to Tier 2, 2 January 2025", "none"]
    assert list(rows["after"]) == ["left, 3 January 2026", "to Tier 2, 2 January 2026"]
    finding = progress_support.support_finding(rows, view)
    assert finding.startswith(
        "2 providers helped (1 training and 1 grant); 1 moved up later, 1 moved down "
        "or left later. This is not evidence of effect"
    )
    assert "not evidence of effect" in progress_support.support_sub(rows, view)
