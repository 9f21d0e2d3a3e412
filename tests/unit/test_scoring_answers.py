"""What the scoring files say: the answer, mismatches, one file, the framework."""

import copy

import pytest

from analytics.answers import (
    scoring,
    scoring_file,
    scoring_framework,
    scoring_grid,
    scoring_notes,
)
from analytics.tiers.reading import framework_of
from analytics.tiers.standing import ours, under
from tests.scoring_evidence import LAST, OF, evidence_of, seen, tables_from, told

WITHOUT_WALLET = [code for code in OF["tier_1"] if code != "virtual_wallet"]
DECIDED = [
    LAST,
    ["A", "1", "2026-02-01"],
    ["B", "2", "2026-02-01"],
    ["C", "3", "2026-02-01", "2027-03-04"],
    ["D", "1", "2026-02-01"],
    ["E", "2", "2026-02-01"],
    ["F", "2", "2025-12-01"],
    ["G", "3", "2026-02-01"],
    ["H", "1", "2026-02-01"],
    ["J", "2", "2026-02-01"],
]
SHOWN = [
    *told("A", seen(2)),
    *told("B", seen(2, community_links="partly", tier_1_plan="no")),
    *told("C", seen(1)),
    *told("D", {code: "yes" for code in WITHOUT_WALLET}),
    *told("E", seen(2)),
    ["E", "community_links", "no", "citizen", "2026-04-01", "", ""],
    *told("F", seen(2)),
    *told("G", seen(3)),
    *told("H", seen(1)),
    *told("H", {"virtual_wallet": "yes", "flexible_hours": "no"}, viewpoint="provider"),
    ["H", "flexible_hours", "partly", "commissioner", "2026-03-03", "", "yes"],
    *told("I", seen(1)),
    *told("J", seen(2, **{"independence_record": "yes"})),
    *told("J", {"gold_star": "yes"}),
]


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    return tables_from(tmp_path_factory.mktemp("inbox"), DECIDED, SHOWN)


@pytest.fixture
def evidence(tables):
    return evidence_of(tables)


def test_the_answer_counts_each_way_apart(evidence):
    answer = scoring.answer(evidence)

    assert answer.facts == {
        "providers": 10,
        "supported": 4,
        "higher": 2,
        "lower": 1,
        "cannot_tell": 3,
        "undecided": 1,
        "before_evidence": 2,
    }
    assert answer.text == (
        "**In part.** The evidence supports **4 of 10 decisions**; 2 are higher than "
        "it and 1 is lower than it. **3 cannot be told**, because evidence is missing "
        "or views differ."
    )
    assert answer.sure == (
        "Judged by version 1 of the framework, in force since 1 January 2020, on "
        "evidence to 1 April 2026. A criterion that nobody has assessed is unknown "
        "here, never not met. 2 decisions were made before any evidence. 1 item of "
        "criteria that the framework has not does not count. 1 provider with evidence "
        "has no decision yet."
    )


@pytest.mark.parametrize(
    ("decisions", "shown", "words"),
    [
        ([["A", "1"]], told("A", seen(1)), "**Yes.**"),
        (
            [["A", "1"], ["B", "1"], ["C", "1"]],
            [row for each in "ABC" for row in told(each, seen(1 + (each == "C")))],
            "**Mostly.**",
        ),
        ([["A", "1"]], told("A", seen(2)), "**No.**"),
        (
            [["A", "1"], ["B", "1"]],
            [
                *told("A", seen(1)),
                *told("B", {code: "yes" for code in WITHOUT_WALLET}),
            ],
            "**In part.**",
        ),
        (
            [["A", "1"]],
            told("A", {code: "yes" for code in WITHOUT_WALLET}),
            "**We cannot tell for most.**",
        ),
        ([["A", "1"]], [], "**We cannot tell yet.** None of the 1 provider"),
        ([["A", "none"]], told("B", seen(1)), "**We cannot tell yet.** No provider"),
    ],
)
def test_the_first_words_answer_the_question(tmp_path, decisions, shown, words):
    rows = [[provider, tier, "2026-09-30"] for provider, tier in decisions]
    answer = scoring.answer(evidence_of(tables_from(tmp_path, rows, shown)))

    assert answer.text.startswith(words)


