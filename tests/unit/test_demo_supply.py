"""Where care is thin in the county, worked out again the slow and plain way."""

import math

import pandas as pd
import pytest

from data.demo import read_truth, write_inbox

# What the product's assumptions hold, written out again.
KM_H = {"U": 25.0, "RL": 40.0, "RS": 48.0}
CIRCUITY, CONTACT = 1.3, 0.8
STEPS = ((1 / 3, 1.0), (2 / 3, 0.68), (1.0, 0.22))
NEED_18_64 = 0.007 * (11.0 + 17.9) / 2 / 0.75
NEED_65, SLOPES = 0.033 * 10.8 / 0.75, (0.45, 1.1, 3.0)


@pytest.fixture(scope="module")
def truth():
    return read_truth()


@pytest.fixture(scope="module")
def inbox(tmp_path_factory):
    folder = tmp_path_factory.mktemp("county")
    write_inbox(folder)
    return folder


@pytest.fixture(scope="module")
def read(inbox):
    def table(name):
        for path in inbox.glob(f"synthetic_{name}.csv*"):
            return pd.read_csv(path)
        raise FileNotFoundError(name)

    return table


@pytest.fixture(scope="module")
def areas(read):
    """Need, place and class of each 2021 area; halves of a cut area share equally."""
    people = read("mye2020_population_single_year_lsoa11").set_index("lsoa11_code")
    ages = people[[c for c in people if c.rstrip("+").isdigit()]]
    ages.columns = [int(c.rstrip("+")) for c in ages.columns]
    changes = read("lookup_lsoa11_lsoa21_ltla22")
    halves = changes.groupby("lsoa11_code")["lsoa21_code"].transform("size")
    shared = ages.loc[changes["lsoa11_code"]].div(halves.to_numpy(), axis=0)
    ages = shared.groupby(changes["lsoa21_code"].to_numpy()).sum()
    older = [ages.loc[:, low:high].sum(axis=1) for low, high in ((65, 74), (75, 84))]
    older.append(ages.loc[:, 85:].sum(axis=1))
    sloped = sum(slope * each.sum() for slope, each in zip(SLOPES, older, strict=True))
    keep = sum(each.sum() for each in older) / sloped
    need = NEED_18_64 * ages.loc[:, 18:64].sum(axis=1) + NEED_65 * keep * sum(
        slope * each for slope, each in zip(SLOPES, older, strict=True)
    )
    spots = read("live_postcodes_lad25_lsoa11_osgb").merge(
        changes[changes["change_code"] != "S"],
        left_on="lsoa11cd",
        right_on="lsoa11_code",
    )
    middle = spots.groupby("lsoa21_code")[["oseast1m", "osnrth1m"]].mean()
    label = pd.read_csv("data/demo/geometry/areas.csv").set_index("area_code")
    wards = read("lookup_lsoa21_ward24_ltla24").set_index("lsoa21_code")
    rural = read("ruc2021_lsoa21").set_index("lsoa21_code")["ruc21_code"]
    x = middle["oseast1m"].reindex(need.index).fillna(label["label_x"])
    y = middle["osnrth1m"].reindex(need.index).fillna(label["label_y"])
    return pd.DataFrame(
        {
            "need": need,
            "x": x,
            "y": y,
            "pace": rural.map(pace_of),
            "ward": wards["ward24_name"],
            "is_own": wards["ltla24_code"].str.startswith("X07"),
        }
    )


def pace_of(ruc):
    """Return minutes a metre of straight line."""
    speed = KM_H["U" if ruc[0] == "U" else ruc[:2]]
    return CIRCUITY * 60 / (1000 * speed)


@pytest.fixture(scope="module")
def supply(read, truth):
    rows = read("supply")
    now = truth["as_of"].isoformat()
    rows = rows[(rows["from"] <= now) & (rows["to"].isna() | (rows["to"] >= now))]
    rows = rows[rows["travel_limit_minutes"].fillna(0) <= 120]
    spots = read("live_postcodes_lad25_lsoa11_osgb").set_index("pcds")
    rural = read("ruc2021_lsoa21").set_index("lsoa21_code")["ruc21_code"]
    changes = read("lookup_lsoa11_lsoa21_ltla22").drop_duplicates("lsoa11_code")
    became = changes.set_index("lsoa11_code")["lsoa21_code"]
    spot = spots.loc[rows["postcode"]]
    return rows.assign(
        x=spot["oseast1m"].to_numpy(),
        y=spot["osnrth1m"].to_numpy(),
        pace=spot["lsoa11cd"].map(became).map(rural).map(pace_of).to_numpy(),
    )


def weight(minutes, limit):
    return next((w for share, w in STEPS if minutes <= limit * share), 0.0)


