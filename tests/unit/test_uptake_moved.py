"""What moved a share, step by step, and the national measure beside the published."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.answers import uptake, uptake_notes, uptake_own
from analytics.answers.uptake_counts import REASONS
from analytics.answers.uptake_moved import (
    TABLE,
    change,
    moved,
    moved_finding,
    moved_heading,
    moved_sub,
    points,
)
from tests.unit.test_uptake_answers import WHOLE, evidence, peer_table

BEFORE, AFTER = "2025-09-30", "2026-09-30"
AGES = ("18_64", "65_plus", "unknown")
GROUPS = list(itertools.product(AGES, REASONS))
ROUTES = ("direct_payment", "commissioned")


def cells(groups):
    """Return rows of (day, age, reason) -> people by route."""
    return pd.DataFrame(
        [
            (pd.Timestamp(day), route, reason, age, float(n))
            for (day, age, reason), by_route in groups.items()
            for route, n in zip(ROUTES, by_route, strict=True)
        ],
        columns=["quarter_end", "route", "support_reason", "age_group", "people"],
    )


def page(groups, **choices):
    rows = cells(groups) if isinstance(groups, dict) else groups
    told = {"since": BEFORE, "quarter": AFTER, **choices}
    return evidence({TABLE: rows}, **told)


TAKE_UP = {
    (BEFORE, "18_64", "physical"): (40, 60),
    (BEFORE, "65_plus", "memory"): (20, 80),
    (AFTER, "18_64", "physical"): (60, 40),
    (AFTER, "65_plus", "memory"): (20, 80),
}
MIX = {
    (BEFORE, "18_64", "physical"): (50, 50),
    (BEFORE, "65_plus", "physical"): (10, 90),
    (AFTER, "18_64", "physical"): (75, 75),
    (AFTER, "65_plus", "physical"): (5, 45),
}


def steps(frame):
    return frame.set_index("step")["change"].dropna().to_dict()


def test_more_take_up_is_no_mix():
    frame = moved(page(TAKE_UP))

    assert steps(frame) == pytest.approx(
        {"numerator": 0.1, "caseload": 0, "age_mix": 0, "reason_mix": 0}
    )
    assert frame["share_after"].tolist() == pytest.approx(
        [0.3, 0.4, 0.4, 0.4, 0.4, 0.4]
    )
    assert frame["label"].tolist() == [
        "September 2025",
        "More people with a direct payment",
        "More people supported",
        "Mix of ages",
        "Mix of support reasons",
        "September 2026",
    ]
    assert moved_heading(frame, page(TAKE_UP)).endswith(
        "Take-up, far more than who is supported"
    )


def test_who_is_supported_may_move_it_alone():
    frame = moved(page(MIX))

    assert steps(frame)["age_mix"] == pytest.approx(0.1)
    assert steps(frame)["numerator"] + steps(frame)["caseload"] == pytest.approx(0)
    assert moved_heading(frame, page(MIX)).endswith(
        "Who is supported, far more than take-up"
    )


def test_nothing_moved_says_so():
    still = {(day, *group): (3, 4) for day in (BEFORE, AFTER) for group in GROUPS}

    assert moved_heading(moved(page(still)), page(still)).endswith("It did not move")


def test_the_sentence_says_each_part_and_where_take_up_moved_most():
    said = moved_finding(moved(page(TAKE_UP)), page(TAKE_UP))

    assert said == (
        "From September 2025 to September 2026 the share went from 30.0% to 40.0%, "
        "+10.00 points: more people with a direct payment +10.00; more people "
        "supported 0.00; mix of ages 0.00; mix of support reasons 0.00. No part of it "
        "is a cause."
    )
    both = {**TAKE_UP, (AFTER, "65_plus", "memory"): (25, 75)}
    assert (
        "Take-up moved it most among people aged 18 to 64, physical support: +10.00. "
        in moved_finding(moved(page(both)), page(both))
    )


counts = st.tuples(st.integers(0, 60), st.integers(0, 60))
worlds = st.dictionaries(
    st.tuples(
        st.sampled_from([BEFORE, AFTER]), *map(st.sampled_from, (AGES, tuple(REASONS)))
    ),
    counts,
    min_size=1,
    max_size=24,
)


@given(worlds)
@settings(max_examples=60, deadline=None)
def test_the_parts_add_up_to_the_change_and_the_steps_to_the_last_share(groups):
    asked = page(groups)
    frame = moved(asked)
    people = {
        day: np.sum([n for (on, *_), n in groups.items() if on == day], axis=0)
        for day in (BEFORE, AFTER)
    }
    if any(np.sum(people[day]) < 20 for day in people):
        assert frame.empty
        return
    shares = {day: people[day][0] / people[day].sum() for day in people}
    assert sum(steps(frame).values()) == pytest.approx(
        shares[AFTER] - shares[BEFORE], abs=1e-12
    )
    reached = frame["share_after"].to_numpy()
    assert reached[0] == pytest.approx(shares[BEFORE])
    assert reached[-2] == pytest.approx(reached[-1]) == pytest.approx(shares[AFTER])
    assert np.diff(reached[:-1]) == pytest.approx(list(steps(frame).values()))


def test_those_not_known_are_groups_of_their_own():
    groups = {
        (BEFORE, "unknown", "unknown"): (10, 10),
        (BEFORE, "18_64", "physical"): (10, 90),
        (AFTER, "unknown", "unknown"): (0, 0),
        (AFTER, "18_64", "physical"): (10, 90),
    }
    found = change(page(groups))

    assert found.total == pytest.approx(0.1 - 20 / 120)
    assert found.numerator == found.caseload == pytest.approx(0)


@pytest.mark.parametrize("lacking", ["since", "quarter"])
def test_one_quarter_alone_has_nothing_to_split(lacking):
    assert moved(page(TAKE_UP, **{lacking: ""})).empty
    assert moved(evidence({}, since=BEFORE, quarter=AFTER)).empty


def test_the_line_under_it_says_whose_share_it_is():
    frame = moved(page(TAKE_UP))

    assert moved_sub(frame, page(TAKE_UP)).startswith(
        "Share of people with a direct payment."
    )
    cut = page(TAKE_UP, age="65_plus", reason="memory")
    assert moved_sub(frame, cut).startswith(
        "Share of people aged 65 and over whose support reason is memory and cognition "
        "with"
    )
    placed = page(TAKE_UP, place="district:Inkhaven")
    assert moved_sub(frame, placed).startswith("Share of people in Inkhaven with")


def test_a_step_is_in_points_with_its_sign():
    assert [points(each) for each in (0.0312, -0.007, 0.0)] == [
        "+3.12",
        "−0.70",
        "0.00",
    ]


# The national measure from the council's own file.


def measure(name, reading="as_defined", age="total", *, own, published=None, unknown=0):
    numerator, denominator = own
    row = {
        "measure": name,
        "reading": reading,
        "age_group": age,
        "year_start": pd.Timestamp(2025, 10, 1),
        "year_end": pd.Timestamp(2026, 9, 30),
        "numerator": numerator,
        "denominator": denominator,
        "unknown_mechanism": unknown,
        "share": numerator / denominator if denominator else np.nan,
        "share_status": "ok" if denominator else "not_applicable",
        "published_period": "2024 to 2025" if published else "",
        "england_share": 0.245 if published else np.nan,
    }
    told = published or (np.nan, np.nan)
    row |= {"published_numerator": told[0], "published_denominator": told[1]}
    row["published_share"] = told[0] / told[1]
    for column in ("published_share", "england_share"):
        row[f"{column}_status"] = "ok" if published else "not_supplied"
    return row


OWN = pd.DataFrame(
    [
        measure("3d(1a)", own=(95, 100), published=(90, 100), unknown=3),
        measure("3d(1b)", own=(7, 10), unknown=1),
        measure("3d(1b)", "wider", own=(8, 12)),
        measure("3d(2a)", own=(43, 100), published=(40, 100), unknown=3),
        measure("3d(2a)", age="65_plus", own=(20, 60), unknown=2),
        measure("3d(2b)", own=(6, 10), unknown=1),
        measure("3d(2b)", "wider", own=(6, 12)),
    ]
)


def own_page(rows=OWN, **choices):
    tables = {uptake_own.TABLE: rows, "direct_payment_peers": peer_table()}
    return evidence(tables, **choices)


def test_each_part_stands_once_direct_payments_first_readings_beside():
    frame = uptake_own.own(own_page())

    assert list(zip(frame["measure"], frame["reading"], strict=True)) == list(
        uptake_own.MEASURES
    )
    assert len(uptake_own.own(own_page(age="65_plus"))) == 1


def test_the_heading_gives_own_and_published():
    frame = uptake_own.own(own_page())

    assert uptake_own.own_heading(frame, own_page()) == (
        "Direct payments by the national rule: 43.0% in our own file, 40.0% as "
        "published"
    )
    older = own_page(age="65_plus")
    frame = uptake_own.own(older)
    assert uptake_own.own_heading(frame, older).endswith("33.3% in our own file")
    assert "nothing is published beside it" in uptake_own.own_sub(frame, older)


def test_the_words_say_that_none_is_published_of_carers_and_name_both_days():
    sub = uptake_own.own_sub(uptake_own.own(own_page()), own_page())

    assert "people on 30 September 2026" in sub
    assert "Ring: published, people on 31 March 2025; grey dot: England." in sub
    assert sub.endswith("Of carers none is published in that file")
    assert "Direct payments: carers 60.0%;" in uptake_own.own_finding(
        uptake_own.own(own_page()), own_page()
    )


def test_the_reasons_name_days_unknown_mechanisms_and_no_line_across_2024():
    said = uptake_own.why_they_differ(uptake_own.own(own_page()))

    assert said[0] == "They are of different days: 30 September 2026 and 31 March 2025."
    assert said[1] == (
        "3 people of no known delivery mechanism count among the people, on no route; "
        "1 carer of no known delivery mechanism is left out, as the rule says."
    )
    assert any("SALT" in each and "no line" in each for each in said)
    known = uptake_own.own(own_page(OWN.assign(unknown_mechanism=0)))
    assert uptake_own.why_they_differ(known)[1].startswith("Everybody in our file")
    carers = OWN["measure"].isin(["3d(1b)", "3d(2b)"])
    for kept, said_ in (
        (carers, "Nobody among the people is of no known delivery mechanism; 1 carer"),
        (~carers, "on no route; no carer is of no known delivery mechanism."),
    ):
        some = OWN.assign(unknown_mechanism=OWN["unknown_mechanism"].where(kept, 0))
        told = uptake_own.why_they_differ(uptake_own.own(own_page(some)))[1]
        assert said_ in told


def test_without_arrangements_the_national_rule_answers():
    page_ = own_page()
    said = uptake.answer(page_)

    assert said.text.startswith(
        "**43.0% of people** with long-term community support had a direct payment on "
        "30 September 2026, 43 of 100, by the national rule from the council's own "
        "client-level data. Published figures put Mirrorshire"
    )
    assert said.facts["own_share"] == 0.43
    notes = uptake_notes.notes(page_)
    assert notes.source.startswith("National rule: the council's client-level data.")
    assert "National rule at 30 September 2026." in notes.how_old


def test_with_every_table_the_notes_stay_short():
    tables = {**WHOLE, uptake_own.TABLE: OWN}
    for view in ("internal", "public"):
        for rebase in ("", "2025-12-31:Support service changed hands"):
            told = uptake_notes.notes(evidence(tables, view, rebase=rebase))
            for note in vars(told).values():
                assert 3 <= len(note.split()) <= 30, note


# How the two files agree.


def agreeing(*rows):
    frame = pd.DataFrame(
        rows, columns=["reason", "cld_route", "arrangements_route", "people"]
    )
    return evidence({uptake_own.RECONCILED: frame})


def test_differences_are_listed_by_reason_the_same_route_first():
    frame = uptake_own.reconciled(
        agreeing(
            ("not_in_arrangements", "commissioned", "none", 2),
            ("other_route", "managed_budget", "direct_payment", 5),
            ("same", "commissioned", "commissioned", 200),
            ("same", "direct_payment", "direct_payment", 2000),
        )
    )

    assert frame[["why", "people"]].to_numpy().tolist() == [
        ["Same route in both", 2200],
        ["Another route in each", 5],
        ["Not in arrangements at all", 2],
    ]
    assert frame["cld_route"].tolist() == [
        "",
        "council-managed budget",
        "commissioned only",
    ]
    assert frame["arrangements_route"].tolist()[1:] == [
        "direct payment",
        "none in the community",
    ]
    assert uptake_own.reconciled_words(frame) == (
        "**2,200 of 2,207 people** in either file are on the same route in both; 7 are "
        "not."
    )


def test_nobody_on_the_same_route_is_a_zero_and_not_a_blank():
    frame = uptake_own.reconciled(agreeing(("no_open_service", "none", "isf", 4)))

    assert frame["people"].tolist() == [0, 4]
    assert frame["people_status"].tolist() == ["zero", "ok"]
    assert uptake_own.reconciled_words(frame).startswith("**0 of 4 people**")


def test_full_agreement_is_said_in_one_sentence():
    frame = uptake_own.reconciled(agreeing(("same", "isf", "isf", 9)))

    assert uptake_own.reconciled_words(frame) == (
        "**All 9 people** in either file are on the same route in both."
    )
