"""How long providers stay in a tier, at what pace they move, and what help they had."""

import datetime as dt
import random
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analytics.catalogue import tables
from analytics.measures.progress import is_enough, tier_progress
from analytics.measures.tier_outlook import joined, outlook, standing_on
from analytics.measures.tier_spells import paused_years, tier_spells, watched
from analytics.measures.tier_support import tier_support
from analytics.protect.statuses import complete_statuses
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
SUPPORT = ["provider_id", "kind", "from", "to", "gbp"]
YEAR = 365.25


def build(folder, decisions, support=(), kinds=None):
    """Build a vault from decisions that may leave their last cells out."""
    ids = sorted({row[0] for row in [*decisions, *support]})
    told = [[each, f"{each} Care", (kinds or {}).get(each, AGENCY)] for each in ids]
    rows = [[*row, *[""] * (len(DECISIONS) - len(row))] for row in decisions]
    files = {
        "providers": as_csv([PROVIDERS, *told]),
        "decisions": as_csv([DECISIONS, *rows]),
    }
    if support:
        files["support"] = as_csv([SUPPORT, *support])
    return vault_of(folder, files)


AGENCY = "homecare_agency"


def frame(*rows):
    told = [[*row, *[None] * (6 - len(row))] for row in rows]
    columns = ["provider_id", "tier", "decided_on", "kind", "paused_from", "paused_to"]
    found = pd.DataFrame(told, columns=columns)
    return found.fillna({"kind": AGENCY})


def day(text):
    return pd.Timestamp(text)


HISTORY = frame(
    ["A", "tier_3", "2025-01-01"],
    ["A", "tier_3", "2025-06-01"],  # keeps the tier: one stay
    ["A", "tier_2", "2025-09-01"],
    ["A", "none", "2025-12-01"],
    ["A", "tier_3", "2026-02-01"],  # comes back
    ["B", "tier_2", "2025-03-01"],
    ["B", "tier_1", "2026-09-30"],  # on the last day
    ["C", "tier_1", "2025-03-01"],
    ["C", "tier_3", "2026-10-01"],  # after it
    ["D", "tier_3", "2026-09-30"],  # begins on the last day: not watched
)


def test_stays_begin_and_end_with_decisions():
    spells = tier_spells(HISTORY, day("2026-09-30"))
    told = [
        (row.provider_id, row.tier, f"{row.began:%Y-%m-%d}", row.move)
        for row in spells.fillna({"move": ""}).itertuples()
    ]

    assert told == [
        ("A", "tier_3", "2025-01-01", "up"),
        ("A", "tier_2", "2025-09-01", "left"),
        ("A", "tier_3", "2026-02-01", ""),
        ("B", "tier_2", "2025-03-01", "up"),
        ("B", "tier_1", "2026-09-30", ""),
        ("C", "tier_1", "2025-03-01", ""),
        ("D", "tier_3", "2026-09-30", ""),
    ]
    assert list(spells["went_to"].dropna()) == ["tier_2", "none", "tier_1"]


def test_who_was_in_a_tier_when_the_watch_began_enters_late():
    until, since = day("2026-09-30"), day("2025-09-30")
    spells = tier_spells(HISTORY, until)
    stays = watched(spells, until, since).set_index(["provider_id", "tier"])

    # A's first stay was over; what began on the last day has lasted no day.
    assert set(stays.index) == {
        ("A", "tier_2"),
        ("A", "tier_3"),
        ("B", "tier_2"),
        ("C", "tier_1"),
    }
    late = stays.loc[("B", "tier_2")]
    assert (late["entry"], late["exit"]) == (213, 578)
    assert late["years"] == pytest.approx(365 / YEAR)
    assert stays.loc[("A", "tier_3"), "entry"] == 0
    assert (watched(spells, until)["entry"] == 0).all()


def test_paused_days_are_counted_once_and_only_in_the_stay():
    decisions = frame(
        ["A", "tier_3", "2025-01-01", AGENCY, "2025-02-01", "2025-02-10"],
        # The same pause told again, and longer.
        ["A", "tier_3", "2025-02-05", AGENCY, "2025-02-05", "2025-02-12"],
        # From within this stay into the next.
        ["A", "tier_2", "2025-03-01", AGENCY, "2025-02-25", "2025-03-03"],
        # Still going on.
        ["B", "tier_3", "2025-01-01", AGENCY, "2025-03-30", None],
        # Known only later.
        ["B", "tier_3", "2025-05-01", AGENCY, "2025-01-02", "2025-03-30"],
    )
    until = day("2025-04-08")
    stays = watched(tier_spells(decisions, until), until)
    paused = paused_years(stays, decisions, until)

    assert (paused * YEAR).round(6).tolist() == [12 + 5, 2, 10]


