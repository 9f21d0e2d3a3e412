"""Each provider's scoring file, from an inbox of files."""

import copy
import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from analytics.catalogue import topic
from analytics.measures.scoring import scoring
from analytics.measures.scoring_framework import scoring_framework
from analytics.protect.statuses import complete_statuses
from analytics.tiers.reading import framework_of
from analytics.tiers.standing import ours, under
from data.queries.scoring import read_tier_evidence
from tests.scoring_evidence import EVERY, LAST, OF, seen, told
from tests.scoring_evidence import vault_from as build


def files_of(vault):
    return scoring(vault)["scoring_files"].set_index("provider_id")


DECIDED = [
    LAST,
    ["A", "1", "2026-02-01"],
    ["B", "1", "2026-02-01"],
    ["C", "3", "2026-02-01"],
    ["D", "2", "2026-02-01"],
    ["E", "1", "2026-02-01"],
    ["F", "2", "2026-02-01"],
    ["F", "none", "2026-03-01"],
    ["G", "2", "2025-12-01"],
    # An earlier decision, which the last one stands in for.
    ["H", "1", "2026-01-20"],
    ["H", "2", "2026-02-01"],
    ["J", "2", "2026-02-01"],
]
WITHOUT = [code for code in OF["tier_1"] if code != "virtual_wallet"]
SHOWN = [
    *told("A", seen(1)),
    *told("B", seen(2)),
    *told("C", seen(2)),
    # D has no evidence at all.
    *told("E", {code: "yes" for code in WITHOUT}),
    *told("F", seen(2)),
    *told("G", seen(2)),
    *told("H", seen(2)),
    *told("I", seen(1)),
    *told("J", seen(2)),
    # J's links are contested: a citizen said no, later.
    ["J", "community_links", "no", "citizen", "2026-04-01", "", ""],
]


@pytest.fixture(scope="module")
def vault(tmp_path_factory):
    return build(tmp_path_factory.mktemp("inbox"), DECIDED, SHOWN)


@pytest.mark.parametrize(
    ("provider", "decided", "shown", "verdict", "why", "then"),
    [
        ("A", "tier_1", ("tier_1", "tier_1"), "supported", "", "supported"),
        ("B", "tier_1", ("tier_2", "tier_2"), "higher", "", "higher"),
        ("C", "tier_3", ("tier_2", "tier_2"), "lower", "", "lower"),
        (
            "D",
            "tier_2",
            ("tier_3", "tier_1"),
            "cannot_tell",
            "no_evidence",
            "no_evidence",
        ),
        (
            "E",
            "tier_1",
            ("tier_3", "tier_1"),
            "cannot_tell",
            "evidence_missing",
            "cannot_tell",
        ),
        # A decision before any evidence.
        ("G", "tier_2", ("tier_2", "tier_2"), "supported", "", "no_evidence"),
        ("H", "tier_2", ("tier_2", "tier_2"), "supported", "", "supported"),
        ("I", "undecided", ("tier_1", "tier_1"), "undecided", "", "undecided"),
        (
            "J",
            "tier_2",
            ("tier_3", "tier_2"),
            "cannot_tell",
            "needs_a_look",
            "supported",
        ),
    ],
)
def test_each_decision_beside_its_evidence(
    vault, provider, decided, shown, verdict, why, then
):
    row = files_of(vault).loc[provider]

    assert row["decided_tier"] == decided
    assert (row["tier_at_least"], row["tier_at_most"]) == shown
    assert (row["verdict"], row["why"], row["verdict_then"]) == (verdict, why, then)


def test_who_left_is_not_scored(vault):
    assert "F" not in files_of(vault).index


def test_every_table_keeps_its_promise(vault):
    tables = {
        table.name: table
        for measure in topic("scoring").measures
        for table in measure.tables
    }
    frames = scoring(vault) | scoring_framework(vault)

    assert set(tables) == set(frames)
    for name, table in tables.items():
        whole = complete_statuses(frames[name], table)
        assert len(whole) == len(frames[name])


