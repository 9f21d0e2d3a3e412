"""Who waits, for how long and for whose hours: decoys, and slow second versions."""

import datetime as dt
from random import Random

import numpy as np
import pandas as pd
import pytest
from lifelines import KaplanMeierFitter

from analytics.catalogue import waiting as topic
from analytics.measures.spend import spend_by_route
from analytics.measures.waiting import who_waits
from analytics.measures.waiting_offers import offers_and_answers
from analytics.measures.waiting_reach import who_could_take
from analytics.measures.waiting_time import placed_or_withdrawn, time_to_place
from analytics.protect.statuses import complete_statuses
from data.queries.waiting import read_referrals
from tests.waiting_vault import AS_OF, placed, referral, site, vault_of

DAY = dt.timedelta(days=1)


def ago(days):
    return (AS_OF - days * DAY).isoformat()


def row(frame, **keys):
    for column, value in keys.items():
        frame = frame[frame[column] == value]
    (found,) = frame.to_dict("records")
    return found


NORTH = {"place_set": "district", "place_name": "North"}
WHOLE = {"place_set": "all", "place_name": "all"}

WAITING = [
    referral("today", ago(0), "waiting"),
    referral("week", ago(7), "waiting", weekly_hours=None),
    referral("eight", ago(8), "waiting"),
    referral("four weeks", ago(28), "waiting"),
    referral("longest", ago(29), "waiting"),
    referral("south", ago(100), "waiting", area_code="S", weekly_hours=4.5),
    referral("nowhere", ago(3), "waiting", area_code=None),
    referral("another council", ago(3), "waiting", area_code="E"),
    # Not made yet on the day, so nobody.
    referral("tomorrow", ago(-1), "waiting"),
    # Placed, but not until the day after: still waiting on the day.
    placed("next day", ago(10), ago(-1), weekly_hours=1.0),
    # Placed, and gone.
    placed("done", ago(10), ago(0)),
    referral("gone", ago(10), "withdrawn"),
    # Placed on a day that nobody wrote down: not waiting.
    referral("undated", ago(20), "placed"),
]


@pytest.fixture(scope="module")
def waits():
    groups = [
        {"area_code": "N", "group_set": "Zones", "group_name": "Hills"},
        # A set that bears the name of ours.
        {"area_code": "S", "group_set": "District", "group_name": "Old town"},
        # Another council's area is in no zone of ours.
        {"area_code": "E", "group_set": "Zones", "group_name": "Abroad"},
    ]
    vault = vault_of(council__referrals=WAITING, council__area_groups=groups)
    return who_waits(vault)


def test_who_waits_is_counted_with_days_and_hours(waits):
    table = waits["waiting_by_place"]

    assert row(table, **NORTH) == {
        **NORTH,
        "people": 6,
        "hours_not_stated": 1,
        "days_band_1": 2,  # today, and a week to the day
        "days_band_2": 2,
        "days_band_3": 1,  # four weeks to the day
        "days_band_4": 1,
        "hours": 41.0,
        "median_days": 9.0,
        "longest_days": 29.0,
        "median_days_status": "ok",
        "longest_days_status": "ok",
        "hours_status": "ok",
    }


@pytest.mark.parametrize(
    ("place_set", "place_name", "people"),
    [
        ("all", "all", 9),
        ("district", "South", 1),
        ("district", "unknown", 1),
        ("district", "elsewhere", 1),
        ("Zones", "Hills", 6),
        ("Zones", "unknown", 3),
        ("own district", "Old town", 1),
        ("own district", "unknown", 8),
    ],
)
def test_each_home_is_in_one_place_of_every_set(waits, place_set, place_name, people):
    found = row(waits["waiting_by_place"], place_set=place_set, place_name=place_name)
    assert found["people"] == people


def test_nobody_is_a_true_zero_and_has_no_median():
    table = who_waits(vault_of())["waiting_by_place"]
    nobody = row(table, **NORTH)

    assert (nobody["people"], nobody["hours"]) == (0, 0.0)
    assert nobody["median_days_status"] == "not_applicable"


def test_hours_that_nobody_states_are_a_blank_and_no_zero():
    rows = [referral("r", ago(1), "waiting", weekly_hours=None)]
    found = row(
        who_waits(vault_of(council__referrals=rows))["waiting_by_place"], **NORTH
    )

    assert np.isnan(found["hours"])
    assert found["hours_status"] == "not_supplied"