def random_history(seed, n=30):
    chance = random.Random(seed)
    rows = {}
    for provider in range(n):
        at = dt.date(2023, 1, 1) + dt.timedelta(days=chance.randrange(500))
        for _ in range(chance.randrange(1, 5)):
            tier = chance.choice(["tier_1", "tier_2", "tier_3", "tier_3", "none"])
            kind = f"kind_{provider % 6}"
            rows[f"P{provider:02}", at.isoformat()] = (tier, kind)
            at += dt.timedelta(days=chance.randrange(1, 300))
    return frame(*[[p, tier, d, kind] for (p, d), (tier, kind) in rows.items()])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_stays_agree_with_asking_day_by_day(seed):
    history, until = random_history(seed), day("2025-06-30")
    stays = watched(tier_spells(history, until), until, day("2024-06-30"))

    told = {}
    for row in history.itertuples():
        told.setdefault(row.provider_id, []).append((row.decided_on, row.tier))

    def tier_on(provider, when):
        decided = [each for each in told[provider] if each[0] <= f"{when:%Y-%m-%d}"]
        return max(decided)[1] if decided else "none"

    days = pd.date_range("2024-06-30", until)[:-1]
    slow = {tier: 0 for tier in ("tier_1", "tier_2", "tier_3")}
    for provider in told:
        for when in days:
            tier = tier_on(provider, when)
            if tier != "none":
                slow[tier] += 1
    found = (stays.groupby("tier")["years"].sum() * YEAR).round(6)

    assert found.to_dict() == {tier: n for tier, n in slow.items() if n}
    at_end = [tier_on(provider, until) for provider in told]
    expected = [at_end.count(tier) for tier in ("tier_1", "tier_2", "tier_3")]
    assert standing_on(history, until).tolist() == [*expected, sum(expected)]


def test_who_comes_back_has_joined_anew():
    came = joined(tier_spells(HISTORY, day("2026-09-30")))

    assert list(zip(came["provider_id"], came["tier"], strict=True)) == [
        ("A", "tier_3"),
        ("A", "tier_3"),
        ("B", "tier_2"),
        ("C", "tier_1"),
        ("D", "tier_3"),
    ]


def test_a_leap_that_was_made_may_be_made_again_and_one_that_was_not_is_not():
    def of(goal):
        rows = [[f"P{i}", "tier_3", "2025-01-01"] for i in range(40)]
        rows += [[f"P{i}", goal, "2025-07-01"] for i in range(20)]
        return frame(*rows)

    until, rng = day("2026-01-01"), np.random.default_rng(1)
    leapt, stepped = (outlook(of(goal), until, rng) for goal in ("tier_1", "tier_2"))

    assert leapt.middle[0] > 22
    assert leapt.middle[1] <= 1
    # From tier 2 nobody was seen to go on, but one may.
    assert stepped.middle[0] <= 6
    assert stepped.middle[1] > 20


def test_with_no_moves_all_stay_but_nobody_is_sure_to():
    rows = [[f"P{i}", "tier_3", "2024-01-01"] for i in range(30)]
    found = outlook(frame(*rows), day("2026-01-01"), np.random.default_rng(1))

    assert found.start.tolist() == [0, 0, 30, 30]
    assert found.middle[2] in (29, 30)
    assert found.lower[2] < 30
    assert found.moves == 0


def test_newcomers_of_the_first_quarter_were_all_there_to_begin_with():
    rows = [[f"P{i}", "tier_3", "2024-02-10"] for i in range(30)]
    later = [[f"N{i}", "tier_3", "2024-08-10"] for i in range(20)]
    until = day("2025-03-31")
    first, both = (
        outlook(frame(*each), until, np.random.default_rng(1))
        for each in (rows, [*rows, *later])
    )

    assert first.middle[3] in (29, 30)
    assert both.middle[3] - 50 == pytest.approx(20, abs=3)


