"""How long arrangements last, against slow counting, lifelines and planted hazards."""

from collections import Counter

import duckdb
import numpy as np
import pandas as pd
import pytest
from lifelines import KaplanMeierFitter

from analytics.catalogue.lasting import TOPIC
from analytics.measures import lasting
from analytics.measures.lasting import arrangements_lasting
from analytics.measures.route_switches import route_switches
from analytics.measures.spells_watched import watched_spells
from analytics.protect.statuses import complete_statuses
from data.demo.spells import LEAVE
from tests.hand_vault import AS_OF, HandVault, assuming

COLUMNS = ["person_key", "route", "started_on", "ended_on", "end_reason", "age_band"]
ADULT, DP = "65_to_74", "direct_payment"
# The watch begins on 31 March 2025, the first quarter's end after the first start.
SPELLS = [
    # A gap of 14 days that the paperwork made; it began before the watch.
    ("P01", DP, "2025-01-10", "2025-06-16", "other", ADULT),
    ("P01", DP, "2025-06-30", None, None, ADULT),
    # A gap of 15 days is an end.
    ("P02", DP, "2025-04-01", "2025-06-15", "provider_withdrew", ADULT),
    ("P02", DP, "2025-06-30", None, None, ADULT),
    # One day long.
    ("P03", DP, "2025-05-01", "2025-05-01", "died", ADULT),
    # Moves route the day after: two spells, since routes are never joined.
    ("P04", "managed_budget", "2025-05-01", "2025-06-30", "moved_route", ADULT),
    ("P04", "isf", "2025-07-01", None, None, ADULT),
    # A child, and one that has not begun.
    ("P05", DP, "2025-05-01", None, None, "under_18"),
    ("P06", DP, "2026-10-01", None, None, ADULT),
    # Ended the day before the watch began, and on that day.
    ("P07", DP, "2025-01-20", "2025-03-30", "died", ADULT),
    ("P08", DP, "2025-01-20", "2025-03-31", "died", ADULT),
    # An end that has not come, on the last day of all, and one without a reason.
    ("P09", "commissioned", "2025-06-01", "2026-10-01", "died", None),
    ("P10", "commissioned", "2025-06-01", "2026-09-30", "died", None),
    ("P11", "commissioned", "2025-06-01", "2025-06-30", None, ADULT),
]


def spells_of(rows, **more):
    frame = pd.DataFrame(rows, columns=COLUMNS).assign(**more)
    with assuming(uptake__least_ended_a_year=0.0):
        return watched_spells(HandVault().with_arrangements(frame).vault)


def days(first, last):
    return (pd.Timestamp(last) - pd.Timestamp(first)).days


def test_each_spell_is_watched_from_the_day_that_the_file_can_tell():
    found = spells_of(SPELLS)

    told = Counter(
        zip(found["route"], found["entry"], found["exit"], found["reason"], strict=True)
    )
    assert told == Counter(
        [
            (
                DP,
                days("2025-01-10", "2025-03-31"),
                days("2025-01-10", AS_OF) + 1,
                "going",
            ),
            (DP, 0, 76, "provider_withdrew"),
            (DP, 0, days("2025-06-30", AS_OF) + 1, "going"),
            (DP, 0, 1, "died"),
            ("managed_budget", 0, 61, "moved_route"),
            ("isf", 0, days("2025-07-01", AS_OF) + 1, "going"),
            (DP, 70, 71, "died"),
            ("commissioned", 0, days("2025-06-01", AS_OF) + 1, "going"),
            ("commissioned", 0, days("2025-06-01", AS_OF) + 1, "died"),
            ("commissioned", 0, 30, "reason_unknown"),
        ]
    )
    assert not found["start_unknown"].any()


def test_what_is_known_at_the_start_stays_with_a_spell():
    frame = pd.DataFrame(
        [
            ("P1", DP, "2025-01-10", "2025-06-16", "other", ADULT),
            ("P1", DP, "2025-06-17", None, None, ADULT),
            ("P2", "isf", "2025-04-01", None, None, ADULT),
            ("P3", "isf", "2025-04-02", None, None, ADULT),
        ],
        columns=COLUMNS,
    ).assign(
        workforce=["pa_employed", "mixed", "mixed", "mixed"],
        isf_holder=["support_provider", None, "independent_broker", None],
    )
    with assuming(uptake__least_ended_a_year=0.0):
        found = watched_spells(HandVault().with_arrangements(frame).vault)

    # The holder of a direct payment is no holder, and nor is a fund's workforce asked.
    assert found["workforce"].dropna().tolist() == ["pa_employed"]
    assert found["holder"].dropna().tolist() == ["independent_broker", "unknown"]


@pytest.mark.parametrize(("alike", "is_marked"), [(21, True), (20, False)])
def test_a_day_that_many_share_is_a_case_systems_first(alike, is_marked):
    own = [
        (f"Q{n}", DP, f"2025-{4 + n // 28:02}-{1 + n % 28:02}", None, None, ADULT)
        for n in range(60)
    ]
    at_once = [(f"P{n}", DP, "2025-02-03", None, None, ADULT) for n in range(alike)]
    found = spells_of([*at_once, *own])

    assert int(found["start_unknown"].sum()) == (alike if is_marked else 0)