def many(seed, n=300):
    """Return referrals of two years, some placed, some waiting, some withdrawn."""
    chance = Random(seed)
    rows = []
    for number in range(n):
        made = AS_OF - chance.randrange(0, 700) * DAY
        left = (AS_OF - made).days
        place = {"area_code": chance.choice(["N", "S", None])}
        took = min(chance.randrange(0, 60), chance.randrange(0, 60))
        if chance.random() < 0.08:
            rows.append(referral(f"r{number}", made, "withdrawn", **place))
        elif took <= left and chance.random() < 0.9:
            day = made + took * DAY
            rows.append(placed(f"r{number}", made, day, **place))
        else:
            rows.append(referral(f"r{number}", made, "waiting", **place))
    return rows


@pytest.mark.parametrize("seed", range(3))
def test_months_agree_with_walking_through_each_of_them(seed):
    rows = many(seed)
    trend = who_waits(vault_of(council__referrals=rows))["waiting_trend"]
    months = trend[trend["place_set"] == "all"]
    first = min(row["made_on"] for row in rows)

    assert months["month_end"].min() > pd.Timestamp(first + 182 * DAY)
    for month in months.to_dict("records"):
        evening = month["month_end"].date()
        waited = sum(
            row["made_on"] <= evening
            and (
                row["outcome"] == "waiting"
                or (row["outcome"] == "placed" and row["placed_on"] > evening)
            )
            for row in rows
        )
        same = [row["made_on"].replace(day=1) == evening.replace(day=1) for row in rows]
        assert month["people"] == waited, evening
        assert month["asked"] == sum(same), evening
    last = months.iloc[-1]
    assert last["month_end"] == pd.Timestamp(AS_OF)
    assert last["people"] == sum(row["outcome"] == "waiting" for row in rows)


def test_undated_ends_add_what_the_others_would_have_waited():
    # Everybody else is placed after exactly ten days.
    asked = [dt.date(2025, 1, 1) + 20 * number * DAY for number in range(30)]
    rows = [placed(f"p{day}", day, day + 10 * DAY) for day in asked]
    rows.append(referral("early", dt.date(2026, 1, 25), "withdrawn"))
    rows.append(referral("late", dt.date(2026, 2, 20), "withdrawn"))
    # Ten days to the evening: placed by then, had it been like the others.
    rows.append(referral("exact", dt.date(2026, 2, 18), "withdrawn"))
    # Placed on no given day: in no month at all.
    rows.append(referral("undated", dt.date(2026, 1, 25), "placed"))
    trend = who_waits(vault_of(council__referrals=rows))["waiting_trend"]
    months = trend[trend["place_set"] == "all"].set_index("month_end")

    january = months.loc["2026-01-31"]
    # Asked on 25 January, so not yet ten days: the early one still may wait.
    assert january["withdrawn_may_be"] == pytest.approx(1.0)
    assert january["people"] == sum(
        day <= dt.date(2026, 1, 31) < day + 10 * DAY for day in asked
    )
    # By the end of February it does not, and the late one still may.
    assert months.loc["2026-02-28", "withdrawn_may_be"] == pytest.approx(1.0)
    # On the day itself nobody who withdrew waits.
    assert months.loc["2026-09-30", "withdrawn_may_be"] == 0.0


def test_the_wait_agrees_with_lifelines_and_people_who_wait_are_not_dropped():
    rows = [row for row in many(7) if (AS_OF - row["made_on"]).days < 360]
    found = time_to_place(vault_of(council__referrals=rows))
    known = [row for row in rows if row["outcome"] != "withdrawn"]
    days = [((row["placed_on"] or AS_OF) - row["made_on"]).days for row in known]
    seen = [row["outcome"] == "placed" for row in known]
    fitted = KaplanMeierFitter().fit(np.array(days) + 1, seen)

    curve = found["waiting_curve"]
    curve = curve[(curve["place_set"] == "all") & curve["share_waiting"].notna()]
    shares = fitted.survival_function_at_times(curve["day"] + 1).to_numpy()
    np.testing.assert_allclose(curve["share_waiting"], shares, atol=1e-9)
    median = row(found["waiting_time"], **WHOLE)["median_days"]
    assert median == fitted.median_survival_time_ - 1
    at_risk = [sum(day <= each for each in days) for day in curve["day"]]
    assert list(curve["at_risk"]) == at_risk


