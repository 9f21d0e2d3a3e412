"""What the uptake page says: from the counts it is given, blanks respected."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from analytics.answers import (
    uptake,
    uptake_charts,
    uptake_notes,
    uptake_peers,
    uptake_places,
)
from analytics.answers.uptake_counts import (
    ROUTES,
    counts,
    trend,
)
from analytics.answers.uptake_judgement import is_more_than_wobble, what_to_find
from analytics.catalogue.uptake import TOPIC
from analytics.evidence import About, Evidence
from analytics.selection import Selection

COUNCIL = "X99000001"
CHOICES = {
    "age": "all",
    "route": "direct_payment",
    "place": "all",
    "quarter": "",
    "compare": "neighbours",
}
BLANKS = ("suppressed", "not_supplied", "not_applicable")


def evidence(tables, view="internal", **choices):
    about = About(
        council_code=COUNCIL,
        council_name="Mirrorshire",
        build_id="a",
        built_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
        as_of=dt.date(2026, 9, 30),
        is_synthetic=False,
        supplied={},
        seed=1,
    )
    selection = Selection(COUNCIL, view).with_choices({**CHOICES, **choices})
    return Evidence(about, selection, tables)


def people(last="2026-09-30", **by_route):
    """Return the table of counts; NaN is hidden."""
    length = len(next(iter(by_route.values())))
    quarters = pd.date_range(end=last, periods=length, freq="QE")
    rows = [
        (day, route, value)
        for route in ROUTES
        for day, value in zip(quarters, by_route.get(route, [0] * length), strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["quarter_end", "route", "people"])
    frame["people"] = frame["people"].astype(float)
    told = np.where(frame["people"] == 0, "zero", "ok")
    frame["people_status"] = np.where(frame["people"].isna(), "suppressed", told)
    return frame


WOBBLE = [2000, 2010, 1995, 2005, 1990, 2000, 2010, 1995, 2005, 1990, 2000, 2010]
RISING = people(
    direct_payment=[*WOBBLE, 2005, 1995, 2100, 2145],
    isf=[0] * 12 + [20, 80, 150, 210],
    managed_budget=[2780] * 14 + [2500, 2420],
    commissioned=[225] * 15 + [205],
)
PEERS = [
    # code, name, level, region, neighbour rank, numerator, denominator, status
    (COUNCIL, "Mirrorshire", "council", "Near Shelf", None, 2214, 5151, "ok"),
    ("X2", "Stocktonia", "council", "Near Shelf", 1, 650, 1580, "ok"),
    ("X3", "Herefordia, County of", "council", "Far Shelf", 2, 400, 950, "ok"),
    ("X4", "Nottia", "council", "Near Shelf", 3, 1900, 5000, "ok"),
    ("X5", "Kentia", "council", "Far Shelf", 4, 2400, 10000, "ok"),
    ("X6", "Hidden", "council", "Far Shelf", 5, None, None, "suppressed"),
    ("X7", "Unsent", "council", "Near Shelf", None, None, None, "not_supplied"),
    ("X8", "Farther", "council", "Far Shelf", None, 4000, 8000, "ok"),
    ("X12000001", "Near Shelf", "region", "Near Shelf", None, 9000, 30000, "ok"),
    ("X92000001", "England", "england", None, None, 117655, 480105, "ok"),
]


def peer_table(rows=PEERS, region="Near Shelf"):
    columns = "council_code council_name level region_name neighbour_rank"
    columns = [*columns.split(), "numerator", "denominator", "status"]
    frame = pd.DataFrame(rows, columns=columns)
    for column in ("neighbour_rank", "numerator", "denominator"):
        frame[column] = frame[column].astype(float)
    status = frame.pop("status")
    frame["share"] = frame["numerator"] / frame["denominator"]
    for column in ("numerator", "denominator", "share"):
        frame[f"{column}_status"] = status
    return frame.assign(
        period="2024 to 2025",
        is_self=frame["council_code"] == COUNCIL,
        is_neighbour=frame["neighbour_rank"].notna(),
        is_england=frame["level"] == "england",
        is_region=(frame["region_name"] == region) & (frame["level"] != "england"),
    )


WHOLE = {"people_by_route": RISING, "direct_payment_peers": peer_table()}


# The answer.


def test_the_answer_gives_share_count_change_and_place():
    said = uptake.answer(evidence(WHOLE))

    assert said.text == (
        "**43.1% of people** with long-term community support had a direct payment on "
        "30 September 2026, 2,145 of 4,980, and it has stood above its limits since "
        "June 2026, a rise of **more than its usual wobble**; in a year it is likely "
        "to be **41.2% to 47.4%**. Published figures put Mirrorshire **first of 5** "
        "similar councils, though Herefordia and Stocktonia are too close to call."
    )
    assert said.facts["share"] == 2145 / 4980
    assert said.sure.startswith(
        "Individual service funds grew from 20 to 210 people since December 2025. "
        "National data has no code for individual service funds"
    )


def test_published_figures_alone_still_answer():
    said = uptake.answer(evidence({"direct_payment_peers": peer_table()}))

    assert said.text.startswith(
        "**43.0% of people** with long-term community support had a direct payment, "
        "2,214 of 5,151, on 31 March 2025. Published figures put Mirrorshire "
        "**first of 5** similar councils"
    )
    assert "National data has no code for individual service funds" in said.sure


def test_the_councils_own_counts_alone_still_answer():
    said = uptake.answer(evidence({"people_by_route": RISING}))

    assert "a rise of **more than its usual wobble**; in a year" in said.text
    assert said.text.endswith("47.4%**.")


def test_a_share_within_its_wobble_is_not_called_a_change():
    flat = people(direct_payment=[*WOBBLE, 2002], managed_budget=[3000] * 13)
    said = uptake.answer(evidence({"people_by_route": flat}))

    assert said.text.endswith(
        "the rise is **within its usual wobble**; in a year it is likely to be "
        "**39.9% to 40.2%**."
    )
    assert said.sure.startswith("Nobody has had an individual service fund.")


def test_a_fall_is_a_fall():
    fallen = people(direct_payment=[*WOBBLE, 1700], managed_budget=[3000] * 13)

    said = uptake.answer(evidence({"people_by_route": fallen})).text
    assert "it stands below its limits in September 2026" in said
    assert "a fall of **more than its usual wobble**" in said


def test_under_twelve_quarters_nothing_is_judged():
    short = people(direct_payment=[*WOBBLE[:10], 2900], managed_budget=[3000] * 11)
    view = evidence({"people_by_route": short})

    assert (
        "**too few quarters to judge** a change: 11, and 12" in uptake.answer(view).text
    )
    assert not trend(view)["is_special"].any()
    assert uptake_charts.too_few(trend(view)).startswith(
        "Too few quarters to judge: 11"
    )


@pytest.mark.parametrize("k", [1, 19])
def test_a_few_people_are_told_as_a_count(k):
    few = people(isf=[5] * 12 + [k], managed_budget=[280] * 13)
    said = uptake.answer(evidence({"people_by_route": few}, route="isf")).text

    assert said.startswith(f"**{k} of {280 + k}** people with long-term")
    assert "%" not in said


# Blanks.


def test_a_hidden_part_hides_the_sum_and_the_share_and_is_no_zero():
    hidden = people(
        direct_payment=[2000, 2005, np.nan, 2010],
        isf=[np.nan, 0, 10, 20],
        managed_budget=[3000] * 4,
    )
    frame = trend(evidence({"people_by_route": hidden}, view="public"))

    assert list(frame["people_status"]) == ["ok", "ok", "suppressed", "ok"]
    assert list(frame["people_all_status"]) == ["suppressed", "ok", "suppressed", "ok"]
    assert list(frame["share_status"]) == ["suppressed", "ok", "suppressed", "ok"]
    assert frame["share"].isna().tolist() == [True, False, True, False]
    assert frame["share"][1] == 2005 / 5005


@pytest.mark.parametrize("status", BLANKS)
def test_every_kind_of_blank_keeps_its_name(status):
    table = people(direct_payment=[5, np.nan], managed_budget=[7, 7])
    at = table["people"].isna()
    table.loc[at, "people_status"] = status

    frame = trend(evidence({"people_by_route": table}))

    assert frame["share_status"].tolist() == ["ok", status]
    assert frame["people_all_status"].tolist() == ["ok", status]


def test_a_true_zero_is_a_share_of_nought_and_nobody_at_all_is_none():
    table = people(direct_payment=[0, 0], managed_budget=[7, 0])
    frame = trend(evidence({"people_by_route": table}))

    assert frame["share_status"].tolist() == ["zero", "not_applicable"]
    assert frame["share"][0] == 0


def test_a_hidden_last_quarter_is_said_and_not_guessed():
    table = people(direct_payment=[*WOBBLE, np.nan], managed_budget=[3000] * 13)
    view = evidence({"people_by_route": table}, view="public")

    said = uptake.answer(view)
    assert said.text.startswith("**We cannot say** what share of people")
    assert "a count is hidden to protect people" in said.text
    assert "share" not in said.facts
    assert uptake_charts.trend_heading(trend(view), view).endswith("quarter is hidden")
    assert "1 quarter with a hidden or missing count is left out" in (
        uptake_charts.trend_sub(trend(view), view)
    )


def test_limits_use_only_quarters_with_a_value():
    values = [np.nan, *WOBBLE, 2100]
    table = people(direct_payment=values, managed_budget=[3000] * 14)
    without = people(direct_payment=values[1:], managed_budget=[3000] * 13)

    frame = trend(evidence({"people_by_route": table}))
    other = trend(evidence({"people_by_route": without}))

    assert frame["share_upper"].iloc[0] == other["share_upper"].iloc[0]
    assert frame["is_baseline"].tolist() == [False] + [True] * 12 + [False]


def test_quarters_before_anybody_had_one_are_no_wobble():
    table = people(
        isf=[0] * 12 + [20, 25, 21, 24, 22, 26, 20, 25, 21, 24, 22, 26],
        managed_budget=[3000] * 24,
    )
    frame = trend(evidence({"people_by_route": table}, route="isf"))

    assert frame["is_baseline"].tolist() == [False] * 12 + [True] * 12
    assert not frame["is_special"].any()
    assert frame["share"][0] == 0


# Cuts.


def test_the_cut_chosen_is_the_one_that_is_answered():
    whole = people(direct_payment=[50], managed_budget=[50])
    older = people(direct_payment=[30], managed_budget=[10])
    younger = people(direct_payment=[900], managed_budget=[9])
    # Another age, which the table must not lend.
    by_age = pd.concat(
        [older.assign(age_group="65_plus"), younger.assign(age_group="18_64")]
    )
    by_place = people(direct_payment=[20], managed_budget=[80]).assign(
        age_group="all", place_set="district", place_name="Inkhaven"
    )
    tables = {
        "people_by_route": whole,
        "people_by_route_age": by_age,
        "people_by_route_place": by_place,
    }
    shares = {
        "whole": trend(evidence(tables))["share"][0],
        "age": trend(evidence(tables, age="65_plus"))["share"][0],
        "place": trend(evidence(tables, place="district:Inkhaven"))["share"][0],
    }

    assert shares == {"whole": 0.5, "age": 0.75, "place": 0.2}
    assert "people in Inkhaven" in (
        uptake.answer(evidence(tables, place="district:Inkhaven")).text
    )
    assert (
        "people aged 65 and over" in uptake.answer(evidence(tables, age="65_plus")).text
    )


def test_later_quarters_than_the_one_chosen_are_left_out():
    view = evidence({"people_by_route": RISING}, quarter="2024-12-31")

    assert counts(view)["quarter_end"].max() == pd.Timestamp("2024-12-31")
    assert "December 2024" in uptake_charts.trend_finding(trend(view), view)


def place_rows(**by_place):
    """Return one quarter's rows: place -> people on the four routes."""
    rows = [
        people(**dict(zip(ROUTES, ([n] for n in numbers), strict=True))).assign(
            place_set="district", place_name=place.replace("_", " "), age_group="all"
        )
        for place, numbers in by_place.items()
    ]
    return pd.concat(rows, ignore_index=True)