def test_a_share_of_one_in_twenty_is_not_enough_of_many():
    rows = [
        (
            f"P{n}",
            DP,
            (pd.Timestamp("2025-04-01") + pd.Timedelta(n % 200, "D")).date(),
            None,
            None,
            ADULT,
        )
        for n in range(1000)
    ]
    at_once = [(f"Q{n}", DP, "2025-02-03", None, None, ADULT) for n in range(52)]

    assert not spells_of([*at_once, *rows])["start_unknown"].any()  # 52 of 1,052
    at_once += [(f"R{n}", DP, "2025-02-03", None, None, ADULT) for n in range(4)]
    assert int(spells_of([*at_once, *rows])["start_unknown"].sum()) == 56


def test_nothing_supplied_gives_tables_without_rows():
    found = arrangements_lasting(HandVault().vault) | route_switches(HandVault().vault)
    declared = {table.name: table for each in TOPIC.measures for table in each.tables}

    assert set(found) == set(declared)
    for name, frame in found.items():
        assert complete_statuses(frame, declared[name]).empty


# The demonstration county, by another way.


def slow_spells(rows, first_day, as_of):
    """Join one person's spells on a route by hand, one after another."""
    found = []
    for (_, route), own in rows.groupby(["person_key", "route"]):
        parts = []
        for _, row in own.sort_values("started_on").iterrows():
            until = row["ended_on"] if pd.notna(row["ended_on"]) else None
            if parts and (
                parts[-1][1] is None or (row["started_on"] - parts[-1][1]).days <= 14
            ):
                last = parts[-1][1]
                parts[-1][1] = (
                    None if last is None or until is None else max(last, until)
                )
            else:
                parts.append([row["started_on"], until])
        found += [(route, *part) for part in parts]
    started = Counter(start for _, start, _ in found)
    lives = []
    for route, start, until in found:
        if until is not None and until < first_day:
            continue
        if started[start] > max(0.05 * len(found), 20):
            continue
        last = until if until is not None else as_of
        entry = max((first_day - start).days, 0)
        lives.append((route, entry, (last - start).days + 1, until is not None))
    return pd.DataFrame(lives, columns=["route", "entry", "exit", "ended"])


@pytest.fixture(scope="module")
def lives(demo_build, market):
    path = demo_build.out / "vault" / demo_build.council / "vault.duckdb"
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute(
            "SELECT person_key, route, started_on, ended_on, age_band "
            "FROM core_council__arrangements"
        ).df()
    rows = rows[rows["age_band"] != "under_18"]
    shelf = market.open(demo_build.council, view="internal", build=None)
    first_day = pd.to_datetime(shelf.table("people_by_route")["quarter_end"]).min()
    return slow_spells(rows, first_day, pd.Timestamp(shelf.about["as_of"])), shelf


@pytest.mark.parametrize("route", [DP, "isf", "managed_budget", "commissioned"])
def test_curves_of_the_demonstration_are_those_of_lifelines(lives, route):
    watched, shelf = lives
    own = watched[watched["route"] == route]
    fitted = KaplanMeierFitter().fit(own["exit"], own["ended"], entry=own["entry"])
    curve = shelf.table("arrangement_curves", split="route", group=route)
    curve = curve.sort_values("weeks")
    at = curve["weeks"].to_numpy() * 7
    theirs = fitted.survival_function_at_times(at).to_numpy()

    assert len(own) > 200
    assert curve["share_going"].to_numpy() == pytest.approx(theirs, abs=1e-9)
    steps = fitted.confidence_interval_survival_function_
    place = np.searchsorted(steps.index.to_numpy(), at, side="right") - 1
    told = curve["share_lower"].notna().to_numpy()
    for ours, ends in zip(
        ("share_lower", "share_upper"), steps.to_numpy().T, strict=True
    ):
        assert curve.loc[told, ours].to_numpy() == pytest.approx(
            ends[place][told], abs=1e-9
        )


def test_kinds_of_end_and_those_going_add_up_to_all(lives):
    _, shelf = lives
    keys = ["split", "group", "weeks"]
    ended = shelf.table("arrangement_causes").groupby(keys)["share_ended"].sum()
    going = shelf.table("arrangement_curves").set_index(keys)["share_going"]

    assert (ended + going).to_numpy() == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize("route", [DP, "isf", "commissioned"])
def test_the_pace_that_the_county_was_made_with_is_found(lives, route):
    # Nobody leaves in the quarter in which they come; then at one pace a quarter, on
    # any day of it. After a year three whole quarters and half of one have been risked.
    leave = LEAVE[route]
    truth = (1 - leave) ** 3 * (1 - leave / 2)
    rows = lives[1].table("arrangement_curves", split="route", group=route, weeks=52)

    assert rows["share_lower"].item() < truth < rows["share_upper"].item()


