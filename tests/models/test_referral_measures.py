"""Which tier each referral went to and which was asked first: decoys and oracles."""

import datetime as dt
from random import Random

import numpy as np
import pandas as pd
import pytest

from analytics.catalogue import referrals as topic
from analytics.measures.first_offers import first_offers, isf_offers
from analytics.measures.referrals import referrals_by_tier, tier_on
from analytics.protect.statuses import complete_statuses
from tests.unit.test_survival import slow_incidence
from tests.waiting_vault import AS_OF, placed, referral, site, vault_of

DAY = dt.timedelta(days=1)
PROVIDERS = [
    {
        "provider_id": each,
        "name": f"{each} Care",
        "kind": "homecare_agency",
        "is_named": True,
    }
    for each in "ABCX"
]


def decided(provider, tier, on):
    return {"provider_id": provider, "tier": tier, "decided_on": on}


DECISIONS = [
    decided("A", "tier_3", "2025-01-01"),
    decided("A", "tier_1", "2025-03-10"),
    decided("B", "tier_2", "2025-01-15"),
    decided("B", "none", "2025-06-01"),  # it leaves
    # Decided after the day that the build speaks of.
    decided("A", "tier_2", "2026-10-01"),
]


def counts(frame, day, column):
    rows = frame[(frame[column] == day) & (frame["people"] > 0)]
    return dict(zip(rows["tier"], rows["people"], strict=True))


def took(key, day, provider, **more):
    return placed(key, "2025-01-02", day, placed_provider_id=provider, **more)


PLACED = [
    took("before any tier", "2025-01-14", "B"),
    took("on the day of the decision", "2025-01-15", "B"),
    took("before it moved up", "2025-03-09", "A"),
    took("after", "2025-03-10", "A"),
    took("after it left", "2025-06-01", "B"),
    took("never decided on", "2025-03-11", "X"),
    took("nobody named", "2025-03-12", None),
    # Neither placed on a known day, nor placed at all.
    took("undated", None, "A"),
    referral("waits", "2025-01-02", "waiting", placed_provider_id="A"),
    # Not placed yet on the day.
    took("later", "2026-10-01", "A"),
]


@pytest.fixture(scope="module")
def tiers():
    return referrals_by_tier(
        vault_of(
            council__referrals=PLACED,
            council__tier_decisions=DECISIONS,
            council__providers=PROVIDERS,
        )
    )


def test_the_tier_is_that_of_the_day_of_placing(tiers):
    months = tiers["tier_months"]

    assert counts(months, "2025-01-31", "month_end") == {"none": 1, "tier_2": 1}
    assert counts(months, "2025-03-31", "month_end") == {
        "tier_3": 1,
        "tier_1": 1,
        "none": 1,
        "no_provider": 1,
    }
    assert counts(months, "2025-06-30", "month_end") == {"none": 1}
    assert months["people"].sum() == 7


def test_quarters_are_the_sums_of_their_months(tiers):
    months = tiers["tier_months"]
    ends = months["month_end"].dt.to_period("Q").dt.end_time.dt.normalize()
    summed = months.groupby([ends.rename("quarter_end"), "tier"])["people"].sum()
    quarters = tiers["referrals_to_tiers"].set_index(["quarter_end", "tier"])["people"]

    pd.testing.assert_series_equal(quarters.sort_index(), summed.sort_index())


def test_periods_begin_whole_with_the_first_decision_and_end_with_the_day():
    late = [decided("A", "tier_1", "2025-01-02")]
    found = referrals_by_tier(
        vault_of(council__referrals=PLACED, council__tier_decisions=late)
    )

    assert found["tier_months"]["month_end"].min() == pd.Timestamp(2025, 2, 28)
    assert found["referrals_to_tiers"]["quarter_end"].min() == pd.Timestamp(2025, 6, 30)
    assert found["tier_months"]["month_end"].max() == pd.Timestamp(AS_OF)


@pytest.mark.parametrize("seed", range(3))
def test_a_tier_on_a_day_agrees_with_reading_every_decision(seed):
    chance = Random(seed)
    days = [dt.date(2025, 1, 1) + number * DAY for number in range(90)]
    decisions = pd.DataFrame(
        [
            (who, day, chance.choice(["tier_1", "tier_2", "tier_3", "none"]))
            for who in "ABC"
            for day in sorted(chance.sample(days, 6))
        ],
        columns=["provider_id", "decided_on", "tier"],
    )
    asked = pd.DataFrame(
        [
            (chance.choice(["A", "B", "C", "D", None]), chance.choice(days))
            for _ in range(80)
        ],
        columns=["provider_id", "day"],
        index=range(500, 580),
    )
    found = tier_on(asked["provider_id"], asked["day"], decisions)

    for number, (who, day) in asked.iterrows():
        told = decisions[
            (decisions["provider_id"] == who) & (decisions["decided_on"] <= day)
        ]
        assert found[number] == (told["tier"].iloc[-1] if len(told) else "none")


