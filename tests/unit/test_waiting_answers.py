"""What the pages of waiting and of referrals say, and when they cannot tell."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from analytics.answers import (
    referrals,
    referrals_ends,
    referrals_trend,
    spend,
    waiting,
    waiting_course,
    waiting_takers,
    waiting_time,
)
from analytics.catalogue import topic
from analytics.evidence import About, Evidence
from analytics.selection import Selection
from analytics.stats.spc import xmr


def evidence(tables, view="internal", **choices):
    about = About(
        council_code="X99000001",
        council_name="Mirrorshire",
        build_id="a",
        built_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
        as_of=dt.date(2026, 9, 30),
        is_synthetic=True,
        supplied={"council_referrals": dt.date(2026, 9, 30)},
        seed=1,
    )
    return Evidence(about, Selection("X", view).with_choices(choices), tables)


def by_place(people, place_set="district", **more):
    rows = [
        {
            "place_set": place_set,
            "place_name": name,
            "people": number,
            "people_status": "suppressed" if pd.isna(number) else "ok",
            **more,
        }
        for name, number in people.items()
    ]
    return pd.DataFrame(rows)


def whole(people, hours=100.0, long=2, unstated=0):
    row = by_place({"all": people}, "all")
    return row.assign(hours=hours, days_band_4=long, hours_not_stated=unstated)


def test_nobody_waiting_is_an_answer():
    tables = {waiting.WHOLE: whole(0), "waiting_by_place": by_place({"North": 0})}
    said = waiting.answer(evidence(tables))

    assert said.text.startswith("**Nobody is waiting**")


@pytest.mark.parametrize(
    ("people", "words"),
    [
        ({"North": 30, "South": 10}, "Most wait in North: 30."),
        # The most of three, and not half of all.
        ({"North": 15, "South": 14, "West": 11}, "The most wait in North: 15."),
        # Who is in no place is no place.
        ({"unknown": 30, "North": 6, "South": 4}, "The most wait in North: 6."),
        ({"North": 40}, ""),
    ],
)
def test_where_most_wait_is_said_of_real_places(people, words):
    tables = {waiting.WHOLE: whole(40), "waiting_by_place": by_place(people)}
    said = waiting.answer(evidence(tables)).text

    assert said.startswith(
        "**40 people are waiting for care**, for **100 hours a week**"
    )
    assert words in said
    assert ("wait in" in said) == bool(words)


def test_hours_that_nobody_states_are_left_unsaid():
    tables = {
        waiting.WHOLE: whole(3, hours=np.nan, unstated=3),
        "waiting_by_place": by_place({"North": 3}),
    }
    said = waiting.answer(evidence(tables))

    assert "hours a week" not in said.text
    assert "hours of 3 people are not stated" in said.sure


@pytest.mark.parametrize(
    ("with_room", "without", "words"),
    [
        (60.0, 40.0, "could take **60** of those hours at once; for **40**"),
        (100.0, 0.0, "could take **all of those hours**"),
    ],
)
def test_room_is_told_with_what_is_left(with_room, without, words):
    room = pd.DataFrame(
        {
            "hours_waited_for": [with_room + without],
            "hours_with_room": [with_room],
            "hours_without_room": [without],
            "hours_without_room_status": ["ok"],
            "place_set": ["all"],
            "place_name": ["all"],
        }
    )
    tables = {
        waiting.WHOLE: whole(9),
        "waiting_by_place": by_place({"North": 9}),
        waiting.ROOM: room,
        "waiting_room_everywhere": room,
    }
    assert words in waiting.answer(evidence(tables)).text


def test_bands_are_named_by_their_edges():
    assert list(waiting.band_names().values()) == [
        "0 to 7 days",
        "8 to 14 days",
        "15 to 28 days",
        "over 28 days",
    ]


def test_places_come_by_people_leftovers_last_hidden_marked():
    frame = waiting.places(
        evidence({"waiting_by_place": by_place({"unknown": 50, "A": 5, "B": 9})})
    )
    assert list(frame["place_label"]) == ["B", "A", "Place not known"]

    hidden = by_place({"A": np.nan, "B": 10.0})
    frame = waiting.places(evidence({"waiting_by_place": hidden}, view="public"))
    assert dict(zip(frame["place_label"], frame["people_shown"], strict=True)) == {
        "B": "10",
        "A": "[c]",
    }


def test_the_place_chosen_sets_the_places_beside_it():
    assert waiting.place_set_of(None) == "district"
    assert waiting.place_set_of("Zones:all") == "Zones"
    assert waiting.place_of_choice("Zones:all") is None
    assert waiting.place_of_choice("Zones:Coast: east") == ("Zones", "Coast: east")


def taker(name, hours, label=None, kind="homecare_agency"):
    return {
        "taker": name,
        "provider_label": label or name,
        "kind": kind,
        "providers": 1,
        "free_hours": hours,
        "free_hours_status": "suppressed" if pd.isna(hours) else "ok",
    }


def test_organisations_past_the_first_are_added_up_and_hidden_ones_hide_the_sum():
    reach = pd.DataFrame([{"providers": 13, "not_stated": 0}])
    rows = [taker(f"P{number}", 100.0 - number) for number in range(12)]
    rows.append(taker("not named: x", 3.0, "not named", "personal_assistant"))
    tables = {"waiting_takers": pd.DataFrame(rows), "waiting_reach_chosen": reach}
    frame = waiting_takers.takers(evidence(tables))

    assert list(frame["taker"][-2:]) == ["2 more organisations", "1 not named"]
    assert frame["free_hours"].iloc[-2] == 90.0 + 89.0
    rows[11] = taker("P11", np.nan)
    tables["waiting_takers"] = pd.DataFrame(rows)
    frame = waiting_takers.takers(evidence(tables))
    assert frame["free_hours_shown"].iloc[-2] == "[c]"


def test_few_answers_are_counts_and_many_are_per_cent():
    def told(accepted, offers, still_open):
        row = {
            "kind": "all",
            "offers": offers,
            "accepted": accepted,
            "declined": offers - accepted - still_open,
            "no_answer": 0,
            "open": still_open,
        }
        tables = {"waiting_offers": pd.DataFrame([row])}
        return waiting_takers.offers(evidence(tables))["accepted_shown"].iloc[0]

    assert told(5, 20, 1) == "5 of 19"
    assert told(5, 21, 1) == "25%"


def time_row(**more):
    row = {
        "place_set": "all",
        "place_name": "all",
        "referrals": 100,
        "withdrawn": 1,
        "undated": 0,
        "median_days": 12.0,
        "median_lower": 11.0,
        "median_upper": 14.0,
        "within_least": 0.701,
        "within_most": 0.742,
    }
    return pd.DataFrame([{**row, **more}])


def test_the_wait_is_told_with_its_interval_and_its_bounds():
    shown = evidence({"waiting_time": time_row()})

    assert waiting_time.curve_heading(pd.DataFrame(), shown) == (
        "How long until care is found? Half within 12 days (95% interval 11 to 14)"
    )
    assert "70% to 74% were placed within 28 days" in waiting_time.curve_finding(
        pd.DataFrame(), shown
    )
    assert "1 person who withdrew" in waiting_time.curve_sub(pd.DataFrame(), shown)


def test_a_half_that_is_not_reached_is_no_number():
    never = evidence({"waiting_time": time_row(median_days=np.nan)})
    assert waiting_time.curve_heading(pd.DataFrame(), never).endswith(
        "Half are not placed yet"
    )
    assert waiting_time.half_placed(never) == {}
    far = evidence({"waiting_time": time_row(median_upper=np.nan)})
    assert waiting_time.curve_heading(pd.DataFrame(), far).endswith("within 12 days")


def test_few_who_asked_are_not_read_off_a_curve():
    few = evidence({"waiting_time": time_row(referrals=19)})
    assert "Only 19 people asked" in waiting_time.curve_finding(pd.DataFrame(), few)


def months(numbers):
    days = pd.date_range("2024-01-31", periods=len(numbers), freq="ME")
    return pd.DataFrame({"month_end": days, "people": numbers})


def test_the_trend_is_held_against_a_year_ago():
    def told(numbers):
        return waiting_course.trend_heading(months(numbers), evidence({}))

    assert told([5] * 12).endswith("Too few months to judge")
    assert told([5] + [9] * 11 + [7]).endswith("Yes: 7, against 5 a year ago")
    assert told([8] + [9] * 11 + [7]).endswith("No: 7, against 8 a year ago")
    assert told([7] + [9] * 11 + [7]).endswith("As many as a year ago")


def test_spend_parts_budgets_by_who_pays_and_leaves_blanks_blank():
    rows = pd.DataFrame(
        [
            ("direct_payment", 2, 2, 0, 0, 100.0, 30.0, 20.0, "ok"),
            ("isf", 1, 1, 1, 1, np.nan, np.nan, np.nan, "not_supplied"),
        ],
        columns=[
            "route",
            "people",
            "arrangements",
            "without_budget",
            "without_contribution",
            "budget_gbp",
            "chc_gbp",
            "contribution_gbp",
            "budget_gbp_status",
        ],
    )
    frame = spend.spend(evidence({"spend_by_route": rows}))

    assert frame["public_gbp"].iloc[0] == 50.0
    assert list(frame["budget_gbp_shown"]) == ["£100", "[x]"]
    assert frame["public_gbp_status"].iloc[1] == "not_supplied"
    assert "1 arrangement without a budget left out" in spend.spend_sub(
        frame, evidence({})
    )


# Referrals.


def shares(people, people_all):
    n = len(people)
    return pd.DataFrame(
        {
            "period_end": pd.date_range("2024-01-31", periods=n, freq="ME"),
            "people": np.array(people, float),
            "people_all": np.array(people_all, float),
        }
    )


def test_limits_are_those_of_the_first_periods_and_later_ones_do_not_move_them():
    rng = np.random.default_rng(2)
    people = [*rng.integers(15, 25, 12), 90]
    frame = referrals_trend.judged(shares(people, [100] * 13))
    chart = xmr(np.array(people) / 100, baseline=12)

    assert frame["share_upper"].iloc[0] == pytest.approx(chart.upper)
    assert frame["is_special"].iloc[-1]
    assert referrals_trend.verdict(frame) == "higher than its usual wobble"
    assert frame["is_baseline"].sum() == 12


def test_few_cases_have_no_share_and_too_few_periods_no_judgement():
    frame = referrals_trend.judged(shares([5, 10, 10], [19, 20, 20]))

    assert list(frame["share"].isna()) == [True, False, False]
    assert frame["share_status"].iloc[0] == "not_applicable"
    assert frame["share_upper"].isna().all()
    assert referrals_trend.verdict(frame) == "too few periods to judge"
    assert "2 of 12" in referrals_trend.setting(frame)["warning"]


def placed(counts, day="quarter_end", **status):
    rows = [
        {
            day: pd.Timestamp(end),
            "tier": tier,
            "people": number,
            "people_status": "suppressed" if pd.isna(number) else "ok",
        }
        for end, by_tier in counts.items()
        for tier, number in by_tier.items()
    ]
    return pd.DataFrame(rows)


MONTHLY = {
    f"2026-0{month}-28": {"tier_1": 3, "tier_2": 10, "tier_3": 7, "none": 99}
    for month in range(1, 5)
}


def test_months_are_followed_where_they_have_cases_and_quarters_else():
    many = placed(MONTHLY, "month_end")
    quarters = placed({"2026-03-31": {"tier_1": 9, "tier_2": 30, "tier_3": 21}})
    tables = {"tier_months": many, "referrals_to_tiers": quarters}
    frame = referrals_trend.to_tier(evidence(tables))
    assert len(frame) == 4
    # Who had no tier is in no share.
    assert list(frame["people_all"]) == [20.0] * 4

    few = many.assign(people=many["people"].where(many["tier"] != "tier_2", 9))
    frame = referrals_trend.to_tier(evidence({**tables, "tier_months": few}))
    assert list(frame["share"]) == pytest.approx([9 / 60])
    assert "July" not in referrals_trend.last_words(frame)


def test_one_hidden_tier_leaves_the_share_unknown():
    counts = {
        "2026-03-31": {"tier_1": 10.0, "tier_2": 40.0, "tier_3": np.nan},
        "2026-06-30": {"tier_1": 10.0, "tier_2": 40.0, "tier_3": 50.0},
    }
    frame = referrals_trend.to_tier(
        evidence({"referrals_to_tiers": placed(counts)}, view="public")
    )
    assert frame["share_status"].tolist() == ["suppressed", "ok"]
    assert frame["share"].iloc[1] == pytest.approx(0.1)


def first(number, whole):
    return pd.DataFrame(
        {
            "month_end": pd.to_datetime(["2026-09-30", "2026-09-30", "2025-08-31"]),
            "reach": ["free", "none", "free"],
            "people": [whole, 500, 77],  # longer ago than a year
            "to_tier_1": [number, 400, 77],
        }
    )


@pytest.mark.parametrize(
    ("number", "whole", "word"),
    [
        (96, 100, "**Yes.**"),
        (50, 100, "**Mostly.**"),
        (20, 100, "**Sometimes.**"),
        (19, 100, "**No.**"),
    ],
)
def test_the_first_word_is_that_of_the_share_where_tier_1_was_in_reach(
    number, whole, word
):
    said = referrals.answer(evidence({"first_offers": first(number, whole)}))

    assert said.text.startswith(word)
    assert f"**{number}%, {number} of {whole}**" in said.text
    assert said.facts == {"first_to_tier_1": number, "first_with_tier_1": whole}


def test_few_first_offers_are_counts():
    said = referrals.answer(evidence({"first_offers": first(9, 19)}))
    assert "**9 of 19**" in said.text


def test_nothing_placed_and_nothing_offered_cannot_be_told():
    assert "cannot tell yet" in referrals.answer(evidence({})).text


def test_in_public_only_the_last_quarter_is_told_and_nothing_is_added_up():
    counts = {
        "2026-06-30": {"tier_1": 40.0, "tier_2": 40.0, "tier_3": 40.0},
        "2026-09-30": {"tier_1": 10.0, "tier_2": 60.0, "tier_3": 30.0},
    }
    tables = {"referrals_to_tiers": placed(counts)}
    said = referrals.answer(evidence(tables, view="public"))
    assert "**10%, 10 of 100**" in said.text
    assert "July to September 2026" in said.text
    inside = referrals.answer(evidence(tables))
    assert "**23%, 50 of 220**" in inside.text

    counts["2026-09-30"]["tier_3"] = np.nan
    tables = {"referrals_to_tiers": placed(counts)}
    assert "cannot tell" in referrals.answer(evidence(tables, view="public")).text


def test_few_placements_give_no_effective_number():
    rows = pd.DataFrame(
        {
            "provider_id": list("ABC"),
            "provider_label": ["A Care", "B Care", "C Care"],
            "kind": "homecare_agency",
            "tier": "tier_1",
            "people": [10, 5, 4],
        }
    )
    shown = evidence({"placement_shares": rows})
    frame = referrals_ends.shares(shown)

    assert referrals_ends.few(shown) is None
    assert referrals_ends.shares_heading(frame, shown) == (
        "How few take them? 3 providers"
    )
    more = evidence({"placement_shares": rows.assign(people=[100, 50, 40])})
    assert "as if 3 of one size" in referrals_ends.shares_heading(frame, more)


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ((np.nan, 0.0, 10.0), "hidden at first and 10 at last"),
        ((0.0, 10.0, np.nan), "0 at first and hidden at last"),
        ((np.nan, 10.0, np.nan), "hidden at first and hidden at last"),
        ((5.0, np.nan, 10.0), "from 5 to 10"),
    ],
)
def test_a_hidden_quarter_is_told_as_hidden_and_never_by_another(people, said):
    days = ("2026-03-31", "2026-06-30", "2026-09-30")
    table = placed(
        {day: {"none": each} for day, each in zip(days, people, strict=True)}
    )
    shown = evidence({"referrals_to_tiers": table}, view="public")
    frame = referrals.counts(shown)

    finding = referrals.counts_finding(frame, shown)
    assert f"No tier then {said};" in finding


def test_the_interval_of_a_share_is_called_that():
    said = referrals.answer(evidence({"first_offers": first(39, 100)}))

    assert "Of asking Tier 1 first: 95% interval 30% to 49%." in said.sure
    assert "Chance alone" not in said.sure


@pytest.mark.parametrize(("number", "verb"), [(0, "were"), (1, "was"), (2, "were")])
def test_one_placement_was_handed_back(number, verb):
    rows = pd.DataFrame(
        {
            "kind": ["all"],
            "placements": [40.0],
            "back_soon": [float(number)],
            "back_late": [3.0],
        }
    )
    shown = evidence({"hand_backs": rows})
    frame = waiting_course.hand_backs(shown)

    finding = waiting_course.hand_backs_finding(frame, shown)
    assert f", {number} {verb} handed back within" in finding


def test_what_an_answer_holds_are_plain_numbers():
    room = whole(40).assign(
        hours_waited_for=100.0, hours_with_room=60.0, hours_without_room=40.0
    )
    tables = {
        waiting.WHOLE: whole(40),
        "waiting_by_place": by_place({"North": 30, "South": 10}),
        "waiting_room": by_place({"North": 30, "South": 10}).assign(
            hours_without_room=20.0, hours_without_room_status="ok"
        ),
        "waiting_room_everywhere": room,
    }
    inside = waiting.answer(evidence(tables)).facts
    place = {"waiting_by_place": by_place({"North": 30.0, "South": 10.0})}
    public = waiting.answer(evidence(place, view="public")).facts

    held = [*inside.values(), *public.values()]
    assert len(held) == 6
    assert {type(each) for each in held} == {int, float}


def test_a_place_chosen_is_a_place_and_not_a_leftover():
    held = {"district": ["North", "elsewhere", "unknown"], "Zones": ["East", "unknown"]}

    def levels(table, column, place_set=None):
        return ["all", *held] if column == "place_set" else held[place_set]

    (control,) = topic("waiting").controls
    offered = control.options(levels, Selection("X", "internal"))
    assert [each.label for each in offered] == [
        "All districts",
        "North",
        "All Zones",
        "East",
    ]
