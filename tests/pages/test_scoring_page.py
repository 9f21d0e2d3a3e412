"""Scoring files as a page, and as files to give: one provider's own, nobody else's."""

import copy
import csv
import io
import re

import pytest

from analytics.catalogue import TOPICS
from analytics.catalogue.entry import Topic
from analytics.scoring_files import write_scoring_file
from analytics.tiers.reading import framework_of
from analytics.tiers.standing import ours, under
from dash_app import app as app_module
from data.errors import NotBuiltError
from data.market import Market
from tests.scoring_evidence import COUNCIL, LAST, market_of, seen, tables_from, told
from tests.serving import Visitor, words_of

NOTE = "Ms Postlethwaite was there"
NAMES = {"A": "=Serif & Sons", "B": "Quill Care", "P/7.1": "Jo Postlethwaite"}
PROVIDERS = [
    ["A", NAMES["A"], "homecare_agency"],
    ["B", NAMES["B"], "homecare_agency"],
    ["P/7.1", NAMES["P/7.1"], "personal_assistant"],
    ["Z", "Zed Care", "homecare_agency"],
]
DECIDED = [LAST, ["A", "1", "2026-02-01"], ["B", "2", "2026-02-01"]]


def rows():
    shown = [
        *told("A", seen(2)),
        *told("A", {"gold_star": "yes"}),
        *told("B", seen(2), "2026-03-17"),
        *told("P/7.1", seen(3)),
    ]
    for row in shown:
        row[5] = NOTE
    return shown


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    return tables_from(tmp_path_factory.mktemp("inbox"), DECIDED, rows(), PROVIDERS)


@pytest.fixture(scope="module")
def scored(tables, tmp_path_factory):
    return market_of(tmp_path_factory.mktemp("market"), tables)


@pytest.fixture(scope="module")
def visitor(scored):
    return Visitor(scored)


def test_the_page_opens_with_the_decision_that_wants_most_looking_at(visitor):
    said = words_of(visitor.page(COUNCIL, "scoring"))

    assert "Does the evidence support each provider's tier?" in said
    assert "Decisions that the evidence does not support" in said
    assert f"Scoring file: {NAMES['A']}" in said
    assert "Decisions that cannot be told" in said
    assert "Section 1, Tier 1, first point; section 3 A 2, virtual budgets" in said
    assert "Who would move" not in said
    assert "could not be" not in said


def test_choosing_a_provider_opens_its_file(visitor):
    said = words_of(visitor.page(COUNCIL, "scoring", provider="B"))

    assert "Scoring file: Quill Care" in said
    assert "The evidence supports the decision: it shows Tier 2." in said
    assert "17 March 2026" in said


def test_sole_traders_and_notes_are_nowhere(visitor, scored):
    for provider in ("A", "P/7.1"):
        said = visitor.page(COUNCIL, "scoring", provider=provider)
        assert b"Postlethwaite" not in said
    assert "Scoring file: P/7.1" in words_of(
        visitor.page(COUNCIL, "scoring", provider="P/7.1")
    )
    for kind in ("html", "csv"):
        path = f"/scoring-file/{COUNCIL}/P/7.1.{kind}"
        assert b"Postlethwaite" not in visitor.get(path)
        assert b"P/7.1" in visitor.get(path)


def test_as_published_the_page_has_nothing_and_says_why(visitor):
    said = words_of(visitor.page(COUNCIL, "scoring", view="public"))

    assert "None of this page is published" in said
    for name in ("Serif", "Quill", "Scoring file:", "Grid shows"):
        assert name not in said


def test_a_server_of_the_public_view_gives_no_scoring_file(scored):
    stranger = Visitor(Market(scored.root, public_only=True), public_only=True)
    for query in ({}, {"view": "internal"}):
        said = stranger.get(f"/scoring-file/{COUNCIL}/A.csv", **query)
        assert b"has no scoring files in its public view" in said
        assert b"virtual_wallet" not in said