def test_time_to_each_tier_agrees_with_walking_through_the_days():
    chance = Random(3)
    rows = []
    for number in range(120):
        made = AS_OF - chance.randrange(0, 360) * DAY
        left, took_days = (AS_OF - made).days, chance.randrange(0, 50)
        if chance.random() < 0.1:
            rows.append(referral(f"r{number}", made, "withdrawn"))
        elif took_days <= left:
            who = chance.choice(["A", "B", "C", None])
            day = made + took_days * DAY
            rows.append(placed(f"r{number}", made, day, placed_provider_id=who))
        else:
            rows.append(referral(f"r{number}", made, "waiting"))
    # Not of the last months.
    rows.append(placed("old", "2025-09-30", "2025-10-01", placed_provider_id="A"))
    decisions = [
        decided("A", "tier_1", "2025-01-01"),
        decided("B", "tier_2", "2025-01-01"),
        decided("C", "tier_3", "2025-01-01"),
    ]
    vault = vault_of(council__referrals=rows, council__tier_decisions=decisions)
    table = referrals_by_tier(vault)["time_to_tier"]

    causes = {"A": 1, "B": 2, "C": 3, None: 4}
    exits, ends = [], []
    for each in rows[:-1]:
        if each["outcome"] == "withdrawn":
            exits.append(1)  # before anything else; days are pushed on by one
            ends.append(5)
        else:
            until = each["placed_on"] or AS_OF
            exits.append((until - each["made_on"]).days + 2)
            done = each["outcome"] == "placed"
            ends.append(causes[each["placed_provider_id"]] if done else 0)
    slow = slow_incidence([0] * len(exits), exits, ends, 5)
    names = ["tier_1", "tier_2", "tier_3", "other", "withdrawn"]
    for day in range(60):
        past = [each for each in slow if each <= day + 2]
        expected = [float(each) for each in slow[max(past)][1:]]
        at = table[table["day"] == day].set_index("ending")
        np.testing.assert_allclose(at.loc[names, "share"], expected, atol=1e-12)
        sure = at.loc[names[:4]]
        assert (sure["share_least"] <= sure["share"] + 1e-12).all()
    assert table.set_index("ending").loc["withdrawn", "people"].iloc[0] == ends.count(5)


def test_shares_count_named_providers_of_the_last_months():
    rows = [
        placed("one", "2026-01-01", "2026-01-05", placed_provider_id="A"),
        placed("two", "2026-01-01", "2026-01-06", placed_provider_id="A"),
        placed("three", "2026-01-01", "2026-01-06", placed_provider_id="Z"),
        placed("nobody", "2026-01-01", "2026-01-06"),
        placed("too old", "2025-01-01", "2025-09-30", placed_provider_id="B"),
        placed("its name tells", "2026-01-01", "2026-01-06", placed_provider_id="P"),
    ]
    providers = [
        *PROVIDERS,
        {"provider_id": "P", "name": "Home at ZZ1 2AB", "kind": "homecare_agency"},
    ]
    vault = vault_of(
        council__referrals=rows,
        council__providers=providers,
        council__tier_decisions=DECISIONS,
    )
    table = referrals_by_tier(vault)["placement_shares"].set_index("provider_id")

    assert table["people"].to_dict() == {"A": 2, "P": 1, "Z": 1}
    assert table.loc["A"].to_dict() == {
        "provider_label": "A Care",
        "kind": "homecare_agency",
        "people": 2,
        "tier": "tier_1",
    }
    assert table.loc["Z", ["provider_label", "kind", "tier"]].tolist() == [
        "Z",
        "unknown",
        "none",
    ]
    assert table.loc["P", "provider_label"] == "P"


# First offers. A Tier 1 since 10 March, B Tier 2, 25 minutes are 15.4 km.


def offered(key, *providers, on="2025-04-01", order=1):
    return [
        {
            "referral_key": key,
            "provider_id": who,
            "offer_order": order,
            "offered_on": on,
        }
        for who in providers
    ]


def first(offers, supply, asked=None):
    asked = asked or [referral(key, "2025-02-01", "waiting") for key in "rs"]
    vault = vault_of(
        council__referrals=asked,
        council__referral_offers=offers,
        council__tier_decisions=DECISIONS,
        council__providers=PROVIDERS,
        council__supply=supply,
    )
    table = first_offers(vault)["first_offers"]
    rows = table[table["people"] > 0].drop(columns="month_end")
    return rows.set_index("reach").to_dict("index")


def told(people=1, **to):
    none = dict.fromkeys(("to_tier_1", "to_tier_2", "to_tier_3", "to_none"), 0)
    return {"people": people, **none, **to}


NEAR = [site("A", 5, 10.0)]


