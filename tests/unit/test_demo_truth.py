"""What is planted in the county is in its files, read with plain pandas."""

import xml.etree.ElementTree as ET
import zipfile
from collections import Counter

import numpy as np
import pandas as pd
import pytest

from data.demo import read_truth, write_inbox

RUNGS = ["direct_payment", "isf", "managed_budget", "commissioned"]
ADDED = r"^[ARS]-9\d{4}$"  # numbers of the rows that are there to be turned away


@pytest.fixture(scope="module")
def truth():
    return read_truth()


@pytest.fixture(scope="module")
def inbox(tmp_path_factory):
    folder = tmp_path_factory.mktemp("county")
    write_inbox(folder)
    return folder


@pytest.fixture(scope="module")
def table(inbox):
    return lambda name: pd.read_csv(inbox / f"synthetic_{name}.csv", dtype=str)


@pytest.fixture(scope="module")
def arrangements(table):
    """The good rows, each once."""
    rows = table("arrangements")
    rows = rows[~rows["arrangement_id"].str.match(ADDED)].drop_duplicates()
    for column in ("started_on", "ended_on"):
        rows[column] = pd.to_datetime(rows[column])
    return rows.astype({"weekly_hours": float})


def open_on(rows, day):
    day = pd.Timestamp(day)
    ended = rows["ended_on"].fillna(pd.Timestamp("2099-01-01"))
    return rows[(rows["started_on"] <= day) & (ended >= day)]


def people_on(rows, day):
    """Count adults by the highest rung of their arrangements."""
    adults = rows[rows["age_band"] != "under 18"]
    rung = open_on(adults, day).assign(rung=lambda each: each["route"].map(RUNGS.index))
    highest = rung.groupby("person_id")["rung"].min().value_counts()
    return {route: int(highest.get(place, 0)) for place, route in enumerate(RUNGS)}


def test_people_by_route_are_as_planted_at_every_quarter_end(arrangements, truth):
    planted = truth["people_by_route"]

    assert len(planted) == 24
    assert {day: people_on(arrangements, day) for day in planted} == planted


def test_a_few_children_are_there_to_be_left_out(arrangements, truth):
    children = arrangements[arrangements["age_band"] == "under 18"]

    assert len(children) == truth["children"]
    assert len(open_on(children, truth["as_of"])) == truth["children"]
    adults = arrangements[arrangements["age_band"] != "under 18"]
    assert not set(children["person_id"]) & set(adults["person_id"])


def test_nothing_begins_or_ends_on_a_quarters_last_day(arrangements, truth):
    ends = pd.to_datetime(list(truth["people_by_route"]))

    assert not arrangements["started_on"].isin(ends).any()
    assert not arrangements["ended_on"].isin(ends).any()


@pytest.mark.parametrize("baseline", [8, 12, 21, 24])
def test_direct_payments_rise_in_the_last_three_quarters_alone(truth, baseline):
    rows = pd.DataFrame(truth["people_by_route"]).T
    share = (rows["direct_payment"] / rows.sum(axis=1)).to_numpy()
    learned = share[:baseline]
    limit = learned.mean() + 2.66 * np.abs(np.diff(learned)).mean()

    above = list(rows.index[share > limit])
    since = truth["direct_payment_share"]["special_since"]
    assert above == [day for day in rows.index if day >= since]
    assert len(above) == 3
    assert share[0] == pytest.approx(truth["direct_payment_share"]["first"], abs=5e-4)
    assert share[-1] == pytest.approx(truth["direct_payment_share"]["last"], abs=5e-4)


def test_isfs_begin_with_none_and_only_grow(truth):
    isfs = [routes["isf"] for routes in truth["people_by_route"].values()]

    assert isfs[11] == 0
    assert isfs[12] == 20
    assert isfs[-1] == 210
    assert isfs == sorted(isfs)


