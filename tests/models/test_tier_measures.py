"""Providers' tiers quarter by quarter, and their clocks, from an inbox of files."""

import datetime as dt
import itertools
import random
from dataclasses import replace

import pandas as pd
import pytest

from analytics.measures.tier_clocks import tier_clocks
from analytics.measures.tiers import tier_flow
from tests.packing import as_csv, vault_of

PROVIDERS = ["provider_id", "name", "kind"]
DECISIONS = [
    "provider_id",
    "tier",
    "decided_on",
    "improve_by",
    "paused_from",
    "paused_to",
]
STEPS = ["provider_id", "milestone", "due_on", "done_on"]
DAY = pd.Timedelta(days=1)


def build(folder, decisions, steps=(), providers=None):
    """Build a vault from decisions that may leave their last cells out."""
    ids = sorted({row[0] for row in decisions})
    told = providers or [[each, f"{each} Care", "homecare_agency"] for each in ids]
    rows = [[*row, *[""] * (len(DECISIONS) - len(row))] for row in decisions]
    files = {
        "providers": as_csv([PROVIDERS, *told]),
        "decisions": as_csv([DECISIONS, *rows]),
    }
    if steps:
        files["steps"] = as_csv([STEPS, *steps])
    return vault_of(folder, files)


def moves(frame, quarter_end, kind="all"):
    """Return what moved in a quarter, without the combinations that nobody made."""
    rows = frame[(frame["quarter_end"] == quarter_end) & (frame["kind"] == kind)]
    rows = rows[rows["providers"] > 0]
    keys = zip(rows["tier_before"], rows["tier_after"], strict=True)
    return dict(zip(keys, rows["providers"], strict=True))


HISTORY = [
    ["A", "3", "2025-02-01"],
    # On the quarter's last day, so it counts in that quarter.
    ["A", "2", "2025-06-30"],
    ["B", "2", "2025-01-15"],
    # The day after.
    ["B", "1", "2025-07-01"],
    # Two decisions in one quarter: only where it ends is seen.
    ["C", "3", "2025-03-01"],
    ["C", "2", "2025-04-10"],
    ["C", "3", "2025-05-20"],
    ["D", "3", "2025-03-20"],
    ["D", "none", "2025-08-08"],
    ["E", "3", "2025-09-30"],
]


@pytest.fixture(scope="module")
def flow(tmp_path_factory):
    kinds = {"B": "introductory_agency"}
    providers = [[each, each, kinds.get(each, "homecare_agency")] for each in "ABCDE"]
    # One with no decision, which is in no tier.
    providers.append(["F", "F", "homecare_agency"])
    folder = tmp_path_factory.mktemp("inbox")
    return tier_flow(build(folder, HISTORY, providers=providers))


def test_a_tier_is_that_of_the_last_decision_on_or_before_the_day(flow):
    table = flow["tier_flow"]

    assert moves(table, "2025-03-31") == {
        ("none", "tier_3"): 3,
        ("none", "tier_2"): 1,
    }
    assert moves(table, "2025-06-30") == {
        ("tier_3", "tier_2"): 1,
        ("tier_2", "tier_2"): 1,
        ("tier_3", "tier_3"): 2,
    }
    assert moves(table, "2025-09-30") == {
        ("tier_2", "tier_1"): 1,
        ("tier_2", "tier_2"): 1,
        ("tier_3", "tier_3"): 1,
        ("tier_3", "none"): 1,
        ("none", "tier_3"): 1,
    }


def test_no_row_says_that_nobody_stayed_outside(flow):
    table = flow["tier_flow"]
    before, after = table["tier_before"], table["tier_after"]

    assert not ((before == "none") & (after == "none")).any()
    assert len(table) == 3 * (16 - 1) * 3  # quarters, moves, two kinds and all