def test_only_the_last_months_and_every_whole_quarter_are_told():
    rows = [
        placed("in", ago(300), ago(299)),
        placed("a year to the day", "2025-09-30", "2025-09-30"),
        placed("old", "2025-07-02", "2025-07-04"),
        # The first of the file, whose quarter may lack those who asked before.
        placed("first", "2025-06-30", "2025-07-01"),
    ]
    found = time_to_place(vault_of(council__referrals=rows))

    assert row(found["waiting_time"], **WHOLE)["referrals"] == 1
    quarters = found["waiting_quarters"].set_index("quarter_end")["referrals"]
    assert quarters.to_dict() == {
        pd.Timestamp(2025, 9, 30): 2,
        pd.Timestamp(2025, 12, 31): 1,
    }


@pytest.mark.parametrize("seed", range(4))
def test_any_days_of_withdrawing_lie_between_the_two_ends(seed):
    chance = Random(seed)
    vault = vault_of(council__referrals=many(seed))
    today = pd.Timestamp(AS_OF)
    rows = read_referrals(vault)
    most = placed_or_withdrawn(rows, today, at_once=True)
    least = placed_or_withdrawn(rows, today, at_once=False)
    made = rows["made_on"].dt.date
    # Some day of withdrawing for each, then the estimate person by person.
    ends = []
    for number, (asked, outcome) in enumerate(zip(made, rows["outcome"], strict=True)):
        left = (AS_OF - asked).days
        if outcome == "withdrawn":
            ends.append((chance.randrange(0, left + 1) + 0.3, "withdrawn"))
        elif outcome == "placed":
            found = rows["placed_on"].dt.date.iloc[number]
            ends.append(((found - asked).days + 1, "placed"))
        else:
            ends.append((left + 1, "waiting"))
    share, going = 0.0, 1.0
    for day in sorted({end for end, _ in ends}):
        at_risk = sum(end >= day for end, _ in ends)
        now = [how for end, how in ends if end == day]
        share += going * now.count("placed") / at_risk
        going *= 1 - (now.count("placed") + now.count("withdrawn")) / at_risk
        if day == int(day):
            low, high = (float(each.at([day])[0, 0]) for each in (least, most))
            assert low - 1e-9 <= share <= high + 1e-9, day


def test_hand_backs_are_counted_of_placements_watched_long_enough():
    kinds = {"placed_provider_id": "A"}
    rows = [
        placed("kept", ago(210), ago(200), **kinds),
        placed("soon", ago(210), ago(200), handed_back_on=ago(172), **kinds),
        placed("late", ago(210), ago(200), handed_back_on=ago(171), **kinds),
        placed("last day", ago(210), ago(200), handed_back_on=ago(110), **kinds),
        placed("too late", ago(210), ago(200), handed_back_on=ago(109), **kinds),
        # Handed back after the day that the build speaks of.
        placed("future", ago(100), ago(90), handed_back_on=ago(-3), **kinds),
        # Not watched for the whole time.
        placed("young", ago(100), ago(89), handed_back_on=ago(80), **kinds),
        # Before the months that are told.
        placed("old", ago(600), ago(500), handed_back_on=ago(499), **kinds),
        # With no provider named, whom nobody could hand it back to.
        placed("own", ago(210), ago(200), handed_back_on=ago(199)),
        # In no register.
        placed("unknown", ago(210), ago(200), placed_provider_id="Z"),
    ]
    providers = [
        {"provider_id": "A", "name": "A Care", "kind": "homecare_agency"},
        {"provider_id": "B", "name": "B Care", "kind": "isf_broker"},
    ]
    vault = vault_of(council__referrals=rows, council__providers=providers)
    table = time_to_place(vault)["hand_backs"].set_index("kind")

    assert table.loc["homecare_agency"].to_dict() == {
        "placements": 6,
        "back_soon": 1,
        "back_late": 3,
    }
    assert table.loc["unknown", "placements"] == 1
    assert table.loc["all", "placements"] == 7
    assert "isf_broker" not in table.index


def test_what_was_not_known_on_the_day_is_not_read():
    rows = [
        placed("r", ago(9), ago(8), placed_provider_id="A", handed_back_on=ago(-1)),
        placed("s", ago(9), ago(-1), placed_provider_id="A"),
        placed("t", ago(8), ago(7), handed_back_on=ago(0)),
    ]
    found = read_referrals(vault_of(council__referrals=rows)).set_index("referral_key")

    assert found["handed_back_on"].notna().to_dict() == {"r": 0, "s": 0, "t": 1}
    assert found["outcome"].to_dict() == {"r": "placed", "s": "waiting", "t": "placed"}
    assert found.loc["s", ["placed_on", "provider_id"]].isna().all()