def test_terms_of_a_fund_are_given_for_funds_alone(arrangements):
    terms = ["isf_holder", "isf_contract", "isf_charge_level", "statement_every"]
    is_isf = arrangements["route"] == "isf"

    # Some of it was never written down, but who holds the fund.
    told = arrangements.loc[is_isf, terms].notna().mean()
    assert told["isf_holder"] == 1
    assert told.drop("isf_holder").between(0.85, 0.99).all()
    assert arrangements.loc[~is_isf, terms].isna().all(axis=None)


def test_some_funds_are_free_and_some_are_pooled_with_one_of_the_same_holder(
    arrangements,
):
    funds = arrangements[arrangements["route"] == "isf"]
    assert (funds["isf_charge_gbp_week"].astype(float) == 0).sum() > 5
    assert funds[["isf_charge_gbp_week", "isf_charge_pct"]].isna().all(axis=1).any()

    pooled = funds[funds["pooled_with"].notna()].set_index("arrangement_id")
    other = pooled.loc[pooled["pooled_with"]]
    assert len(pooled) == 18
    assert (other["pooled_with"].to_numpy() == pooled.index).all()
    assert (other["provider_id"].to_numpy() == pooled["provider_id"]).all()
    assert pooled["ended_on"].isna().all()


def test_every_end_has_a_reason_and_the_coast_cannot_find_care(arrangements, table):
    ended = arrangements[arrangements["ended_on"].notna()]
    assert ended["end_reason"].notna().all()
    assert arrangements[arrangements["ended_on"].isna()]["end_reason"].isna().all()

    zones = table("area_groups").query("group_set == 'Home care zones'")
    coast = set(zones.query("group_name == 'Coast'")["lsoa_code"])
    placed = ended[ended["lsoa_code"].notna()]
    unfound = placed["end_reason"] == "could_not_find_care"
    by_the_sea = placed["lsoa_code"].isin(coast)
    assert unfound[by_the_sea].mean() > 2 * unfound[~by_the_sea].mean()


def test_hours_with_a_body_in_between_are_as_planted(arrangements, table, truth):
    kinds = table("providers").set_index("provider_id")["kind"]
    now = open_on(arrangements, truth["as_of"])
    between = (
        now["provider_id"]
        .map(kinds)
        .isin(
            [
                "introductory_agency",
                "isf_broker",
                "micro_enterprise",
                "community_organisation",
            ]
        )
    )

    hours_a_year = 52 * now["weekly_hours"][between].sum()
    assert hours_a_year == pytest.approx(truth["intermediary_hours_a_year"], rel=0.002)


def test_introductory_agencies_begin_half_way(arrangements, table, truth):
    kinds = table("providers").set_index("provider_id")["kind"]
    theirs = arrangements["provider_id"].map(kinds) == "introductory_agency"
    first = pd.Timestamp(truth["introductory_agency_opens"]["day"])
    quarters = list(truth["people_by_route"])

    assert quarters[10] < first.date() < quarters[13]
    alone = theirs & arrangements["ended_on"].notna()
    assert arrangements["started_on"][alone].min() >= first


def test_every_provider_named_is_on_the_register(arrangements, table):
    known = set(table("providers")["provider_id"])

    for rows in (arrangements, table("referrals"), table("supply"), table("rates")):
        column = "placed_provider_id" if "made_on" in rows else "provider_id"
        assert set(rows[column].dropna()) <= known


def tiers_on(decisions, day):
    """Count providers in each tier by their last decision."""
    by_then = decisions[decisions["decided_on"] <= day.isoformat()]
    last = by_then.sort_values("decided_on").groupby("provider_id")["tier"].last()
    return [int((last == tier).sum()) for tier in ("1", "2", "3")]


def test_tiers_are_as_planted_at_every_quarter_end(table, truth):
    decisions = table("tier_decisions")

    found = {day: tiers_on(decisions, day) for day in truth["tiers"]}
    assert found == truth["tiers"]
    assert decisions["decided_on"].min() > "2024-11-30"