def test_kinds_add_up_to_all(flow):
    table = flow["tier_flow"]
    keys = ["quarter_end", "tier_before", "tier_after"]
    kinds = table[table["kind"] != "all"].groupby(keys)["providers"].sum()
    of_all = table[table["kind"] == "all"].set_index(keys)["providers"]

    assert set(table["kind"]) == {"all", "homecare_agency", "introductory_agency"}
    pd.testing.assert_series_equal(of_all, kinds, check_like=True)
    assert moves(table, "2025-09-30", "introductory_agency") == {
        ("tier_2", "tier_1"): 1
    }


def _random_history(seed):
    chance = random.Random(seed)
    rows = {}
    for provider in range(15):
        day = dt.date(2023, 1, 1) + dt.timedelta(days=chance.randrange(300))
        for _ in range(chance.randrange(1, 6)):
            tier = chance.choice(["1", "2", "3", "3", "none"])
            rows[f"P{provider:02}", day.isoformat()] = tier
            day += dt.timedelta(days=chance.randrange(1, 200))
    return [[provider, tier, day] for (provider, day), tier in rows.items()]


@pytest.mark.parametrize("seed", [1, 2])
def test_agrees_with_following_providers_one_by_one(tmp_path, seed):
    history = _random_history(seed)
    table = tier_flow(build(tmp_path, history))["tier_flow"]

    def tier_on(provider, day):
        decided = [(d, t) for p, t, d in history if p == provider and d <= day]
        tier = max(decided)[1] if decided else "none"
        return tier if tier == "none" else f"tier_{tier}"

    providers = {row[0] for row in history}
    quarters = sorted({day.date() for day in table["quarter_end"]})
    for before, after in itertools.pairwise([dt.date(1999, 1, 1), *quarters]):
        expected = {}
        for provider in providers:
            move = tuple(tier_on(provider, d.isoformat()) for d in (before, after))
            if move != ("none", "none"):
                expected[move] = expected.get(move, 0) + 1
        assert moves(table, pd.Timestamp(after)) == expected


def test_columns_conserve_providers(tmp_path):
    table = tier_flow(build(tmp_path, _random_history(3)))["tier_flow"]
    table = table[table["kind"] == "all"]
    tiers = ["tier_1", "tier_2", "tier_3"]
    inside = table[table["tier_after"].isin(tiers)]
    ends = inside.groupby(["quarter_end", "tier_after"])["providers"].sum()
    inside = table[table["tier_before"].isin(tiers)]
    starts = inside.groupby(["quarter_end", "tier_before"])["providers"].sum()
    quarters = sorted(table["quarter_end"].unique())

    assert len(quarters) > 4
    for before, after in itertools.pairwise(quarters):
        for tier in tiers:
            assert ends[before, tier] == starts[after, tier]


TODAY = dt.date(2026, 9, 30)
# A decision on the last day of all says which day the build speaks of.
LAST = ["Z", "1", TODAY.isoformat()]


def clock(folder, *decisions, steps=(), providers=None):
    frame = tier_clocks(build(folder, [*decisions, LAST], steps, providers))
    (row,) = frame["tier_clocks"].to_dict("records")
    return row


@pytest.mark.parametrize(
    ("improve_by", "state", "days_left"),
    [
        ("2026-09-29", "overdue", -1),
        ("2026-09-30", "due", 0),  # the day itself is still in time
        ("2026-12-29", "due", 90),
        ("2026-12-30", "running", 91),
    ],
)
def test_days_left_name_the_state(tmp_path, improve_by, state, days_left):
    row = clock(tmp_path, ["A", "3", "2025-10-01", improve_by])

    assert (row["state"], row["days_left"]) == (state, days_left)