def test_places_stand_in_order_with_their_intervals_and_blanks_last():
    rows = place_rows(
        Inkhaven=(40, 0, 60, 0),
        Foliostow=(30, np.nan, 10, 5),  # a hidden part: no sum, no share
        Vellum=(90, 10, 100, 0),
        unknown=(0, 0, 0, 0),  # nobody: left out
    )
    view = evidence({"places": rows}, quarter="2026-09-30", place="district:Vellum")
    frame = uptake_places.places(view)

    assert frame["place_name"].tolist() == ["Vellum", "Inkhaven", "Foliostow"]
    assert frame["share"].tolist()[:2] == [0.45, 0.4]
    assert frame["share_status"].tolist() == ["ok", "ok", "suppressed"]
    assert frame["people_all_status"].tolist() == ["ok", "ok", "suppressed"]
    assert frame["people"].tolist() == [90, 40, 30]
    expected = binomtest(40, 100).proportion_ci(0.95, method="wilson")
    assert frame["share_lower"][1] == pytest.approx(expected.low)
    assert frame["is_self"].tolist() == [True, False, False]
    assert uptake_places.places_finding(frame, view) == (
        "The share is largest in Vellum, 45.0%, and smallest in Inkhaven, 40.0%. "
        "Chance alone would set all of them as far apart 41.0% of the time "
        "(chi-squared test; under 1.0% is more than chance). 1 place is hidden or "
        "missing."
    )