def test_providers_move_as_often_as_planted(table, truth):
    decisions = table("tier_decisions").sort_values("decided_on")
    first = decisions["decided_on"].min()[:7]
    moves = Counter()
    for _, one in decisions.groupby("provider_id"):
        if one["decided_on"].iloc[0][:7] > first:
            moves["joined"] += 1
        for before, after in zip(one["tier"], one["tier"][1:], strict=False):
            if after == "none":
                moves["left"] += 1
            elif after < before:
                moves[f"up_from_{before}"] += 1
            elif after > before:
                moves["down"] += 1

    assert dict(moves) == truth["tier_moves"]


def clock(decisions, as_of):
    """Return a provider's state by its last improve-by date, pauses added."""
    last = decisions[decisions["improve_by"].notna()].iloc[-1]
    day = pd.Timestamp(as_of)
    until = pd.Timestamp(last["improve_by"])
    if pd.notna(last["paused_from"]):
        if pd.isna(last["paused_to"]):
            return "paused"
        pause = pd.Timestamp(last["paused_to"]) - pd.Timestamp(last["paused_from"])
        until += pause + pd.Timedelta(1, "D")
    left = (until - day).days
    return "overdue" if left < 0 else "due" if left <= 90 else "running"


def test_clocks_are_overdue_due_and_paused_as_planted(table, truth):
    decisions = table("tier_decisions").sort_values("decided_on")
    now = decisions.drop_duplicates("provider_id", keep="last")
    states = {
        provider: clock(rows, truth["as_of"])
        for provider, rows in decisions.groupby("provider_id")
        if provider in set(now[now["tier"] == "3"]["provider_id"])
    }

    planted = {provider: each["state"] for provider, each in truth["clocks"].items()}
    assert {p: s for p, s in states.items() if s != "running"} == planted


def test_milestones_are_kept_late_and_missed(table, truth):
    steps = table("tier_milestones")
    past = steps[steps["due_on"] < truth["as_of"].isoformat()]
    kept = past["done_on"] <= past["due_on"]
    late = past["done_on"] > past["due_on"]

    assert kept.mean() > 0.5
    assert late.sum() > 5
    assert past["done_on"].isna().sum() > 5
    assert (steps["done_on"].dropna() <= truth["as_of"].isoformat()).all()


PARTS = [
    "worker_pay_gbp",
    "worker_oncosts_gbp",
    "travel_gbp",
    "recruitment_gbp",
    "coordination_gbp",
    "digital_gbp",
    "overhead_gbp",
    "margin_gbp",
    "vat_gbp",
]


def test_an_hours_price_is_the_sum_of_its_parts(table):
    rates = table("rates").astype(dict.fromkeys([*PARTS, "hourly_rate_gbp"], float))

    assert np.allclose(rates[PARTS].sum(axis=1), rates["hourly_rate_gbp"], atol=1e-9)
    now = rates[rates["price_base"] == "2026-27"].groupby("kind")
    mean = now["hourly_rate_gbp"].mean()
    assert mean["homecare_agency"] == pytest.approx(25.40, abs=0.02)
    assert mean["introductory_agency"] == pytest.approx(21.60, abs=0.02)
    assert mean["personal_assistant"] == pytest.approx(16.30, abs=0.02)
    embedded = now[PARTS[3:7]].mean().sum(axis=1)["introductory_agency"]
    assert embedded == pytest.approx(2.60, abs=0.02)
    # Fewer than three contributors could not be published.
    assert (now["provider_id"].nunique() >= 3).all()


def cost_an_hour(lines, hours):
    """Add up a model's lines at a volume, the plain way."""
    total = 0.0
    for line in lines.itertuples():
        gbp = float(line.gbp)
        if line.basis == "per_year":
            total += gbp
        elif line.basis == "per_hour":
            total += gbp * hours
        else:
            assert line.basis == "step_per_hours"
            total += gbp * np.ceil(hours / 52 / float(line.step_hours))
    return total / hours