def journeys(areas, site):
    """Minutes from every area to a site, by the more rural end: the faster one."""
    metres = [
        math.hypot(x - site.x, y - site.y)
        for x, y in zip(areas["x"], areas["y"], strict=True)
    ]
    return [m * min(p, site.pace) for m, p in zip(metres, areas["pace"], strict=True)]


@pytest.fixture(scope="module")
def access(areas, supply):
    """Hours in reach for each hour needed, at 25 minutes; who reaches at 35."""
    reach = pd.Series(0.0, areas.index)
    free, longest = pd.Series(0.0, areas.index), pd.Series(0, areas.index)
    for site in supply.itertuples():
        own = site.travel_limit_minutes
        limit, far = (25.0, 35.0) if math.isnan(own) else (own, own)
        minutes = pd.Series(journeys(areas, site), areas.index)
        weights = minutes.map(lambda each, limit=limit: weight(each, limit))
        wanted = (weights * areas["need"]).sum()
        if wanted > 0:
            reach += weights * site.weekly_hours * CONTACT / wanted
        free += (minutes <= limit) * site.hours_free
        longest += minutes <= far
    return pd.DataFrame({"reach": reach, "free": free, "sites_at_35": longest})


def test_there_is_about_a_quarter_more_care_than_need(areas, supply, read):
    own = read("lookup_ltla23_utla23").query("utla23_code == 'X99000001'")
    spots = read("live_postcodes_lad25_lsoa11_osgb").set_index("pcds")
    inside = supply["postcode"].map(spots["lad25cd"]).isin(own["ltla23_code"])

    contact = supply["weekly_hours"][inside].sum() * CONTACT
    need = areas["need"][areas["is_own"]].sum()
    assert contact / need == pytest.approx(1.27, abs=0.03)


def test_as_many_areas_are_below_the_line_as_planted(areas, access, truth):
    judged = areas["is_own"] & (areas["need"] >= 50)
    judged &= ~areas["ward"].isin(truth["boundary_wards"])

    below = (access["reach"] < 1)[judged].sum()
    assert below == pytest.approx(truth["desert_list"]["areas_below_line"], abs=3)


def test_every_planted_desert_has_too_little_care(areas, access, truth):
    for place in truth["deserts"]:
        here = areas["ward"].isin(place["wards"]) & areas["is_own"]
        assert (access["reach"][here] < 0.85).any(), place


def test_where_a_desert_is_full_nobody_has_a_free_hour(areas, access, truth):
    full = [place for place in truth["deserts"] if place["reason"] == "full"]
    assert len(full) == 3
    for place in full:
        here = areas["ward"].isin(place["wards"]) & (access["reach"] < 1)
        assert (access["free"][here] == 0).mean() > 0.5, place


def test_one_area_is_in_nobodys_reach(access, truth):
    code = truth["area_without_supply"]

    assert access["sites_at_35"][code] == 0
    assert access["reach"][code] == 0


def test_the_towns_are_not_deserts(areas, access):
    for town in ("Quillborough", "Inkhaven"):
        here = areas["ward"].str.startswith(town) & areas["is_own"]
        assert (access["reach"][here] >= 1).all(), town


def test_barracks_and_hamlets_are_as_empty_as_planted(areas, read, truth):
    people = read("mye2020_population_single_year_lsoa11").set_index("lsoa11_code")

    for area, planted in truth["odd_areas"].items():
        assert people["total_population"][area] == planted
        assert areas["need"][area] < 50
    own = areas[areas["is_own"]]
    assert (own["need"] < 50).sum() == len(truth["odd_areas"])


def test_winter_workers_are_gone_by_the_end_of_september(read, truth):
    rows = read("supply")
    past = rows[rows["to"].notna()]
    winter = past[past["from"].str[5:] == "10-06"]

    assert len(winter) >= 15
    assert (winter["to"].str[5:] == "04-26").all()
    assert (past["to"] < truth["as_of"].isoformat()).all()
    left = read("tier_decisions").query("tier == 'none'")["provider_id"]
    now = set(rows[rows["to"].isna()]["provider_id"].dropna())
    assert not now & set(left)


def test_one_neighbour_shares_its_supply_and_one_does_not(read, supply):
    coverage = read("supply_coverage").set_index("council_code")["complete"]
    spots = read("live_postcodes_lad25_lsoa11_osgb").set_index("pcds")
    there = supply["postcode"].map(spots["lad25cd"])

    assert coverage.to_dict() == {
        "X99000001": "yes",
        "X99000002": "yes",
        "X99000003": "no",
    }
    assert (there == "X99000002").sum() > 50
    assert (there == "X99000003").sum() == 0


def test_zones_hold_every_area_once(areas, read):
    zones = read("area_groups")

    own = set(areas.index[areas["is_own"]])
    for _, each in zones.groupby("group_set"):
        assert set(each["lsoa_code"]) == own
        assert not each["lsoa_code"].duplicated().any()
    assert zones["group_set"].nunique() == 2