# Whose hours reach whom. A straight smaller rural kilometre takes 1.625 minutes, so
# our 25 minutes reach 15.4 km; four fifths of a worker's hours are with people.

PROVIDERS = [
    {"provider_id": "A", "name": "A Care", "kind": "homecare_agency", "is_named": True},
    {"provider_id": "B", "name": "B Care", "kind": "homecare_agency", "is_named": True},
    {"provider_id": "P", "name": None, "kind": "personal_assistant", "is_named": False},
    {"provider_id": "Q", "name": None, "kind": "personal_assistant", "is_named": False},
]
PERSONAL = {"kind": "personal_assistant"}


def taken(waiting, supply, place="all"):
    vault = vault_of(
        council__referrals=waiting,
        council__supply=supply,
        council__providers=PROVIDERS,
    )
    found = who_could_take(vault)
    keys = WHOLE if place == "all" else {"place_set": "district", "place_name": place}
    listed = found["waiting_takers"]
    for column, value in keys.items():
        listed = listed[listed[column] == value]
    reach, room = (
        row(found[name], **keys) for name in ("waiting_reach", "waiting_room")
    )
    return reach, room, listed.set_index("taker")


def test_free_hours_count_where_they_reach_somebody_who_waits():
    waiting = [referral("n", ago(5), "waiting")]
    supply = [
        site("A", 15, 20.0),  # 24.4 minutes
        site("B", 16, 20.0),  # 26 minutes: too far
        site("B", 16.5, 10.0, travel_limit_minutes=30.0),  # by its own limit
        site("A", 1, 100.0, travel_limit_minutes=1.0),  # which may be shorter
        site("A", 2, 50.0, is_current=False),
        site("A", 3, 0.0),
        site("B", 4, None),
    ]
    reach, room, listed = taken(waiting, supply)

    assert reach["free_hours"] == pytest.approx(0.8 * 30)
    assert (reach["providers"], reach["not_stated"]) == (2, 1)
    assert listed["free_hours"].to_dict() == pytest.approx({"A": 16.0, "B": 8.0})
    assert room["hours_waited_for"] == 10.0
    assert room["hours_without_room"] == 0.0


def test_what_nobody_waits_for_reaches_nobody():
    waiting = [
        referral("n", ago(5), "waiting"),
        placed("s", ago(9), ago(5), area_code="S"),
    ]
    supply = [site("A", 0, 20.0), site("B", 40, 90.0)]

    assert taken(waiting, supply)[0]["free_hours"] == pytest.approx(16.0)
    reach, room, listed = taken(waiting, supply, "South")
    assert (reach["free_hours"], reach["providers"]) == (0.0, 0)
    assert room["hours_waited_for"] == 0.0
    assert listed.empty


def test_hours_shared_by_two_places_find_room_once():
    # Ten hours in each place; one supplier between them has eight, another only North.
    waiting = [
        referral("n", ago(5), "waiting"),
        referral("s", ago(5), "waiting", area_code="S"),
        referral("unknown place", ago(5), "waiting", area_code=None),
        referral("hours not stated", ago(5), "waiting", weekly_hours=None),
    ]
    supply = [
        site("A", 20, 10.0, travel_limit_minutes=40.0),
        site("B", 1, 5.0),
    ]
    for place in ("North", "South"):
        reach, _, _ = taken(waiting, supply, place)
        assert reach["free_hours"] >= 8.0
    _, room, _ = taken(waiting, supply)
    assert room["hours_waited_for"] == 20.0
    assert room["hours_with_room"] == pytest.approx(8.0 + 4.0)
    assert room["hours_without_room"] == pytest.approx(8.0)


def test_sole_traders_are_counted_and_their_hours_never_told_one_by_one():
    waiting = [referral("n", ago(5), "waiting")]
    alone = [site("P", 1, 10.0, workers=1, **PERSONAL), site("A", 1, 20.0)]
    reach, _, listed = taken(waiting, alone)

    pa = listed.loc["not named: personal_assistant"]
    assert pa["provider_label"] == "not named"
    assert pa["free_hours_status"] == "suppressed"
    # Else the place's total would tell it.
    assert listed.loc["A", "free_hours_status"] == "suppressed"
    assert reach["free_hours"] == pytest.approx(24.0)

    three = [*alone, site("Q", 2, 5.0, workers=2, **PERSONAL)]
    _, _, listed = taken(waiting, three)
    pa = listed.loc["not named: personal_assistant"]
    assert (pa["providers"], pa["free_hours"]) == (2, pytest.approx(12.0))
    assert listed.loc["A", "free_hours"] == pytest.approx(16.0)