@pytest.mark.parametrize("choice", ["all", "district:Vellum"])
def test_all_places_together_have_the_share_that_the_answer_gives(choice):
    # Rounded one by one, the places add up to 42.9%; the council's own count is 43.1%.
    rows = place_rows(Inkhaven=(40, 0, 60, 0), Vellum=(95, 15, 105, 0))
    vellum = rows[rows["place_name"] == "Vellum"]
    tables = {
        "people_by_route": RISING,
        "places": rows,
        "people_by_route_place": vellum,
    }
    view = evidence(tables, view="public", quarter="2026-09-30", place=choice)

    assert uptake_places.everywhere(view) == 2145 / 4980


def test_all_places_of_an_age_have_that_ages_share():
    older = people(direct_payment=[30], managed_budget=[10])
    tables = {
        "people_by_route": people(direct_payment=[50], managed_budget=[50]),
        "people_by_route_age": older.assign(age_group="65_plus"),
    }
    view = evidence(tables, quarter="2026-09-30", age="65_plus")

    assert uptake_places.everywhere(view) == 0.75
    hidden = people(direct_payment=[np.nan], managed_budget=[50])
    view = evidence({"people_by_route": hidden}, quarter="2026-09-30")
    assert uptake_places.everywhere(view) is None


@pytest.mark.parametrize(
    ("view", "numbers", "said"),
    [
        # p = 0.37: two districts as far apart as chance sets them.
        ("internal", [(400, 600), (420, 580)], "No more than chance would give: 40.0%"),
        ("internal", [(400, 600), (500, 500)], "Yes, from 40.0% to 50.0%"),
        ("internal", [(4, 6), (9, 1)], "Too few people to judge: 40.0% to 90.0%"),
        # Enough for the test, too few for counts that are rounded to 5.
        ("internal", [(20, 80), (45, 55)], "Yes, from 20.0% to 45.0%"),
        ("public", [(20, 80), (45, 55)], "Too few people to judge: 20.0% to 45.0%"),
    ],
)
def test_places_differ_only_where_a_test_of_all_says_so(view, numbers, said):
    names = ("Inkhaven", "Vellum")
    rows = place_rows(
        **{
            name: (k, 0, rest, 0)
            for name, (k, rest) in zip(names, numbers, strict=True)
        }
    )
    here = evidence({"places": rows}, view=view, quarter="2026-09-30")
    frame = uptake_places.places(here)

    assert said in uptake_places.places_heading(frame, here)
    is_tested = "chi-squared test" in uptake_places.places_finding(frame, here)
    assert is_tested == ("Too few" not in said)


