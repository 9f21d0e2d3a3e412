"""Are people better off, on the desk and as published, and without a file."""

import pytest
from dash.development.base_component import Component

from analytics.catalogue import topic
from analytics.figures.theme import Look
from analytics.publish import publish
from dash_app.address import Address
from dash_app.ask import Asker, standing_at
from dash_app.pages import outcomes as page
from data.market import Market
from data.swap import draft_in, only_build
from tests.packing import as_csv, vault_of

REVIEWS = [
    "person_id",
    "reviewed_on",
    "weekly_hours",
    "independence_0_10",
    "satisfaction_0_10",
    "less_support_was_own_aim",
    "pilot_group",
]
PEOPLE = {
    # after 10 hours, independence after 5, aim, in the pilot: how many
    ("8", "6", "yes", "pilot-a"): 12,
    ("8", "6", "yes", ""): 3,
    ("8", "4", "yes", ""): 21,
    ("8", "6", "unknown", ""): 3,
    ("10", "5", "unknown", ""): 40,
}


def served(root, *, reviews=True, feedback=True):
    inbox, out = root / "inbox", root / "out"
    inbox.mkdir(parents=True)
    rows, arrangements = [], []
    for (hours, independence, aim, pilot), number in PEOPLE.items():
        for _ in range(number):
            who = f"person-{len(arrangements)}"
            provider = "ABCDEF"[len(arrangements) % 6]
            rows.append([who, "2025-01-01", "10", "5", "5", aim, pilot])
            rows.append([who, "2026-01-01", hours, independence, "5", aim, pilot])
            arrangements.append(
                [who, who, "managed_budget", "2024-06-01", "E01000001", provider]
            )
    header = [
        "arrangement_id",
        "person_id",
        "route",
        "started_on",
        "lsoa_code",
        "provider_id",
    ]
    providers = [[each, f"{each} Care", "homecare_agency"] for each in "ABCDE"]
    providers.append(["F", "Jo Bloggs", "micro_enterprise"])
    files = {
        "arrangements": as_csv([header, *arrangements]),
        "providers": as_csv([["provider_id", "name", "kind"], *providers]),
    }
    if reviews:
        files["reviews"] = as_csv([REVIEWS, *rows])
    if feedback:
        told = [
            [who, "2026-01-05", "survey", "5" if i % 3 else "2", "dignity"]
            for number, who in enumerate("ABCDEF")
            for i in range(12 - 2 * number)
        ]
        header = ["provider_id", "given_on", "source", "score_1_5", "theme"]
        files["feedback"] = as_csv([header, *told])
    vault = vault_of(inbox, files)
    with only_build(out, vault.council_code) as folder, draft_in(folder) as draft:
        publish(vault, draft, [topic("outcomes")], lambda _: None)
    return Market(out), vault.council_code


@pytest.fixture(scope="module")
def market(tmp_path_factory):
    return served(tmp_path_factory.mktemp("outcomes"))


def shown(served_, **query):
    market_, council = served_
    said = Asker(market_)(topic("outcomes"), council, query)
    assert not said.ignored
    return standing_at(
        said, Look(width=1240), Address(council, "outcomes", query=query)
    )


def text(component):
    if not isinstance(component, Component):
        return "" if component is None else str(component)
    children = getattr(component, "children", None)
    each = children if isinstance(children, (list, tuple)) else [children]
    return " ".join(text(child) for child in each)


def test_the_desk_counts_successes_apart_from_cuts_and_from_the_unknown(market):
    reply = shown(market)

    assert reply.answer.text.startswith(
        "**For 15 of 39 people with at least 10% fewer hours, yes:**"
    )
    assert "For **21** it is unexplained, and no success" in reply.answer.text
    assert "for **3** we cannot tell" in reply.answer.text
    assert "In the pilot it is 12 of 12, outside it 3 of 27." in reply.answer.text
    groups = reply.charts["fading_support"].frame["group_name"].unique()
    assert list(groups) == ["In the pilot", "Not in the pilot"]


def test_past_findings_stand_with_their_size_and_date(market):
    said = text(page.evidence(shown(market)))

    assert "44% fewer hours" in said
    assert "12 people, 2014" in said
    assert "29.7% less" in said
    assert "2012" in said
    assert "nothing on this page rests on them" in said


def test_scores_are_kept_to_one_kind_and_small_ones_are_counts(market):
    reply = shown(market)
    rows = reply.charts["provider_feedback"].frame.set_index("provider_label")

    assert list(rows.index[:2]) == ["A Care", "B Care"]
    assert "F" not in rows.index
    assert rows.loc["C Care", "says"] == "5 of 8: under 10, so no score"
    assert rows.loc["C Care", "score_status"] == "not_applicable"
    traders = shown(market, kind="micro_enterprise").charts["provider_feedback"].frame
    assert list(traders["provider_label"]) == ["F"]
    satisfied = shown(market, measure="satisfaction").charts["provider_reviews"]
    assert satisfied.heading == "Satisfaction kept or better, by provider"


def test_what_is_published_are_rounded_counts_of_everyone(market):
    reply = shown(market, view="public")
    frame = reply.charts["fading_support"].frame.set_index("outcome")
    said = text(page.evidence(reply)) + reply.answer.text

    assert set(reply.charts) == {"fading_support"}
    assert frame["people"].dropna().to_dict() == {
        "faded": 15,
        "unexplained": 20,
        "same": 40,
        "more": 0,
        "too_early": 0,
    }
    assert frame.loc["cannot_tell", "people_status"] == "suppressed"
    assert "hours_first" not in frame
    # No total, from which the hidden count could be taken.
    assert "39" not in said
    assert "For 15 with at least" in said
    assert "for **[c]** we cannot tell" in said
    assert "pilot" not in reply.answer.text.lower()
    assert "Care" not in text(page.evidence(reply)).replace("Care and", "")


def test_without_reviews_feedback_stands_and_the_question_is_open(tmp_path):
    reply = shown(served(tmp_path, reviews=False))

    assert reply.answer.text.startswith("**We cannot tell yet**")
    assert set(reply.charts) == {"provider_feedback", "feedback_themes"}
    assert "`reviews`" in reply.absent["fading_support"]


def test_without_either_the_page_cannot_tell(tmp_path):
    reply = shown(served(tmp_path, reviews=False, feedback=False))

    assert reply.answer.text.startswith("**We cannot tell yet.**")
    assert "`reviews` or `feedback`" in reply.answer.text
    assert not reply.charts