# From files, through the vault.


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    decisions = []
    kinds = {}
    for i in range(12):
        decisions.append([f"P{i:02}", "3", "2024-03-01"])
        kinds[f"P{i:02}"] = [AGENCY, "isf_broker"][i >= 10]
    # Within a year two of agencies move up and one leaves; then one more moves.
    decisions += [
        ["P00", "2", "2024-09-01"],
        ["P01", "2", "2025-01-01"],
        ["P02", "none", "2025-02-01"],
        ["P03", "2", "2025-06-01"],
        ["P04", "3", "2025-12-31", "2026-12-31", "2025-03-02", "2025-03-31"],
    ]
    vault = build(tmp_path_factory.mktemp("inbox"), decisions, kinds=kinds)
    assert vault.as_of == dt.date(2025, 12, 31)
    return tier_progress(vault)


def row(found, **keys):
    for column, value in keys.items():
        found = found[found[column] == value]
    (only,) = found.to_dict("records")
    return only


def test_the_tables_are_those_that_the_catalogue_declares(measured):
    for name, found in measured.items():
        whole = complete_statuses(found, tables()[name])
        assert len(whole)


def test_the_chance_within_a_year_leaves_nobody_out(measured):
    found = measured["tier_waits"]
    up = row(found, watch="all", tier="tier_3", move="up", months=12)
    left = row(found, watch="all", tier="tier_3", move="left", months=12)

    assert (up["chance"], up["ended"], up["watched"]) == (pytest.approx(2 / 12), 2, 12)
    assert left["chance"] == pytest.approx(1 / 12)
    # All twelve were watched for the whole year: Jeffreys' interval of 2 in 12.
    ends = stats.beta.ppf([0.1, 0.9], 2.5, 10.5)
    assert [up["chance_lower"], up["chance_upper"]] == pytest.approx(ends)
    # The watch lasts 22 months.
    assert row(found, watch="all", tier="tier_3", move="up", months=21)["chance"] > 0.2
    late = row(found, watch="all", tier="tier_3", move="up", months=23)
    assert np.isnan(late["chance"])
    assert late["chance_status"] == "not_applicable"


def test_where_too_few_are_watched_no_chance_is_told(measured):
    found = measured["tier_waits"]
    of_two = found[(found["tier"] == "tier_2") & (found["watch"] == "all")]

    # Three came to tier 2, which is under five.
    assert len(of_two) == 24 * 3
    assert of_two["chance"].isna().all()
    # In the last year nobody is seen in a first month.
    of_year = found[(found["tier"] == "tier_3") & (found["watch"] == "year")]
    assert of_year["chance"].isna().all()


def test_paces_count_the_time_of_every_kind(measured):
    found = measured["tier_paces"]
    of_all = row(found, watch="all", kind="all", tier="tier_3", move="up")
    agencies = row(found, watch="all", kind=AGENCY, tier="tier_3", move="up")
    brokers = row(found, watch="all", kind="isf_broker", tier="tier_3", move="up")
    whole = (pd.Timestamp("2025-12-31") - pd.Timestamp("2024-03-01")).days
    days = [184, 306, 337, 457]

    assert of_all["moves"] == 3
    assert of_all["provider_years"] * YEAR == pytest.approx(sum(days) + 8 * whole)
    assert agencies["provider_years"] * YEAR == pytest.approx(sum(days) + 6 * whole)
    assert of_all["paused_years"] * YEAR == pytest.approx(30)
    assert (brokers["moves"], brokers["paused_years"]) == (0, 0)
    ends = stats.gamma.ppf([0.025, 0.5, 0.975], 3.5, scale=1 / of_all["provider_years"])
    drawn = [of_all[name] for name in ("rate_lower", "rate", "rate_upper")]
    assert drawn == pytest.approx(ends, rel=0.06)


def test_a_kind_watched_too_little_has_no_pace_of_its_own(measured):
    of_year = measured["tier_paces"].query("watch == 'year' and move == 'up'")
    brokers = row(of_year, kind="isf_broker", tier="tier_3")

    assert brokers["provider_years"] == pytest.approx(2 * 365 / YEAR)
    assert np.isnan(brokers["rate"])
    assert brokers["rate_status"] == "not_applicable"