def test_the_programme_costs_least_at_todays_hours(table, truth):
    by_model = table("infrastructure_lines").groupby("model")
    hours = truth["intermediary_hours_a_year"]
    costs = {model: cost_an_hour(lines, hours) for model, lines in by_model}

    assert costs["in_house_team"] == pytest.approx(2.89, abs=0.005)
    assert costs["commissioned_programme"] == pytest.approx(2.23, abs=0.005)


def asked_rows(table):
    rows = table("referrals")
    return rows[~rows["referral_id"].str.match(ADDED)]


def test_most_who_wait_live_by_the_sea(table, truth, inbox):
    rows = asked_rows(table)
    waiting = rows[rows["outcome"] == "waiting"]
    zones = table("area_groups").query("group_set == 'Home care zones'")
    zone = zones.set_index("lsoa_code")["group_name"]
    # A split area's postcodes are in two areas, of one zone.
    spots = pd.read_csv(inbox / "synthetic_live_postcodes_lad25_lsoa11_osgb.csv.gz")
    of_postcode = spots.set_index("pcds")["lsoa11cd"].map(zone)
    where = waiting["lsoa_code"].map(zone).fillna(waiting["postcode"].map(of_postcode))

    assert len(waiting) > 200
    assert (where == "Coast").mean() > 0.5
    assert rows["made_on"].max() == truth["as_of"].isoformat()
    assert waiting[["placed_on", "placed_provider_id"]].isna().all(axis=None)


def test_every_new_arrangement_was_asked_for(table, arrangements):
    placed = asked_rows(table).query("outcome == 'placed'")
    began = arrangements["started_on"]
    adults = arrangements["age_band"] != "under 18"
    first = began == arrangements.groupby("person_id")["started_on"].transform("min")
    new = arrangements[adults & first & (began > began.min())]

    assert len(placed) == new["person_id"].nunique()
    assert (placed["placed_on"] >= placed["made_on"]).all()


# Evidence, support, offers, reviews and feedback

NINE = [
    "virtual_wallet",
    "costed_support_plans",
    "readable_financial_reports",
    "flexible_hours",
    "coproduced_plans",
    "fading_support_trained",
    "fading_support_practised",
    "trusted_support_planning",
    "independence_record",
]


@pytest.fixture(scope="module")
def evidence(table):
    rows = table("tier_evidence")
    return rows[rows["met"].isin(["yes", "partly", "no"]) & ~broken_code(rows)]


def broken_code(rows):
    return rows["criterion"].str.contains(" ")


def borne_out(levels):
    """Return the tier that levels by criterion bear out."""
    nine = [levels.get(one, "no") for one in NINE]
    if nine.count("no") == 0 and nine.count("partly") <= 2:
        return 1
    two = [levels.get(one, "no") for one in ("specialist_support", "tier_1_plan")]
    return 2 if levels.get("community_links") == "yes" and "no" not in two else 3


def test_evidence_bears_out_the_tiers_but_for_those_planted(table, evidence, truth):
    views = evidence.query("viewpoint == 'commissioner' and disputed != 'yes'")
    newest = views.sort_values("assessed_on").drop_duplicates(
        ["provider_id", "criterion"], keep="last"
    )
    decisions = table("tier_decisions").sort_values("decided_on")
    now = decisions.drop_duplicates("provider_id", keep="last")
    seen = {
        provider: borne_out(rows.set_index("criterion")["met"].to_dict())
        for provider, rows in newest.groupby("provider_id")
    }
    differs = {
        row.provider_id: seen[row.provider_id]
        for row in now[now["tier"] != "none"].itertuples()
        if seen[row.provider_id] != int(row.tier)
    }
    assert differs == truth["tier_evidence"]["supports"]
    missing = {
        provider: set(NINE) - set(rows["criterion"])
        for provider, rows in evidence.groupby("provider_id")
    }
    planted = {
        provider: set(NINE) & set(codes)
        for provider, codes in truth["tier_evidence"]["missing"].items()
    }
    assert {one: gone for one, gone in missing.items() if gone} == {
        one: gone for one, gone in planted.items() if gone
    }


