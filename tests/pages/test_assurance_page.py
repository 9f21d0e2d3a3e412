"""Lawful routes as its page: both readings apart, each count with its rule."""

import datetime as dt

import pandas as pd
import pytest
from dash.development.base_component import Component

from analytics.answers.assurance import open_routes, to_look_at
from analytics.assumptions import recorded
from analytics.catalogue import topic
from analytics.catalogue.assurance import LOOK_TABLE, OPEN_TABLE, WORKERS_TABLE
from analytics.figures.theme import Look
from analytics.protect.plan import load_plan
from analytics.protect.statuses import complete_statuses
from analytics.routes.rules import VERDICTS, rules
from dash_app.address import Address
from dash_app.ask import Asker, standing_at
from dash_app.pages import assurance as page
from data.market import Market
from data.swap import Draft
from tests.figures.boxes import collisions, cut_off

COUNCIL = "X99000001"
DECLARED = (OPEN_TABLE, LOOK_TABLE, WORKERS_TABLE)
# yes, no and unknown, of 900 people.
OPEN = {
    "direct_payment_asked": (500, 300, 100),
    "direct_payment_authorised": (60, 800, 40),
    "direct_payment": (560, 230, 110),
    "isf_direction_required": (480, 320, 100),
    "isf_best_interests_allowed": (620, 180, 100),
    "any_direction_required": (700, 120, 80),
    "any_best_interests_allowed": (840, 20, 40),
}
LOOK = {
    "isf_nobody_directs": (7, 90, 3),
    "direct_payment_nobody_asked": (31, 1_900, 69),
    "direct_payment_first_review": (12, 1_988, 0),
    "direct_payment_later_review": (25, 1_975, 0),
    "isf_first_review": (2, 98, 0),
    "isf_later_review": (1, 99, 0),
}
EMPLOYED = {("managed_budget", "agency_employed"): 900, ("isf", "agency_employed"): 100}
MIXED = {**EMPLOYED, ("direct_payment", "mixed"): 40}


def long(counts, name):
    return pd.DataFrame(
        [
            {"rule": rule, "verdict": verdict, name: number}
            for rule, (yes, no, unknown) in counts.items()
            for verdict, number in zip(VERDICTS, (yes, no, unknown), strict=True)
        ]
    )


def served(root, *, of_people=OPEN, of_arrangements=LOOK, workers=MIXED, supplied=True):
    frames = {
        OPEN_TABLE.name: long(of_people, "people"),
        LOOK_TABLE.name: long(of_arrangements, "arrangements"),
        WORKERS_TABLE.name: pd.DataFrame(
            [(*key, number) for key, number in workers.items()],
            columns=["route", "workforce", "arrangements"],
        ),
    }
    folder = root / "build" / COUNCIL
    folder.mkdir(parents=True)
    draft = Draft(folder)
    tables = {t.name: complete_statuses(frames[t.name], t) for t in DECLARED}
    draft.write("internal", tables if supplied else {})
    draft.write("public", {})
    said = {
        "council": COUNCIL,
        "council_name": "Demoshire",
        "as_of": "2026-09-30",
        "is_synthetic": True,
        "seed": 1,
        "supplied": {"council_arrangements": "2026-09-30"} if supplied else {},
        "assumptions": recorded(),
    }
    draft.serve(said, dt.datetime(2026, 11, 20, tzinfo=dt.UTC))
    return Market(root)


@pytest.fixture(scope="module")
def market(tmp_path_factory):
    return served(tmp_path_factory.mktemp("market"))


def shown(market, **query):
    said = Asker(market)(topic("assurance"), COUNCIL, query)
    assert not said.ignored
    return standing_at(
        said, Look(width=1240), Address(COUNCIL, "assurance", query=query)
    )


def text(component):
    if not isinstance(component, Component):
        return "" if component is None else str(component)
    children = getattr(component, "children", None)
    each = children if isinstance(children, (list, tuple)) else [children]
    return " ".join(text(child) for child in each)


def test_the_stricter_reading_leads_where_workers_are_self_employed(market):
    reply = shown(market)

    assert reply.selection["reading"] == "direction_required"
    assert reply.answer.text.startswith("**700 of 900 people** on neither")
    assert "an ISF needs a person who can direct their own support" in reply.answer.text
    assert "for 80 the answers do not say" in reply.answer.text
    assert "By the other reading" in reply.answer.text
    assert reply.answer.facts["open_by_the_other"] == 840