def test_the_mix_is_foretold_from_today_and_tried_from_a_year_ago(measured):
    found = measured["tier_outlook"]
    now = row(found, watch="all", starts="now", tier="tier_3")
    ago = row(found, watch="all", starts="year_ago", tier="tier_3")

    assert (now["providers_at_start"], ago["providers_at_start"]) == (8, 11)
    assert now["providers_at_end_status"] == "not_applicable"
    assert ago["providers_at_end"] == 8
    assert ago["foretold_from"] == day("2024-12-31")
    # One move by then: too few to have foretold anything from.
    assert ago["moves_known"] == 1
    assert np.isnan(ago["providers_expected"])
    # Four by now, which is still too few.
    assert now["moves_known"] == 4
    assert now["providers_expected_status"] == "not_applicable"


@pytest.mark.parametrize(
    ("years", "moves", "told"),
    [(0.5, 5, True), (0.49, 50, False), (5.0, 4, False)],
)
def test_how_much_is_enough(years, moves, told):
    assert is_enough(years, moves) is told


def test_without_a_decision_every_table_is_there_and_empty(tmp_path):
    vault = build(tmp_path, [["A", "3", "2026-01-01"]])
    early = replace(vault, as_of=dt.date(2025, 12, 31))

    for name, found in tier_progress(early).items():
        assert complete_statuses(found, tables()[name]).empty


# Help.


@pytest.fixture(scope="module")
def helped(tmp_path_factory):
    decisions = [
        ["A", "3", "2025-01-01"],
        ["A", "2", "2025-06-01"],  # on the first day of its help: before it
        ["A", "1", "2026-01-01"],
        ["B", "3", "2025-01-01"],
        ["B", "none", "2025-09-01"],
        ["C", "2", "2025-01-01"],
        ["C", "3", "2026-01-01"],
        ["D", "3", "2025-08-01"],
        ["Z", "3", "2026-06-30"],
    ]
    support = [
        ["A", "training", "2025-06-01", "2025-08-01", "1200"],
        ["B", "grant", "2025-03-01", "", ""],
        ["C", "mentoring", "2026-06-30", "2026-12-31", "900"],  # ends later
        ["D", "training", "2025-02-01", "2025-03-01", "500"],  # before any tier
        ["Z", "training", "2026-07-01", "2026-08-01", "100"],  # the day after
        ["B", "grant", "2025-10-01", "2025-11-01", "300"],  # after it had left
    ]
    kinds = {"D": "micro_enterprise"}
    vault = build(tmp_path_factory.mktemp("inbox"), decisions, support, kinds)
    vault = replace(vault, as_of=dt.date(2026, 6, 30))
    return complete_statuses(
        tier_support(vault)["tier_support"], tables()["tier_support"]
    )


def of(helped, provider, first):
    return row(helped, provider_id=provider, from_date=pd.Timestamp(first))


def test_help_stands_beside_the_moves_before_and_after_it(helped):
    one = of(helped, "A", "2025-06-01")

    assert one["provider_label"] == "A Care"
    assert (one["tier_then"], one["before_to"], one["after_to"]) == (
        "tier_2",
        "tier_2",
        "tier_1",
    )
    assert one["before_on"] == day("2025-06-01")
    assert (one["after_on"], one["after_move"]) == (day("2026-01-01"), "up")
    down = of(helped, "C", "2026-06-30")
    assert (down["before_move"], down["tier_then"]) == ("down", "tier_3")
    assert pd.isna(down["after_on"])


def test_help_that_goes_on_has_no_last_day_and_unknown_money_is_no_zero(helped):
    assert pd.isna(of(helped, "C", "2026-06-30")["to_date"])
    one = of(helped, "B", "2025-03-01")

    assert pd.isna(one["to_date"])
    assert pd.isna(one["gbp"])
    assert one["gbp_status"] == "not_supplied"
    assert (one["after_to"], one["after_move"]) == ("none", "left")


def test_who_is_in_no_tier_is_helped_all_the_same(helped):
    early = of(helped, "D", "2025-02-01")
    late = of(helped, "B", "2025-10-01")

    assert pd.isna(early["tier_then"])
    assert early["provider_label"] == "D"
    assert pd.isna(late["tier_then"])
    assert late["before_to"] == "none"


def test_help_that_has_not_begun_is_left_out_and_the_oldest_comes_first(helped):
    assert len(helped) == 5
    assert list(helped["support_no"]) == [1, 2, 3, 4, 5]
    assert helped["from_date"].is_monotonic_increasing