def test_mismatches_are_those_contradicted_higher_ones_first(evidence):
    rows = scoring.mismatches(evidence)

    assert rows["provider_id"].tolist() == ["A", "B", "C"]
    told_of = rows.set_index("provider_id")
    assert told_of.loc["A", "decided"] == "Tier 1, 1 February 2026"
    assert told_of.loc["A", "shown"] == "Tier 2"
    assert told_of.loc["A", "against"].startswith(
        "Tier 1 still needs 7 of 9 met in full (0 are) and all 9 at least partly "
        "(0 are). Lacking: virtual wallet (not met), "
    )
    assert told_of.loc["B", "against"] == (
        "Tier 2 still needs community links met in full and all 3 at least partly "
        "(2 are). Lacking: community links (partly met) and plan towards Tier 1 "
        "(not met)."
    )
    assert told_of.loc["C", "against"] == (
        "It shows all that the rule of Tier 1 asks for."
    )
    assert told_of.loc["C", "then"] == "lower than the evidence of the day"


def test_what_cannot_be_told_is_apart_with_its_reason(evidence):
    rows = scoring.untold(evidence).set_index("provider_id")

    assert rows["reason"].to_dict() == {
        "D": "not all that bears on it has been assessed",
        "E": "views are disputed or say the opposite",
        "Z": "no evidence at all",
    }
    assert rows.loc["E", "open"] == "community links"
    assert rows.loc["D", "open"] == (
        "virtual wallet, community links, specialist support and plan towards Tier 1"
    )
    assert rows.loc["Z", "open"] == "a first assessment"
    assert rows.loc["D", "shown"] == "Tier 3 to Tier 1"


def test_the_grid_groups_providers_by_what_the_evidence_says(evidence):
    rows = scoring_grid.grid(evidence)
    first = rows.drop_duplicates("provider_id")

    assert first["verdict_words"].drop_duplicates().tolist() == [
        "Higher than the evidence",
        "Lower than the evidence",
        "Cannot be told",
        "No decision yet",
        "Supported by the evidence",
    ]
    assert len(rows) == 11 * 15
    assert set(rows.loc[rows["provider_id"] == "Z", "state_words"]) == {"not assessed"}
    e = rows[rows["provider_id"] == "E"].set_index("criterion")
    assert e.loc["community_links", "state_words"] == "views differ"
    said = scoring_grid.finding(rows, evidence)
    assert said.startswith("Of 11 providers, ")
    # Z and D lack 15 and 7, and E's links are contested.
    assert "23 of 165 marks are not assessed or need a look" in said


@pytest.mark.parametrize(
    ("show", "providers"),
    [
        ("attention", "ABCDEIZ"),
        ("tier_3", "CG"),
        ("all", "ABCDEFGHIJZ"),
    ],
)
def test_the_grid_shows_whom_the_reader_asks_for(tables, show, providers):
    rows = scoring_grid.grid(evidence_of(tables, show=show))

    assert set(rows["provider_id"]) == set(providers)


def test_a_file_sets_three_views_side_by_side(tables):
    evidence = evidence_of(tables, "H")
    views = scoring_file.views(evidence, "H").set_index("criterion")
    wallet, hours = views.loc["virtual_wallet"], views.loc["flexible_hours"]

    assert wallet[["counts", "commissioner", "provider", "citizen"]].tolist() == [
        "Met",
        "Met, 15 January 2026",
        "Met, 15 January 2026",
        "No view",
    ]
    # The newest is disputed, so the one before it counts, and the file says which.
    assert hours["commissioner"] == "Partly, 3 March 2026, disputed"
    assert hours["counts"] == "Met, by the council's view of 15 January 2026"
    row = scoring_file.chosen(evidence)
    assert row is not None
    assert scoring_file.own_view(row) == (
        "Its own view is no higher than the one judged on, on 2 criteria."
    )
    assert scoring_file.missing(evidence, "H") == []
    assert scoring_file.to_remain(evidence, "H").startswith(
        "**To remain in the framework, the guide also asks for:** plan with milestones "
        "(not met), "
    )


def test_a_file_says_whose_view_judged_where_it_is_not_the_councils(tmp_path):
    whole = copy.deepcopy(dict(ours().told))
    whole["versions"][0]["criteria"][3]["viewpoints"] = ["citizen", "commissioner"]
    counts = {}
    for day in ("2026-01-05", "2026-01-15"):
        shown = told("A", {"flexible_hours": "no"}, day, "citizen")
        folder = tmp_path / day
        folder.mkdir()
        with under(framework_of(whole)):
            tables = tables_from(folder, DECIDED[:2], [*told("A", seen(1)), *shown])
        evidence = evidence_of(tables)
        views = scoring_file.views(evidence, "A").set_index("criterion")
        counts[day] = views.loc["flexible_hours", "counts"]

    assert counts == {
        # The council's newer view says the opposite, so it contests the citizens'.
        "2026-01-05": "Views differ",
        "2026-01-15": "Not met, by citizens' view of 15 January 2026",
    }
    said = scoring_grid.sub(scoring_grid.grid(evidence), evidence)
    assert said.endswith("By the newest judging view that nobody disputes")