def test_a_place_reached_by_one_worker_does_not_tell_the_hours():
    waiting = [referral("n", ago(5), "waiting")]
    reach, _, listed = taken(waiting, [site("P", 1, 10.0, workers=1, **PERSONAL)])

    assert reach["free_hours_status"] == "suppressed"
    assert (reach["providers"], len(listed)) == (1, 1)


# Offers.


def offer(key, provider="A", order=1, on=None, answer=None, answered=None):
    return {
        "referral_key": key,
        "provider_id": provider,
        "offer_order": order,
        "offered_on": on or ago(20),
        "answer": answer,
        "answered_on": answered,
    }


def test_offers_are_counted_by_answer_and_people_by_offers():
    waiting = [
        referral("none", ago(30), "waiting"),
        referral("two", ago(30), "waiting"),
        referral("many", ago(30), "waiting", area_code="S"),
        placed("done", ago(30), ago(9)),
    ]
    offers = [
        offer("two", "A", 1, answer="declined", answered=ago(19)),
        offer("two", "B", 2, answer="no_answer"),
        # Answered after the day: open on it.
        offer("many", "A", 1, answer="accepted", answered=ago(-1)),
        offer("many", "B", 2, answer="declined"),
        offer("many", "P", 3),
        offer("many", "Z", 4, answer="declined"),
        offer("done", "A", 1, answer="accepted", answered=ago(9)),
        # Not made yet.
        offer("none", "A", 1, on=ago(-1)),
        # Longer ago than the months that are told.
        offer("done", "A", 0, on="2025-09-30", answer="declined"),
    ]
    vault = vault_of(
        council__referrals=waiting,
        council__referral_offers=offers,
        council__providers=PROVIDERS,
    )
    found = offers_and_answers(vault)
    kinds = found["waiting_offers"].set_index("kind")

    assert kinds.loc["all"].to_dict() == {
        "offers": 7,
        "accepted": 1,
        "declined": 3,
        "no_answer": 1,
        "open": 2,
    }
    assert kinds.loc["personal_assistant", "offers"] == 1
    assert kinds.loc["unknown", "declined"] == 1
    had = ["had_0", "had_1", "had_2", "had_more"]
    offered = found["waiting_offered"]
    assert [row(offered, **NORTH)[each] for each in had] == [1, 0, 1, 0]
    assert [row(offered, **WHOLE)[each] for each in had] == [1, 0, 1, 1]


# Spend.


def test_spend_adds_budgets_by_the_arrangements_own_route():
    def held(key, route, budget, own=0.0, **more):
        return {
            "arrangement_key": key,
            "person_key": key,
            "route": route,
            "weekly_budget_gbp": budget,
            "client_contribution_gbp_week": own,
            "is_open": True,
            **more,
        }

    rows = [
        held("a", "direct_payment", 100.0, 10.0, age_band="18_to_24", funding="s117"),
        held("b", "direct_payment", 50.0, None),
        # The same person's second, which counts the person once.
        held("c", "direct_payment", 20.0, person_key="a"),
        held("d", "direct_payment", 300.0, funding="chc"),
        held("closed", "direct_payment", 1e6, is_open=False),
        held("child", "direct_payment", 1e6, age_band="under_18"),
        held("e", "isf", None),
    ]
    table = spend_by_route(vault_of(council__arrangements=rows))["spend_by_route"]
    direct, isf, none = (
        row(table, route=name) for name in ("direct_payment", "isf", "commissioned")
    )

    assert (direct["people"], direct["arrangements"]) == (3, 4)
    assert (direct["budget_gbp"], direct["chc_gbp"]) == (470.0, 300.0)
    assert (direct["contribution_gbp"], direct["without_contribution"]) == (10.0, 1)
    assert isf["budget_gbp_status"] == "not_supplied"
    assert isf["without_budget"] == 1
    assert (none["people"], none["budget_gbp"]) == (0, 0.0)


@pytest.mark.parametrize(
    "held", [[], WAITING, many(1, 40)], ids=["nobody", "few", "many"]
)
def test_every_table_keeps_what_the_catalogue_promises(held):
    vault = vault_of(
        council__referrals=held,
        council__supply=[site("A", 1, 10.0), site("P", 2, 5.0, workers=1, **PERSONAL)],
        council__providers=PROVIDERS,
    )
    for measure in topic.TOPIC.measures:
        frames = measure.run(vault)
        for table in measure.tables:
            complete_statuses(frames[table.name], table)