def test_only_the_first_offer_counts_and_the_best_of_several_at_once():
    one = [*offered("r", "B"), *offered("r", "A", order=2)]
    assert first(one, NEAR) == {"free": told(to_tier_2=1)}
    both = offered("r", "B", "A")
    assert first(both, NEAR) == {"free": told(to_tier_1=1)}
    # Orders need not begin with one.
    late = [*offered("r", "B", order=7), *offered("r", "A", order=8)]
    assert first(late, NEAR) == {"free": told(to_tier_2=1)}
    assert first(offered("r", "X"), NEAR) == {"free": told(to_none=1)}


def test_the_tier_is_that_of_the_day_of_the_offer():
    early = offered("r", "A", on="2025-03-09")
    assert first(early, NEAR) == {"none": told(to_tier_3=1)}
    assert first(offered("r", "A", on="2025-03-10"), NEAR) == {
        "free": told(to_tier_1=1)
    }


@pytest.mark.parametrize(
    ("supply", "reach"),
    [
        ([site("A", 15, 1.0)], "free"),
        ([site("A", 15, 0.0)], "full"),
        ([site("A", 15, None)], "full"),
        ([site("A", 16, 1.0)], "none"),
        ([site("A", 16, 1.0, travel_limit_minutes=30.0)], "free"),
        ([site("A", 15, 1.0, travel_limit_minutes=20.0)], "none"),
        ([site("A", 5, 1.0, from_date=dt.date(2025, 4, 2))], "none"),
        ([site("A", 5, 1.0, from_date=dt.date(2025, 4, 1))], "free"),
        ([site("A", 5, 1.0, to_date=dt.date(2025, 3, 31))], "none"),
        ([site("A", 5, 1.0, to_date=dt.date(2025, 4, 1))], "free"),
        # Not now, but then.
        ([site("A", 5, 1.0, to_date=dt.date(2025, 5, 1), is_current=False)], "free"),
        # Of a provider that never was in Tier 1, or of none.
        ([site("B", 5, 1.0), site("C", 5, 1.0)], "none"),
        ([site("A", 90, 1.0), site(None, 5, 1.0)], "none"),
        ([site("A", 5, 0.0), site("A", 6, 2.0)], "free"),
        ([], "unknown"),
    ],
)
def test_a_tier_1_is_in_reach_by_its_own_day_limit_and_hours(supply, reach):
    assert first(offered("r", "B"), supply) == {reach: told(to_tier_2=1)}


@pytest.mark.parametrize("area_code", [None, "E"])
def test_a_home_that_is_in_no_area_of_ours_is_unknown(area_code):
    asked = [referral("r", "2025-02-01", "waiting", area_code=area_code)]
    assert first(offered("r", "B"), NEAR, asked) == {"unknown": told(to_tier_2=1)}


def test_offers_of_no_referral_and_after_the_day_are_left_out():
    offers = [
        *offered("r", "B"),
        *offered("nobody's", "A"),
        *offered("s", "A", on="2026-10-01"),
    ]
    assert first(offers, NEAR) == {"free": told(to_tier_2=1)}


def test_months_are_those_of_the_first_offer_and_all_there():
    offers = [*offered("r", "A", on="2025-04-30"), *offered("s", "A", on="2025-05-01")]
    vault = vault_of(
        council__referrals=[referral(key, "2025-02-01", "waiting") for key in "rs"],
        council__referral_offers=offers,
        council__tier_decisions=DECISIONS,
        council__supply=NEAR,
    )
    table = first_offers(vault)["first_offers"]
    months = table.groupby("month_end")["people"].sum()

    assert months["2025-04-30"] == months["2025-05-31"] == 1
    assert len(months) == 21 and len(table) == 21 * 4


def test_funds_are_counted_by_the_month_of_asking_unknown_apart():
    rows = [
        referral("yes", "2026-08-31", "waiting", isf_offered=True),
        referral("no", "2026-08-01", "withdrawn", isf_offered=False),
        referral("unsaid", "2026-08-01", "waiting"),
        referral("next", "2026-09-01", "waiting", isf_offered=True),
        referral("later", "2026-10-01", "waiting", isf_offered=True),
    ]
    table = isf_offers(vault_of(council__referrals=rows))["isf_offers"]

    columns = ["people", "offered", "not_offered", "unknown"]
    assert table.set_index("month_end")[columns].to_dict("split")["data"] == [
        [3, 1, 1, 1],
        [1, 1, 0, 0],
    ]


@pytest.mark.parametrize("held", [[], PLACED], ids=["nobody", "some"])
@pytest.mark.parametrize("decisions", [[], DECISIONS], ids=["undecided", "decided"])
def test_every_table_keeps_what_the_catalogue_promises(held, decisions):
    vault = vault_of(
        council__referrals=held,
        council__tier_decisions=decisions,
        council__referral_offers=offered("waits", "A"),
        council__supply=NEAR,
        council__providers=PROVIDERS,
    )
    for measure in topic.TOPIC.measures:
        frames = measure.run(vault)
        for table in measure.tables:
            complete_statuses(frames[table.name], table)