def test_only_a_place_name_that_two_sets_share_has_its_set_beside_it():
    places = {
        "district": ["Inkhaven", "Vellum", "unknown"],
        "Teams": ["Coast", "Vellum", "unknown"],
        "Zones": ["Coast", "Inland", "unknown"],
    }

    def levels(table, column, place_set=None, **_):
        if column == "place_set":
            return list(places)
        return ["isf"] if table == "people_by_route" else places[place_set]

    (control,) = [each for each in TOPIC.controls if each.name == "place"]
    offered = control.options(levels, evidence({}).selection)

    assert [each.label for each in offered] == [
        "Whole council area",
        *("Inkhaven", "Vellum", "Place not known"),
        *("Coast (Teams)", "Vellum (Teams)"),
        *("Coast (Zones)", "Inland"),
    ]


# What to find.


def found(*values):
    table = people(
        direct_payment=values, managed_budget=[5000 - value for value in values]
    )
    return what_to_find(trend(evidence({"people_by_route": table})))


def test_what_the_eye_should_find_is_the_last_special_cause():
    assert found(*WOBBLE, 2005) is None
    assert found(*WOBBLE, 2005, 2100, 2120) == (
        "Above the limit since June 2026",
        dt.date(2026, 6, 30),
    )
    assert found(*WOBBLE, 1800)[0] == "Below the limit in September 2026"
    assert found(*WOBBLE, 2100, 2120, 2001)[0] == (
        "Above the limit March 2026 to June 2026"
    )
    just_above = [2004, 2005, 2004, 2006, 2005, 2004, 2006]
    assert found(*WOBBLE, *just_above)[0] == "Above the average since December 2024"
    assert found(*WOBBLE, 1990, *range(1993, 2014, 3))[0].startswith("Rising since")