@pytest.mark.parametrize(
    ("paused_from", "paused_to", "state", "moved", "shown_to"),
    [
        # Both the first and the last day stand still.
        ("2026-02-01", "2026-02-28", "running", 28, "2026-02-28"),
        ("2026-09-01", "", "paused", 30, None),
        ("2026-09-01", "2026-09-30", "paused", 30, None),
        ("2026-09-01", "2026-09-29", "running", 29, "2026-09-29"),
        # It has not come yet.
        ("2026-10-01", "", "running", 0, None),
        # Only days since the clock began are its own.
        ("2025-09-01", "2025-10-02", "running", 2, "2025-10-02"),
        ("2025-08-01", "2025-09-02", "running", 0, None),
    ],
)
def test_paused_days_are_not_counted(
    tmp_path, paused_from, paused_to, state, moved, shown_to
):
    row = clock(
        tmp_path, ["A", "3", "2025-10-01", "2027-01-31", paused_from, paused_to]
    )

    assert row["state"] == state
    assert row["improve_by"] == pd.Timestamp("2027-01-31") + moved * DAY
    assert row["days_left"] == (row["improve_by"] - pd.Timestamp(TODAY)).days
    assert pd.isna(row["paused_to"]) == (shown_to is None)


def test_a_pause_that_a_later_decision_tells_counts_once(tmp_path):
    row = clock(
        tmp_path,
        ["A", "3", "2025-10-01", "2026-12-31", "2026-02-01", "2026-02-20"],
        ["A", "3", "2026-02-10", "", "2026-02-10", "2026-02-28"],
        ["A", "3", "2026-05-01", "", "2026-05-01", "2026-05-02"],
    )

    assert row["improve_by"] == pd.Timestamp("2026-12-31") + (28 + 2) * DAY
    assert row["started_on"] == pd.Timestamp("2025-10-01")


def test_moving_up_ends_a_clock_and_a_new_date_starts_one(tmp_path):
    up = clock(
        tmp_path,
        ["A", "3", "2025-10-01", "2026-08-01"],
        ["A", "2", "2026-07-01"],
    )
    assert (up["state"], up["tier"]) == ("done", "tier_2")


def test_a_clock_that_has_ended_is_paused_no_more(tmp_path):
    row = clock(
        tmp_path,
        ["A", "3", "2025-10-01", "2026-12-31", "2026-06-22", ""],
        ["A", "2", "2026-07-01"],
        ["A", "2", "2026-08-01", "", "2026-08-01", "2026-08-31"],
    )
    assert row["state"] == "done"
    assert row["improve_by"] == pd.Timestamp("2026-12-31") + 10 * DAY


@pytest.mark.parametrize(
    ("paused_from", "paused_to", "state", "days_left"),
    [
        ("2026-08-31", "2026-09-09", "overdue", -20),  # on the last day: in time
        ("2026-09-01", "2026-09-10", "overdue", -30),  # the day after: too late
        ("2026-09-01", "", "overdue", -30),
    ],
)
def test_a_pause_after_the_date_moves_nothing(
    tmp_path, paused_from, paused_to, state, days_left
):
    row = clock(
        tmp_path, ["A", "3", "2025-10-01", "2026-08-31", paused_from, paused_to]
    )
    assert (row["state"], row["days_left"]) == (state, days_left)


def test_a_later_decision_that_keeps_the_tier_leaves_the_clock(tmp_path):
    row = clock(
        tmp_path,
        ["A", "3", "2025-10-01", "2026-08-01"],
        ["A", "3", "2026-07-01"],
    )
    assert (row["state"], row["days_left"]) == ("overdue", -60)


def test_a_new_date_starts_the_clock_anew(tmp_path):
    row = clock(
        tmp_path,
        ["A", "3", "2025-10-01", "2026-08-01"],
        ["A", "3", "2026-08-02", "2027-08-02"],
    )
    assert (row["state"], row["started_on"]) == ("running", pd.Timestamp("2026-08-02"))


@pytest.mark.parametrize(
    "decisions",
    [
        [["A", "3", "2025-10-01"]],  # no date was set
        [["A", "3", "2025-10-01", "2026-08-01"], ["A", "none", "2026-08-05"]],
        [  # it left, and came back without a date
            ["A", "3", "2024-10-01", "2025-08-01"],
            ["A", "none", "2025-08-05"],
            ["A", "3", "2026-02-01"],
        ],
        [  # it moved up, and came back down without a date
            ["A", "3", "2025-01-01", "2026-01-01"],
            ["A", "2", "2025-07-01"],
            ["A", "3", "2026-02-01"],
        ],
    ],
)
def test_who_has_no_clock(tmp_path, decisions):
    frame = tier_clocks(build(tmp_path, [*decisions, LAST]))["tier_clocks"]

    assert frame.empty


