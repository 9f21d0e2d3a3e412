"""The county's planted mismatches are found, and no others, by two ways."""

import pandas as pd
import pytest

from data.demo import read_truth

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
THREE = ["community_links", "specialist_support", "tier_1_plan"]


@pytest.fixture(scope="module")
def planted():
    return read_truth()["tier_evidence"]


@pytest.fixture(scope="module")
def files(market):
    shelf = market.open("X99000001", view="internal")
    return shelf.table("scoring_files").set_index("provider_id")


@pytest.fixture(scope="module")
def table(demo_build):
    return lambda name: pd.read_csv(
        demo_build.inbox / f"synthetic_{name}.csv", dtype=str
    )


def tier_of(values):
    """Work a tier out in plain words, from how each criterion is met."""
    nine = [values[code] for code in NINE]
    if "no" not in nine and nine.count("partly") <= 2:
        return "tier_1"
    three = [values[code] for code in THREE]
    return "tier_2" if "no" not in three and three[0] == "yes" else "tier_3"


def test_the_planted_mismatches_are_found_and_no_others(files, planted):
    found = files[files["verdict"].isin(["higher", "lower"])]
    shown = found["tier_at_least"].str.removeprefix("tier_").astype(int)

    assert len(planted["supports"]) > 1
    assert shown.to_dict() == planted["supports"]
    assert (found["tier_at_least"] == found["tier_at_most"]).all()
    for provider, tier in planted["supports"].items():
        decided = int(files.loc[provider, "decided_tier"].removeprefix("tier_"))
        expected = "higher" if decided < tier else "lower"
        assert files.loc[provider, "verdict"] == expected


def test_a_plain_reading_of_the_file_gives_the_same_tiers(files, table):
    rows = table("tier_evidence")
    rows = rows[rows["met"].isin(["yes", "partly", "no"])]
    rows = rows[(rows["viewpoint"] == "commissioner") & (rows["disputed"] != "yes")]
    newest = rows.sort_values("assessed_on").drop_duplicates(
        ["provider_id", "criterion"], keep="last"
    )
    seen = newest.set_index(["provider_id", "criterion"])["met"]
    n_open = 0
    for provider, file in files.iterrows():
        known = seen.loc[provider].to_dict() if provider in seen.index else {}
        for unknown, column in (("no", "tier_at_least"), ("yes", "tier_at_most")):
            values = {code: known.get(code, unknown) for code in [*NINE, *THREE]}
            assert file[column] == tier_of(values), (provider, column)
        n_open += any(code not in known for code in [*NINE, *THREE])

    assert len(files) > 50
    assert n_open > 3  # what nobody has assessed is among what was tried


def test_decisions_are_the_last_of_the_file(files, table):
    last = table("tier_decisions").sort_values("decided_on")
    last = last.drop_duplicates("provider_id", keep="last").set_index("provider_id")
    stayed = last[last["tier"] != "none"]

    assert set(files.index) == set(stayed.index)
    expected = ("tier_" + stayed["tier"]).to_dict()
    assert files["decided_tier"].to_dict() == expected


def test_decisions_before_any_evidence_are_those_planted(files, planted):
    late = [each for each in planted["late"] if each in files.index]

    assert late
    before = files["before_evidence"]
    assert sorted(before[before > 0].index) == sorted(late)


def test_what_nobody_looked_at_is_not_taken_for_not_met(market, planted):
    shelf = market.open("X99000001", view="internal")
    marks = shelf.table("scoring_marks").set_index(["provider_id", "criterion"])
    unknown = marks[marks["state"] == "no_evidence"]
    providers = set(marks.index.get_level_values("provider_id"))
    expected = {
        (provider, criterion)
        for provider, criteria in planted["missing"].items()
        for criterion in criteria
        if provider in providers
    }

    assert set(unknown.index) == expected
    assert set(unknown["worst"]) == {"no"}
    assert set(unknown["best"]) == {"yes"}