# Limits that are too narrow for people who stay.


def test_outside_its_limits_is_no_more_than_wobble_unless_the_changes_agree():
    # As the demonstration county: it stands out, by no step greater than its others.
    drift = [1965, 2005, 1990, 2030, 2000, 2025, 1980, 2015, 2035, 1995, 2010, 1975]
    drift += [2020, 2030, 1995, 2015, 1985, 2025, 2040, 2000, 2020, 2115, 2140, 2155]
    table = people(
        direct_payment=drift, managed_budget=[5000 - value for value in drift]
    )
    view = evidence({"people_by_route": table})
    frame = trend(view)

    assert frame["is_special"].iloc[-1]
    assert not is_more_than_wobble(frame)
    said = [
        uptake.answer(view).text,
        uptake_charts.trend_heading(frame, view),
        uptake_charts.trend_finding(frame, view),
    ]
    assert "it **has stood above its limits since" in said[0]
    assert "It has stood above its limits since" in said[1]
    assert "asks for a reason and proves nothing" in said[2]
    assert not any("wobble" in each or "chance" in each for each in said)
    assert "Most people counted in one quarter are counted in the next" in (
        uptake_charts.trend_sub(frame, view)
    )


@pytest.mark.parametrize("is_reversed", [False, True])
def test_rounded_counts_so_small_are_not_judged(is_reversed):
    small = [20, 25, 20, 25, 20, 25, 20, 25, 20, 25, 20, 25, 20, 45]
    rest = [480 - value for value in small]
    if is_reversed:  # few without it are as coarse as few with it
        small, rest = rest, small
    table = {"people_by_route": people(direct_payment=small, managed_budget=rest)}
    inside, public = (evidence(table, view=view) for view in ("internal", "public"))

    assert trend(inside)["is_special"].iloc[-1]
    frame = trend(public)
    assert not frame["is_special"].any()
    assert not frame["special_cause"].any()
    assert what_to_find(frame) is None
    assert uptake_charts.trend_heading(frame, public) == (
        "Is it growing? Too few people to judge"
    )
    assert "**too few people to judge** a change: counts are rounded to 5" in (
        uptake.answer(public).text
    )
    assert "Rounded counts" in uptake_notes.notes(public).what_would_change_this


