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

    assert arrangements.loc[is_isf, terms].notna().all(axis=None)
    assert arrangements.loc[~is_isf, terms].isna().all(axis=None)


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
}


@pytest.mark.parametrize("name", SPOILT)
def test_as_many_rows_are_spoilt_as_planted(table, truth, name):
    rows = table(name)

    found = {fault: int(broken(rows).sum()) for fault, broken in SPOILT[name].items()}
    assert found == truth["bad_rows"][name]
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