def test_first_looks_are_late_where_planted_and_each_view_is_rosier_or_not(
    table, evidence, truth
):
    first = table("tier_decisions").groupby("provider_id")["decided_on"].min()
    looked = evidence.groupby("provider_id")["assessed_on"].min()
    late = looked > first.reindex(looked.index)
    assert sorted(late.index[late]) == truth["tier_evidence"]["late"]
    assert set(first.index) == set(looked.index)

    rank = evidence["met"].map({"no": 0, "partly": 1, "yes": 2})
    mean = rank.groupby(evidence["viewpoint"]).mean()
    assert mean["provider"] > mean["commissioner"] + 0.1
    assert set(evidence["viewpoint"]) == {"provider", "commissioner", "citizen"}
    disputed = evidence["disputed"] == "yes"
    assert disputed.groupby(evidence["viewpoint"]).sum()["commissioner"] > 20


def test_help_comes_before_some_moves_and_without_any(table, truth):
    rows = table("provider_support")
    planted = truth["provider_support"]
    assert len(rows) == planted["before_a_move"] + planted["without_a_move"]
    decisions = table("tier_decisions").query("tier != 'none'")
    decisions = decisions.sort_values("decided_on")
    moved = 0
    for row in rows.itertuples():
        history = decisions[decisions["provider_id"] == row.provider_id]
        after = history[history["decided_on"] > row._3]["tier"]
        before = history[history["decided_on"] <= row._3]["tier"]
        start = before.iloc[-1] if len(before) else history["tier"].iloc[0]
        moved += bool(len(after) and after.min() < start)
    assert moved == planted["before_a_move"]
    assert (rows["to"].isna() | (rows["to"] >= rows["from"])).all()


@pytest.fixture(scope="module")
def offers(table):
    rows = table("referral_offers").astype({"offer_order": int})
    return rows[~(rows["answered_on"] < rows["offered_on"])]


def test_offers_go_in_order_and_the_provider_placed_accepts(table, offers):
    asked = asked_rows(table).set_index("referral_id")
    by_referral = offers.sort_values("offer_order").groupby("referral_id")
    order = by_referral["offer_order"].agg(["min", "max", "size"])
    assert (order["min"] == 1).all()
    assert (order["max"] == order["size"]).all()
    assert order["max"].max() == 5

    accepted = offers[offers["answer"] == "accepted"].set_index("referral_id")
    with_provider = asked[asked["placed_provider_id"].notna()]
    assert set(accepted.index) == set(with_provider.index)
    taker = with_provider["placed_provider_id"].reindex(accepted.index)
    assert (taker == accepted["provider_id"]).all()
    placed_on = with_provider["placed_on"].reindex(accepted.index)
    assert (placed_on == accepted["answered_on"]).all()
    last = by_referral["offer_order"].max().reindex(accepted.index)
    assert (last == accepted["offer_order"]).all()

    waiting = offers[offers["referral_id"].map(asked["outcome"]) == "waiting"]
    assert set(waiting["answer"]) == {"declined", "no_answer"}
    assert set(waiting["referral_id"]) == set(asked.query("outcome == 'waiting'").index)
    made_on = offers["referral_id"].map(asked["made_on"])
    assert (offers["offered_on"] >= made_on).all()
    assert not offers.duplicated(["referral_id", "provider_id"]).any()