def test_counts_that_rounding_does_not_drown_are_judged_in_public():
    frame = trend(evidence(WHOLE, view="public"))

    assert not frame["is_coarse"].any()
    assert frame["is_special"].iloc[-1]


# Dates.


def test_the_day_of_the_quarter_chosen_is_named():
    said = uptake.answer(evidence(WHOLE, quarter="2025-03-31")).text

    assert "had a direct payment on 31 March 2025, 1,990 of" in said


@pytest.mark.parametrize("view", ["internal", "public"])
@pytest.mark.parametrize("quarter", ["", "2025-03-31"])
def test_the_two_days_that_are_set_beside_each_other_are_named(view, quarter):
    said = uptake_notes.notes(evidence(WHOLE, view, quarter=quarter)).read_with_care

    own = "31 March 2025" if quarter else "30 September 2026"
    assert said.endswith(f"national rule on 31 March 2025, this on {own}.")


def test_why_no_earlier_quarter_is_told_is_said():
    last = people(direct_payment=[2000], managed_budget=[3000])
    view = evidence({"people_by_route": last.assign(begins="ends_known")})

    assert "almost no arrangement that ended before 30 September 2026" in (
        uptake.answer(view).text
    )
    assert "earlier quarters would leave people out" in (
        uptake_notes.notes(view).how_old
    )
    others = last.assign(begins="first_arrangement")
    said = uptake.answer(evidence({"people_by_route": others})).text
    assert "almost no arrangement" not in said


# Peers.


def test_blanks_are_listed_last_with_their_marks():
    frame = uptake_peers.peers(evidence(WHOLE, compare="all"))

    assert frame["council_name"].tolist()[0] == "Farther"
    assert frame["council_name"].tolist()[-2:] == ["Hidden", "Unsent"]
    last = frame.iloc[-2:]
    assert last["share"].isna().all()
    assert last["share_lower_status"].tolist() == ["suppressed", "not_supplied"]
    assert "England" not in set(frame["council_name"])
    assert "Near Shelf" not in set(frame["council_name"])


def test_councils_that_may_differ_by_chance_are_too_close_to_call():
    frame = uptake_peers.peers(evidence(WHOLE)).set_index("council_name")

    assert frame.index[frame["is_too_close"]].tolist() == ["Herefordia", "Stocktonia"]


def test_fewer_than_five_alike_means_the_region_and_says_so():
    rows = [
        (*row[:4], None if row[1] == "Kentia" else row[4], *row[5:]) for row in PEERS
    ]
    view = evidence({"direct_payment_peers": peer_table(rows)})

    names = set(uptake_peers.peers(view)["council_name"])
    assert names == {"Mirrorshire", "Stocktonia", "Nottia", "Unsent"}
    assert "**first of 3** councils in Near Shelf" in uptake_peers.rank_sentence(view)
    assert uptake_peers.compared_with(view) == (
        "Councils in Near Shelf, because 4 of its statistical neighbours (ONS global "
        "model) have adult social care and we ask for 5"
    )