def test_with_employed_workers_alone_the_wider_reading_leads(tmp_path):
    reply = shown(served(tmp_path, workers=EMPLOYED))

    assert reply.selection["reading"] == "best_interests_allowed"
    assert reply.answer.text.startswith("**840 of 900 people**")
    assert reply.answer.facts["open_by_the_other"] == 700


def test_the_readings_are_never_merged(market):
    for reading, open_to in (
        ("direction_required", 700),
        ("best_interests_allowed", 840),
    ):
        reply = shown(market, reading=reading)
        rows = open_routes(reply.evidence).set_index("title")
        chosen = rows[rows["is_chosen"]]
        assert list(chosen["yes"]) == [open_to]
        assert list(chosen["reading"]) == [rules().readings[reading].name]
        assert reply.answer.facts["open"] == open_to
        # What both share stands first, then the chosen one, then the other.
        assert list(rows["reading"])[:3] == ["Both"] * 3
        assert list(rows["reading"])[3] == rules().readings[reading].name
    assert not {1_540, 1_400, 1_680} & set(rows["yes"])


def test_kinds_of_looks_that_overlap_are_not_added(market):
    reply = shown(market)

    assert "**38 arrangements** need a look because nobody" in reply.answer.text
    assert "**40** for a review" in reply.answer.text
    assert "78" not in reply.answer.text


def test_every_count_has_its_rule_its_source_and_its_limit_beside_it(market):
    reply = shown(market)
    said = text(page.evidence(reply))

    for rule in rules().rules.values():
        if not rule.is_part:
            for words in (rule.title, rule.wording, rule.law, rule.cannot_know):
                assert words in said
    assert "500 of 900" in said
    assert "31 of 2,000" in said
    assert "not legal advice" in said
    assert reply.answer.sure.startswith("**This is not legal advice.**")
    assert "Not legal advice" in reply.notes.read_with_care
    columns = reply.charts["arrangements_to_look_at"].chart.columns
    assert {"law", "cannot_know"} <= set(columns)


def test_what_is_not_known_stays_apart(market):
    rows = to_look_at(shown(market).evidence).set_index("title")
    row = rows.loc["ISF, self-employed worker, cannot direct"]

    assert (row["yes"], row["unknown"], row["no"], row["total"]) == (7, 3, 90, 100)
    assert rows.loc["Direct payment, no review on record", "unknown_status"] == "zero"


def test_nothing_of_it_is_published(market):
    reply = shown(market, view="public")

    assert not reply.charts
    assert reply.answer.text.startswith("**None of this page is published.**")
    assert not {each.name for each in DECLARED} & set(load_plan())
    assert "900" not in text(page.evidence(reply))


def test_without_arrangements_the_page_says_which_file_it_needs(tmp_path):
    reply = shown(served(tmp_path, supplied=False))

    assert reply.missing == ["council_arrangements"]
    assert reply.answer.text.startswith("**We cannot tell yet.**")


@pytest.mark.parametrize(
    ("of_people", "said"),
    [
        (dict.fromkeys(OPEN, (0, 0, 0)), "**Nobody is without one.**"),
        (dict.fromkeys(OPEN, (0, 0, 900)), "**We cannot tell yet** of 900 people"),
    ],
)
def test_nobody_and_nothing_known_are_said_as_such(tmp_path, of_people, said):
    reply = shown(served(tmp_path, of_people=of_people))

    assert reply.answer.text.startswith(said)
    assert "nan" not in reply.answer.text


def test_no_arrangement_to_look_at_is_said_as_such(tmp_path):
    clean = {rule: (0, sum(told), 0) for rule, told in LOOK.items()}
    reply = shown(served(tmp_path, of_arrangements=clean))

    assert "No arrangement needs a look by these rules." in reply.answer.text


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("width", [1240, 700, 328])
@pytest.mark.parametrize("chart", ["open_routes", "arrangements_to_look_at"])
def test_no_words_overlap_or_leave_the_lists(market, mode, width, chart):
    look = Look(mode=mode, width=width, synthetic=True, internal=True)
    drawn = shown(market).charts[chart]
    figure = drawn.figure(look)

    assert collisions(figure) == []
    assert cut_off(figure) == []