def test_tier_1_is_asked_first_as_often_as_planted(table, offers, inbox, truth):
    planted = truth["referral_offers"]
    asked = asked_rows(table).set_index("referral_id")
    asked = asked[asked["made_on"] > planted["since"].isoformat()]
    decisions = table("tier_decisions").sort_values("decided_on")
    first = offers[offers["offer_order"] == 1].set_index("referral_id")["provider_id"]
    spots = pd.read_csv(inbox / "synthetic_live_postcodes_lad25_lsoa11_osgb.csv.gz")
    spots = spots.set_index("pcds")
    sites = table("supply").query(
        "hours_free != '0.0' and travel_limit_minutes != '400'"
    )
    sites = sites[sites["to"].isna() & sites["provider_id"].notna()]
    places = spots.loc[sites["postcode"], ["oseast1m", "osnrth1m"]].to_numpy(float)
    told = []
    for referral in asked[asked["postcode"].notna()].itertuples():
        if referral.Index not in first.index:
            continue
        by_then = decisions[decisions["decided_on"] <= referral.made_on]
        tier = by_then.groupby("provider_id")["tier"].last()
        ones = set(tier.index[tier == "1"])
        home = spots.loc[referral.postcode, ["oseast1m", "osnrth1m"]].to_numpy(float)
        near = np.hypot(*(places - home).T) < 12_000
        if ones & set(sites["provider_id"][near]):
            told.append(first[referral.Index] in ones)
    assert len(told) > 400
    share = planted["tier_1_first"]
    spread = np.sqrt(share * (1 - share) / len(told))
    assert abs(np.mean(told) - share) < 3.3 * spread


def became_of(rows):
    """Say what became of one person between the first review and the last."""
    first, last = rows.iloc[0], rows.iloc[-1]
    if last["weekly_hours"] > first["weekly_hours"]:
        return "more_hours"
    if last["weekly_hours"] == first["weekly_hours"]:
        return "steady"
    if pd.isna(last["independence_0_10"]):
        return "not_told"
    if last["independence_0_10"] < first["independence_0_10"]:
        return "cut_independence_fell"
    if last["satisfaction_0_10"] < first["satisfaction_0_10"]:
        return "cut_satisfaction_fell"
    return "faded" if last["less_support_was_own_aim"] == "yes" else "cut_not_own_aim"


def test_reviews_tell_who_faded_and_whose_hours_were_cut(table, arrangements, truth):
    rows = table("reviews").query("person_id != '1.23E+05'")
    rows = rows[rows["reviewed_on"].str.len() == 10].sort_values("reviewed_on")
    numbers = [name for name in rows if name.endswith("_0_10")] + ["weekly_hours"]
    rows = rows.astype(dict.fromkeys(numbers, float))
    people = rows.groupby("person_id")
    became = {person: became_of(each) for person, each in people}

    planted = truth["reviews"]
    assert Counter(became.values()) == planted["people"]
    pilot = rows[rows["pilot_group"].notna()]["person_id"].unique()
    assert Counter(became[one] for one in pilot) == planted["in_pilot"]
    assert people.size().between(2, 4).all()
    assert (people["weekly_hours"].nunique() <= 2).all(), "all changes at one review"

    last = people.last()
    now = arrangements[arrangements["person_id"].isin(last.index)]
    now = now.set_index("person_id")
    assert (now["weekly_hours"].reindex(last.index) == last["weekly_hours"]).all()
    days = people["reviewed_on"].last()
    assert (now["last_reviewed_on"].reindex(days.index) == days).all()


def test_feedback_scatters_about_each_providers_planted_mean(table, truth):
    rows = table("feedback").astype({"score_1_5": int}).query("score_1_5 <= 5")
    planted = truth["feedback"]["providers"]
    counted = rows["provider_id"].value_counts()
    assert counted.to_dict() == {one: n for one, (_, n) in planted.items() if n}
    assert sum(0 < n < 5 for _, n in planted.values()) >= 5
    assert max(n for _, n in planted.values()) <= 60

    found = rows.groupby("provider_id")["score_1_5"].mean()
    misses = []
    for provider, mean in found.items():
        true, n = planted[provider]
        spread = np.sqrt((true - 1) * (5 - true) / 4 / n)
        misses.append((mean - true) / spread)
    assert np.abs(misses).max() < 4
    assert np.mean(np.square(misses)) == pytest.approx(1, abs=0.6)