def test_without_evidence_the_page_says_which_file_would_switch_it_on(tables, tmp_path):
    market = market_of(tmp_path, {}, supplied={"council_tier_decisions": "2026-09-30"})
    said = words_of(Visitor(market).page(COUNCIL, "scoring"))

    assert "We cannot tell yet" in said
    assert "tier_evidence" in said
    assert "What is missing for the next tier" in said
    with pytest.raises(NotBuiltError, match="has no scoring files"):
        write_scoring_file(market, COUNCIL, "A", tmp_path)


def test_a_version_to_come_is_a_section_of_the_page(tmp_path):
    whole = copy.deepcopy(dict(ours().told))
    later = copy.deepcopy(whole["versions"][0])
    later.update(version="2", valid_from="2027-04-01")
    later["tiers"]["tier_2"]["rule"] = {"at_least": {"met": 1}}
    whole["versions"].append(later)
    (tmp_path / "inbox").mkdir()
    shown = told("B", seen(3, tier_1_plan="yes"))
    with under(framework_of(whole)):
        tables = tables_from(tmp_path / "inbox", DECIDED, shown, PROVIDERS)
    said = words_of(Visitor(market_of(tmp_path, tables)).page(COUNCIL, "scoring"))

    assert "Who would move under version 2, from 1 April 2027" in said
    assert "moves up" in said


@pytest.fixture(scope="module")
def given(scored, tmp_path_factory):
    paths = write_scoring_file(scored, COUNCIL, "A", tmp_path_factory.mktemp("out"))
    return {path.suffix: path for path in paths}


def test_files_to_give_say_what_they_are_in_name_and_text(given):
    for path in given.values():
        assert path.stem == (
            f"{COUNCIL}_scoring-file_A_2026-09-30_confidential_synthetic"
        )
    page = given[".html"].read_text("utf-8")
    assert (
        page.count(
            "Synthetic demonstration data. Confidential to =Serif &amp; Sons and the "
            "council: not for publication."
        )
        == 2
    )
    assert "version 1, in force since 1 January 2020" in page
    assert "as of 30 September 2026" in page
    assert "For Tier 1:" in page
    assert "gold_star (not in the framework)" in page
    assert "<script" not in page
    assert "http" not in page


def test_files_to_give_hold_nothing_of_another_provider(given):
    for path in given.values():
        text = path.read_text("utf-8")
        for other in ("Quill", "Zed Care", "P/7.1", "17 March 2026", "2026-03-17"):
            assert other not in text
        assert not re.search(r"\b(\(B\)|Postlethwaite)\b", text)


def test_the_csv_holds_every_part_and_no_formula(given):
    text = given[".csv"].read_text("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text)))

    assert {row["part"] for row in found} == {
        "decision",
        "criterion",
        "evidence",
        "missing",
    }
    assert {row["synthetic"] for row in found} == {"Synthetic demonstration data"}
    assert {row["provider"] for row in found} == {"'=Serif & Sons"}
    assert {row["provider_id"] for row in found} == {"A"}
    parts = [row["part"] for row in found]
    assert parts.count("criterion") == 15
    assert parts.count("evidence") == 16
    cells = [cell for row in found for cell in row.values()]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_page_and_command_give_the_same_files(visitor, given):
    for kind in ("html", "csv"):
        sent = visitor.get(f"/scoring-file/{COUNCIL}/A.{kind}")
        assert sent == given[f".{kind}"].read_bytes()


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("Q.csv", "There is no scoring file of &#39;Q&#39;|There is no scoring file"),
        ("A.exe", "There is no such file here"),
    ],
)
def test_what_there_is_not_is_told(visitor, path, says):
    said = visitor.get(f"/scoring-file/{COUNCIL}/{path}").decode()

    assert re.search(says, said)


def test_a_server_without_the_page_has_no_such_files(scored):
    others: list[Topic] = [each for each in TOPICS if each.name != "scoring"]
    client = app_module.create_app(scored, topics=others).server.test_client()
    answer = client.get(f"/scoring-file/{COUNCIL}/A.csv", headers={"Host": "localhost"})

    assert answer.status_code == 404


def test_an_unknown_provider_is_refused_with_one_there_is(scored, tmp_path):
    with pytest.raises(NotBuiltError, match=r"no scoring file of 'Q'.*such as A\.$"):
        write_scoring_file(scored, COUNCIL, "Q", tmp_path)
    assert not list(tmp_path.iterdir())