def test_items_say_which_is_the_newest_of_its_view_and_which_was_judged_on(tmp_path):
    evidence = [
        *told("A", {"virtual_wallet": "no"}, "2025-05-01"),
        *told("A", {"virtual_wallet": "partly"}, "2026-05-01"),
        ["A", "virtual_wallet", "yes", "commissioner", "2026-06-01", "", "yes"],
        *told("A", {"virtual_wallet": "yes"}, "2025-04-01", "provider"),
        *told("A", {"gold_star": "yes"}, "2026-05-01"),
    ]
    tables = scoring(build(tmp_path, [LAST, ["A", "2", "2026-02-01"]], evidence))
    items = tables["scoring_items"].set_index(["criterion", "viewpoint", "assessed_on"])
    wallet = items.loc["virtual_wallet"]
    may, june = ("commissioner", "2026-05-01"), ("commissioner", "2026-06-01")

    assert list(wallet[wallet["is_newest"]].index) == [
        ("commissioner", pd.Timestamp("2026-06-01")),
        ("provider", pd.Timestamp("2025-04-01")),
    ]
    assert list(wallet[wallet["is_judged"]].index) == [
        ("commissioner", pd.Timestamp("2026-05-01"))
    ]
    assert wallet.loc[june, "is_disputed"]
    assert not wallet.loc[may, "is_disputed"]
    # An item of a criterion that the framework has not is kept, and judges nothing.
    assert not items.loc["gold_star", "is_judged"].any()
    row = tables["scoring_files"].set_index("provider_id").loc["A"]
    assert (row["own_view"], row["own_view_higher"]) == (1, 1)
    assert (row["items"], row["criteria_known"], row["criteria"]) == (5, 1, 15)


def test_gaps_are_those_of_each_tier_above_the_one_shown(vault):
    gaps = scoring(vault)["scoring_gaps"]
    of_b = gaps[gaps["provider_id"] == "B"]
    of_a = gaps[gaps["provider_id"] == "A"]

    assert set(of_b["tier"]) == {"tier_1", "tier_3"}
    first = of_b[of_b["tier"] == "tier_1"]
    assert list(first["criterion"]) == OF["tier_1"]
    assert set(first["met_short"]) == {7}
    assert set(first["partly_short"]) == {9}
    # What is asked of whoever wants to remain is asked of everybody.
    assert list(of_a["criterion"]) == OF["tier_3"]


@pytest.mark.parametrize(
    ("decision", "day", "set_by"),
    [
        (["A", "3", "2026-02-01", "2026-12-01"], "2026-12-01", "decision"),
        (["A", "3", "2026-02-01"], "2027-02-01", "framework"),
        (["A", "2", "2026-02-01"], None, ""),
    ],
)
def test_the_day_by_which_to_improve(tmp_path, decision, day, set_by):
    row = files_of(build(tmp_path, [LAST, decision], told("A", seen(3)))).loc["A"]

    assert row["improve_by_from"] == set_by
    assert (
        None if pd.isna(row["improve_by"]) else str(row["improve_by"].date())
    ) == day


def test_sole_traders_are_told_by_their_id_and_organisations_by_name(tmp_path):
    providers = [
        ["A", "Serif Carers", "homecare_agency"],
        ["B", "Jo Postlethwaite", "personal_assistant"],
        ["C", "Carers of ZZ1 1AA", "homecare_agency"],
        ["Z", "Zed Care", "homecare_agency"],
    ]
    evidence = [row for each in "ABC" for row in told(each, seen(2))]
    rows = files_of(build(tmp_path, [LAST], evidence, providers))

    assert rows.loc[["A", "B", "C"], "provider_label"].tolist() == [
        "Serif Carers",
        "B",
        "C",
    ]


def test_notes_stay_in_the_vault(tmp_path):
    rows = told("A", seen(2))
    rows[0][5] = "Ms Postlethwaite was there"
    vault = build(tmp_path, [LAST, ["A", "2", "2026-02-01"]], rows)
    frames = scoring(vault) | scoring_framework(vault)

    assert not any("note" in column for frame in frames.values() for column in frame)
    assert "Postlethwaite" not in "".join(f.to_csv() for f in frames.values())