# Planted hazards.

SEEDS = 100
PACE = {DP: 0.0004, "isf": 0.0007, "managed_budget": 0.001}  # ends a day


def world(rng, n=240):
    """Plant spells with known paces, some cut in two by a new financial year."""
    routes = rng.choice(list(PACE), n)
    started = rng.integers(-900, 1400, n)
    # An end comes after so many whole days.
    lasted = rng.geometric([PACE[route] for route in routes])
    day = pd.Timestamp("2022-10-01")
    rows = []
    for person, (route, start, days_long) in enumerate(
        zip(routes, started, lasted, strict=True)
    ):
        first = day + pd.Timedelta(int(start), "D")
        end = first + pd.Timedelta(int(days_long) - 1, "D")
        why = rng.choice(["died", "person_choice"], p=[0.7, 0.3])
        cut = first + pd.Timedelta(100, "D")
        if days_long > 200:
            rows.append((person, route, first, cut, "other", ADULT))
            first = cut + pd.Timedelta(int(rng.integers(1, 15)), "D")
        rows.append((person, route, first, end, why, ADULT))
    frame = pd.DataFrame(rows, columns=COLUMNS)
    frame["person_key"] = frame["person_key"].astype(str)
    # What ended before the case system came is not in the file.
    return frame[frame["ended_on"] >= "2021-06-30"]


def test_planted_paces_are_covered_as_often_as_the_intervals_say(monkeypatch):
    monkeypatch.setattr(lasting, "SPLITS", {"route": tuple(PACE)})
    hand, weeks = HandVault(), 52
    kept = {(route, kind): 0 for route in PACE for kind in ("going", "died")}
    asked = {key: 0 for key in kept}
    for seed in range(SEEDS):
        rows = world(np.random.default_rng(seed))
        with assuming(uptake__least_ended_a_year=0.0, uptake__most_quarters=17):
            found = arrangements_lasting(hand.with_arrangements(rows).vault)
        curves, causes = found["arrangement_curves"], found["arrangement_causes"]
        for route, pace in PACE.items():
            going = (1 - pace) ** (weeks * 7)
            at = {"split": "route", "group": route, "weeks": weeks}
            for kind, frame, truth in (
                ("going", curves, going),
                ("died", causes[causes["cause"] == "died"], 0.7 * (1 - going)),
            ):
                row = frame[(frame[list(at)] == pd.Series(at)).all(axis=1)].iloc[0]
                if np.isnan(row["share_lower"]):
                    continue
                asked[route, kind] += 1
                kept[route, kind] += row["share_lower"] < truth < row["share_upper"]
    for key, number in kept.items():
        least = 0.95 - 3.3 * np.sqrt(0.95 * 0.05 / asked[key])
        assert asked[key] >= 0.95 * SEEDS, key
        assert least <= number / asked[key], (key, number, asked[key])
    # An interval that always holds is too wide: over all of them that would show.
    all_kept = sum(kept.values()) / sum(asked.values())
    assert all_kept <= 0.95 + 3.3 * np.sqrt(0.95 * 0.05 / SEEDS / 2)


# Moves between routes.


def test_people_are_counted_by_where_they_are_a_year_later():
    quarters = pd.date_range("2024-06-30", "2026-09-30", freq="QE")
    rows = [
        # Moves up within the last year; where it was between does not count.
        ("A", "2025-09-30", "commissioned"),
        ("A", "2026-03-31", "isf"),
        ("A", "2026-09-30", DP),
        # Stays for both years.
        *[("B", day, "isf") for day in ("2024-09-30", "2025-09-30", "2026-09-30")],
        # Leaves, joins.
        ("C", "2025-09-30", DP),
        ("D", "2026-09-30", DP),
        # Only on a quarter that is no year's end.
        ("E", "2026-06-30", DP),
    ]
    arrangements = pd.DataFrame(
        [("A", DP, "2024-06-01", None, None, ADULT)], columns=COLUMNS
    )
    hand = HandVault().with_arrangements(arrangements)
    people = pd.DataFrame(rows, columns=["person_key", "quarter_end", "route"])
    hand.fill("core_council__person_quarters", people)
    hand.fill("core_council__quarters", pd.DataFrame({"quarter_end": quarters}))
    with assuming(uptake__least_ended_a_year=0.0):
        found = route_switches(hand.vault)["route_switches"]
    made = found[found["people"] > 0]

    told = {
        (f"{row.year_end:%Y}", row.route_before, row.route_after): row.people
        for row in made.itertuples()
    }
    assert told == {
        ("2025", "isf", "isf"): 1,
        ("2025", "none", "commissioned"): 1,
        ("2025", "none", DP): 1,
        ("2026", "commissioned", DP): 1,
        ("2026", "isf", "isf"): 1,
        ("2026", DP, "none"): 1,
        ("2026", "none", DP): 1,
    }
    assert len(found) == 2 * (5 * 5 - 1)