def test_milestones_since_the_clock_began_are_counted(tmp_path):
    steps = [
        ["A", "Mentoring", "2025-09-01", "2025-08-01"],  # before this clock
        ["A", "Virtual wallet", "2026-01-31", "2026-01-31"],  # on the day
        ["A", "Fading support", "2026-02-28", "2026-03-01"],  # late
        ["A", "Costed support plans", "2026-09-29", ""],  # missed
        ["A", "costed SUPPORT plans", "2026-09-30", ""],  # today: still ahead
        ["A", "Ring Ms Postlethwaite", "2027-01-10", ""],  # a council's own words
        ["A", "Community links", "2026-11-30", "2026-08-01"],  # kept early
        ["Z", "Mentoring", "2026-01-31", "2026-01-01"],  # another's
    ]
    row = clock(tmp_path, ["A", "3", "2025-10-01", "2026-12-01"], steps=steps)

    assert (row["milestones_kept"], row["milestones_late"]) == (2, 1)
    assert (row["milestones_missed"], row["milestones_ahead"]) == (1, 2)
    assert row["next_step"] == "Costed support plans"
    assert row["next_due_on"] == pd.Timestamp("2026-09-30")


def test_a_councils_own_words_for_a_step_stay_in_the_vault(tmp_path):
    steps = [["A", "Ring Ms Postlethwaite", "2027-01-10", ""]]
    row = clock(tmp_path, ["A", "3", "2025-10-01", "2026-12-01"], steps=steps)

    assert pd.isna(row["next_step"])
    assert row["next_due_on"] == pd.Timestamp("2027-01-10")


@pytest.mark.parametrize(
    ("name", "kind", "label"),
    [
        ("Haven Coast Carers", "homecare_agency", "Haven Coast Carers"),
        ("Jo Postlethwaite", "micro_enterprise", "A"),
        ("Carers of ZZ1 1AA", "homecare_agency", "A"),
    ],
)
def test_organisations_are_named_and_sole_traders_are_not(tmp_path, name, kind, label):
    providers = [["A", name, kind], ["Z", "Z", "homecare_agency"]]
    row = clock(tmp_path, ["A", "3", "2025-10-01", "2026-12-01"], providers=providers)

    assert row["provider_label"] == label


def test_what_comes_after_the_day_spoken_of_is_not_yet_so(tmp_path):
    decisions = [
        ["A", "3", "2026-01-10", "2027-01-10"],
        ["A", "1", "2026-07-01"],  # the day after
        ["B", "2", "2026-06-30"],  # on the day
    ]
    steps = [
        ["A", "Mentoring", "2026-05-31", "2026-07-01"],
        ["A", "Fading support", "2026-06-01", "2026-06-30"],
    ]
    vault = replace(build(tmp_path, decisions, steps), as_of=dt.date(2026, 6, 30))

    assert moves(tier_flow(vault)["tier_flow"], "2026-06-30") == {
        ("tier_3", "tier_3"): 1,
        ("none", "tier_2"): 1,
    }
    (row,) = tier_clocks(vault)["tier_clocks"].to_dict("records")
    assert (row["state"], row["days_left"]) == ("running", 194)
    assert (row["milestones_missed"], row["milestones_late"]) == (1, 1)


def test_without_a_decision_both_tables_are_there_and_empty(tmp_path):
    # A step without a decision; it says only which day the build speaks of.
    files = {
        "providers": as_csv([PROVIDERS, ["A", "A", "homecare_agency"]]),
        "steps": as_csv([STEPS, ["A", "Mentoring", "2026-01-31", "2026-01-20"]]),
    }
    vault = vault_of(tmp_path, files)

    assert all(frame.empty for frame in tier_flow(vault).values())
    assert tier_clocks(vault)["tier_clocks"].empty