def test_what_is_assessed_after_the_day_spoken_of_is_not_yet_known(tmp_path):
    evidence = [
        *told("A", seen(3), "2026-06-30"),  # on the day
        *told("A", seen(2), "2026-07-01"),  # the day after
        # One that nobody has registered, and one registered that has no evidence.
        *told("Q", seen(2), "2026-06-30"),
    ]
    providers = [[each, f"{each} Care", "homecare_agency"] for each in "ARZ"]
    vault = build(tmp_path, [LAST, ["A", "3", "2026-02-01"]], evidence, providers)
    then = replace(vault, as_of=dt.date(2026, 6, 30))

    assert files_of(vault).loc["A", "verdict"] == "lower"
    assert files_of(then).loc["A", "verdict"] == "supported"
    found = read_tier_evidence(then)
    names = found.set_index("provider_id")["provider_name"]
    assert set(names["A"]) == {"A Care"}
    assert names["Q"].isna().all()
    assert "R" not in set(found["provider_id"])
    assert len(found) == 2 * len(EVERY)


def changed(on, name="2"):
    """Return ours with a later version in which all nine are met in full."""
    whole = copy.deepcopy(dict(ours().told))
    later = copy.deepcopy(whole["versions"][0])
    later.update(version=name, valid_from=on)
    later["tiers"]["tier_1"]["rule"] = {"at_least": {"met": 9}}
    whole["versions"].append(later)
    return framework_of(whole)


def test_a_tier_is_that_of_the_framework_in_force(tmp_path):
    values = seen(1, virtual_wallet="partly")
    vault = build(tmp_path, [LAST, ["A", "1", "2026-02-01"]], told("A", values))
    found = {}
    for on in ("2026-09-30", "2026-10-01", "2026-02-01", "2026-02-02"):
        with under(changed(on)):
            row = files_of(vault).loc["A"]
        found[on] = row["verdict"], row["verdict_then"]

    assert found == {
        "2026-09-30": ("higher", "supported"),  # in force from that very day
        "2026-10-01": ("supported", "supported"),
        "2026-02-01": ("higher", "higher"),
        "2026-02-02": ("higher", "supported"),
    }


def test_before_the_first_framework_nothing_can_be_told(tmp_path):
    whole = copy.deepcopy(dict(ours().told))
    whole["versions"][0]["valid_from"] = "2026-10-01"
    vault = build(tmp_path, [LAST, ["A", "1", "2026-02-01"]], told("A", seen(1)))
    with under(framework_of(whole)):
        tables = scoring(vault)
        ahead = scoring_framework(vault)

    row = tables["scoring_files"].set_index("provider_id").loc["A"]
    assert (row["verdict"], row["why"]) == ("cannot_tell", "no_framework")
    assert row["verdict_then"] == "no_framework"
    assert tables["scoring_marks"].empty
    assert ahead["scoring_ahead"].empty
    assert set(ahead["scoring_rules"]["standing"]) == {"to_come"}


def test_a_version_still_to_come_shows_who_would_move(tmp_path):
    evidence = [
        *told("A", seen(1, virtual_wallet="partly")),
        *told("B", seen(1)),
        *told("C", {code: "yes" for code in WITHOUT}),
    ]
    decisions = [LAST, *([each, "1", "2026-02-01"] for each in "ABC")]
    vault = build(tmp_path, decisions, evidence)
    with under(changed("2026-10-01")):
        tables = scoring_framework(vault)
    ahead = tables["scoring_ahead"].set_index("provider_id")

    assert ahead["move"].to_dict() == {
        "A": "down",
        "B": "stays",
        "C": "stays",
        "Z": "stays",
    }
    assert ahead.loc["A", ["most_now", "most_then"]].tolist() == ["tier_1", "tier_3"]
    rules = tables["scoring_rules"].set_index(["version", "tier"])
    assert rules["standing"].groupby("version").first().to_dict() == {
        "1": "in_force",
        "2": "to_come",
    }
    assert rules.loc[("1", "tier_2"), "must_be_met"] == "community_links"
    assert rules.loc[("2", "tier_1"), ["counted", "met"]].tolist() == [9, 9]
    # Without one to come there is no such table's row.
    assert scoring_framework(vault)["scoring_ahead"].empty


def test_without_evidence_the_tables_are_there(tmp_path):
    tables = scoring(build(tmp_path, [LAST], []))

    assert tables["scoring_files"]["why"].tolist() == ["no_evidence"]
    assert tables["scoring_items"].empty