def test_without_a_region_every_council_is_compared():
    rows = [(*row[:3], None, None, *row[5:]) for row in PEERS]
    view = evidence({"direct_payment_peers": peer_table(rows)})

    assert uptake_peers.set_chosen(view) == "all"
    assert len(uptake_peers.peers(view)) == 8


def test_a_council_without_a_value_has_no_place():
    rows = [(*PEERS[0][:5], None, None, "suppressed"), *PEERS[1:]]
    view = evidence({"direct_payment_peers": peer_table(rows)})

    assert uptake.answer(view).text == (
        "**We cannot tell yet.** Published figures have no value for Mirrorshire."
    )


@pytest.mark.parametrize(
    ("place", "word"),
    [
        (1, "first"),
        (10, "tenth"),
        (11, "11th"),
        (12, "12th"),
        (22, "22nd"),
        (111, "111th"),
        (103, "103rd"),
        (131, "131st"),
    ],
)
def test_places_in_words(place, word):
    assert uptake_peers.place_words(place) == word


def test_equal_shares_are_joint():
    rows = [*PEERS, ("X9", "Twin", "council", "Far Shelf", 6, 4428, 10302, "ok")]
    view = evidence({"direct_payment_peers": peer_table(rows)})

    assert "**joint first of 6**" in uptake_peers.rank_sentence(view)


def test_many_too_close_are_counted_and_not_named():
    twins = [
        (f"Y{i}", f"Twin {i}", "council", "Far Shelf", 10 + i, 2210 + i, 5151, "ok")
        for i in range(6)
    ]
    view = evidence({"direct_payment_peers": peer_table([*PEERS, *twins])})

    assert "though 8 others are too close to call" in uptake_peers.rank_sentence(view)


# The four columns.


@pytest.mark.parametrize("view", ["internal", "public"])
@pytest.mark.parametrize(
    "tables",
    [
        WHOLE,
        {"people_by_route": RISING},
        {"direct_payment_peers": peer_table()},
        {"people_by_route": people(direct_payment=[5, 6], managed_budget=[7, 7])},
    ],
    ids=["both", "own", "published", "short"],
)
def test_each_note_is_short_and_says_something(tables, view):
    for note in vars(uptake_notes.notes(evidence(tables, view=view))).values():
        assert 3 <= len(note.split()) <= 30, note


def test_the_notes_name_the_collection_that_no_line_may_join():
    said = uptake_notes.notes(evidence({"direct_payment_peers": peer_table()}))

    assert "not comparable with ASCOF before 2024" in said.read_with_care
    assert "31 March 2025" in said.how_old


def test_another_stretch_to_learn_from_is_tried():
    said = uptake_notes.notes(evidence(WHOLE)).what_would_change_this

    assert said == (
        "**The baseline.** 3 quarters stand out; with limits from the first 8 it would "
        "be 3, from the first 16 16."
    )


def with_whole(numerator, denominator):
    rows = [
        (*row[:5], numerator, denominator, "ok") if row[2] == "england" else row
        for row in PEERS
    ]
    return {**WHOLE, "direct_payment_peers": peer_table(rows)}


def test_a_whole_that_sums_some_councils_says_how_many():
    page = evidence(with_whole(11565, 30680))  # two councils have no counts
    sub = uptake_charts.peers_sub(uptake_peers.peers(page), page)
    assert sub.endswith("England: the sum of the 6 of 8 councils with counts")
    assert uptake_notes.notes(page).source.endswith("England: 6 of 8 councils.")
    assert len(uptake_notes.notes(page).source.split()) <= 30


def test_a_whole_that_holds_hidden_counts_or_all_says_nothing():
    for tables in (
        with_whole(11700, 31000),
        {
            **WHOLE,
            "direct_payment_peers": peer_table(
                [row for row in PEERS if row[1] not in ("Hidden", "Unsent")]
            ),
        },
    ):
        page = evidence(tables)
        assert "the sum of" not in uptake_charts.peers_sub(None, page)
        assert "councils." not in uptake_notes.notes(page).source