SPOILT = {
    "arrangements": {
        "ended_on before started_on": lambda r: r["ended_on"] < r["started_on"],
        "weekly_hours negative": lambda r: r["weekly_hours"].astype(float) < 0,
        "lsoa_code too short": lambda r: r["lsoa_code"].str.len() < 9,
        "started_on no such day": lambda r: r["started_on"] == "2025-02-30",
        "route unknown": lambda r: ~r["route"].isin(RUNGS),
    },
    "referrals": {
        "outcome misspelt": lambda r: (
            ~r["outcome"].isin(["placed", "withdrawn", "waiting"])
        ),
        "placed_on before made_on": lambda r: r["placed_on"] < r["made_on"],
        "weekly_hours negative": lambda r: r["weekly_hours"].astype(float) < 0,
    },
    "supply": {
        "travel_limit_minutes too long": lambda r: (
            r["travel_limit_minutes"].astype(float) > 120
        )
    },
    "rates": {"price_base empty": lambda r: r["price_base"].isna()},
    "tier_evidence": {
        "criterion a sentence": broken_code,
        "met unknown": lambda r: r["met"] == "nearly",
    },
    "feedback": {"score_1_5 above 5": lambda r: r["score_1_5"].astype(int) > 5},
    "referral_offers": {
        "answered_on before offered_on": lambda r: r["answered_on"] < r["offered_on"]
    },
    "reviews": {
        "reviewed_on a spreadsheet's number": lambda r: r["reviewed_on"].str.fullmatch(
            r"\d{5}"
        ),
        "person_id rounded": lambda r: r["person_id"] == "1.23E+05",
    },
}


@pytest.mark.parametrize("name", SPOILT)
def test_as_many_rows_are_spoilt_as_planted(table, truth, name):
    rows = table(name)

    found = {fault: int(broken(rows).sum()) for fault, broken in SPOILT[name].items()}
    assert found == truth["bad_rows"][name]
    if name != "feedback":  # where two people may say the same on one day
        assert rows.duplicated().sum() == truth["repeated_rows"].get(name, 0)


def test_a_spoilt_row_has_one_thing_wrong(table):
    for name, faults in SPOILT.items():
        rows = table(name)
        wrong = sum(broken(rows).astype(int) for broken in faults.values())
        assert wrong.max() == 1, name


def sheet(inbox, name):
    """Read one sheet of the workbook as rows of text."""
    table = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    text = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    with zipfile.ZipFile(inbox / "synthetic_ascof_2024_25.ods") as archive:
        root = ET.fromstring(archive.read("content.xml"))
    for each in root.iter(f"{table}table"):
        if each.get(f"{table}name") == name:
            return [
                ["".join(cell.itertext()) for cell in row.iter(f"{table}table-cell")]
                for row in each.iter(f"{table}table-row")
                if row.iter(f"{text}p")
            ]
    raise KeyError(name)


def test_peers_are_published_as_planted(inbox, truth):
    rows = sheet(inbox, "Table_3d(2a)")
    by_code = {row[2]: row for row in rows if len(row) == 6}

    own = truth["people_by_route"][pd.Timestamp("2025-03-31").date()]
    assert by_code["X99000001"][3:5] == [
        str(own["direct_payment"]),
        str(sum(own.values())),
    ]
    for code, peer in truth["peers"].items():
        shown = by_code[code][3:]
        if peer.get("mark") == "[x]":
            assert shown == ["[x]", "[x]", "[x]"]
        elif peer.get("mark") == "[c]":
            assert shown == ["[c]", "[c]", str(peer["outcome"])]
        else:
            assert shown[:2] == [str(peer["people"]), str(peer["of"])]
            assert float(shown[2]) == round(100 * peer["people"] / peer["of"], 1)
    assert by_code["X92000001"][1] == truth["nation"] == "All nine"
    assert len([code for code in by_code if code.startswith("X99")]) == 9