@pytest.mark.parametrize(
    ("provider", "said"),
    [
        ("A", "The decision, Tier 1, is higher than the evidence, which shows Tier 2."),
        ("C", "The decision, Tier 3, is lower than the evidence, which shows Tier 1."),
        (
            "E",
            "Whether the evidence supports Tier 2 cannot be told: views are disputed "
            "or say the opposite. On the day of the decision: supported.",
        ),
        (
            "F",
            "The evidence supports the decision: it shows Tier 2. On the day of the "
            "decision: decided before any evidence.",
        ),
        ("I", "No tier has been decided yet. The evidence shows Tier 1."),
    ],
)
def test_a_file_says_how_decision_and_evidence_stand(tables, provider, said):
    row = scoring_file.chosen(evidence_of(tables, provider))

    assert row is not None
    assert scoring_file.standing(row) == said


def test_a_file_is_headed_by_its_facts(tables):
    heads = {}
    for provider in "CGI":
        row = scoring_file.chosen(evidence_of(tables, provider))
        assert row is not None
        heads[provider] = scoring_file.facts(row)

    assert heads["C"] == [
        ("Tier 3", "decided 1 February 2026"),
        ("Tier 1", "the evidence shows"),
        ("15 of 15", "criteria assessed and settled"),
        ("4 March 2027", "improve by, as decided"),
    ]
    assert heads["G"][-1] == ("1 February 2027", "improve by, by the framework")
    assert heads["I"][0] == ("None", "no decision yet")


def test_what_is_missing_is_told_nearest_tier_first(tables):
    second, first = scoring_file.missing(evidence_of(tables, "G"), "G")

    assert second.startswith("**For Tier 2:** community links met in full and all 3")
    assert first.startswith("**For Tier 1:** 7 of 9 met in full (0 are) and all 9")


def test_the_framework_is_told_in_words(evidence):
    assert scoring_framework.rules(evidence) == [
        "**Tier 1, Partnership:** at least 7 of 9 criteria met and all 9 criteria met "
        "at least partly.",
        "**Tier 2, Community Model:** all 3 criteria met at least partly and community "
        "links met in full.",
        "**Tier 3, General Support:** whoever reaches no other tier.",
    ]
    rows = scoring_framework.criteria(evidence)
    assert len(rows) == 15
    assert set(rows["views"]) == {"The council judges; citizens may contest"}
    assert "our operational reading" in scoring_framework.about(evidence)
    assert scoring_framework.ahead(evidence) == []


def test_a_version_to_come_heads_a_section_of_its_own(tmp_path):
    whole = copy.deepcopy(dict(ours().told))
    later = copy.deepcopy(whole["versions"][0])
    later.update(version="2", valid_from="2027-04-01")
    later["tiers"]["tier_1"]["rule"] = {"at_least": {"met": 1}}
    whole["versions"].append(later)
    with under(framework_of(whole)):
        tables = tables_from(tmp_path, DECIDED, SHOWN)
    evidence = evidence_of(tables)
    (coming,) = scoring_framework.ahead(evidence)

    assert coming.rules[0] == ("**Tier 1, Partnership:** at least 1 of 9 criteria met.")
    assert coming.heading == "Who would move under version 2, from 1 April 2027"
    assert coming.sentence == (
        "On the evidence as it stands, **1 of 11 providers would move up and 0 down**; "
        "1 cannot be told. No decision changes by itself."
    )
    assert coming.rows.set_index("provider_id")["moves"].to_dict() == {
        "J": "moves up",
        "D": "cannot be told",
    }
    # The page goes on judging by the version in force.
    assert scoring.answer(evidence).facts["supported"] == 4


def test_notes_are_short_and_name_the_version(evidence):
    notes = scoring_notes.notes(evidence)

    assert "framework version 1" in notes.source
    assert notes.what_would_change_this.startswith("**Assessments.** 3 decisions")
    for said in vars(notes).values():
        assert len(said.split()) <= 30
