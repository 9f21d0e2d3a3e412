"""The fair choice page: its order, what is published of it, what a source adds."""

import datetime as dt

import pytest
from dash.development.base_component import Component

from analytics.assumptions import recorded
from analytics.catalogue import topic
from analytics.figures.theme import Look
from analytics.protect.plan import load_plan
from analytics.protect.release import protect
from dash_app.address import Address
from dash_app.ask import Asker, standing_at
from dash_app.pages import fairness as page
from data.market import Market
from data.swap import Draft
from tests.fair_evidence import DECLARED, tables

COUNCIL = "X99000001"
PLACES = {"Fen": (120, 300), "Coast": (82, 200), "Wold": (198, 500), "Isle": (7, 12)}
AGES = {"18_44": (265, 502), "85_plus": (140, 498), "unknown": (2, 12)}
SUPPLIED = ("council_arrangements", "mhclg_deprivation", "ons_rural_urban")


def served(root, supplied):
    desk = tables(PLACES, {"age": AGES})
    if "mhclg_deprivation" not in supplied:
        del desk["people_by_route_fifth"], desk["choice_slope"]
    folder = root / "build" / COUNCIL
    folder.mkdir(parents=True)
    plan = {name: each for name, each in load_plan().items() if name in desk}
    draft = Draft(folder)
    draft.write("internal", desk)
    draft.write("public", protect(desk, DECLARED, plan))
    said = {
        "council": COUNCIL,
        "council_name": "Demoshire",
        "as_of": "2026-09-30",
        "is_synthetic": True,
        "seed": 1,
        "supplied": {name: "2026-09-30" for name in supplied},
        "assumptions": recorded(),
    }
    draft.serve(said, dt.datetime(2026, 11, 20, tzinfo=dt.UTC))
    return Market(root)


@pytest.fixture(scope="module")
def market(tmp_path_factory):
    return served(tmp_path_factory.mktemp("market"), SUPPLIED)


def shown(market, **query):
    said = Asker(market)(topic("fairness"), COUNCIL, query)
    assert not said.ignored
    return standing_at(
        said, Look(width=1240), Address(COUNCIL, "fairness", query=query)
    )


def text(component):
    if not isinstance(component, Component):
        return "" if component is None else str(component)
    children = getattr(component, "children", None)
    each = children if isinstance(children, (list, tuple)) else [children]
    return " ".join(text(child) for child in each)


def heads(component):
    if not isinstance(component, Component):
        return []
    children = getattr(component, "children", None)
    each = children if isinstance(children, (list, tuple)) else [children]
    own = [text(component)] if type(component).__name__ in ("H2", "H3") else []
    return own + [head for child in each for head in heads(child)]


def test_the_desk_shows_places_then_areas_then_people(market):
    reply = shown(market)

    assert heads(page.evidence(reply)) == [
        "Does any place stand out? None of 3 districts does",
        "By deprivation of the area: no more than chance would give",
        "By town and country: no more than chance would give",
        "By age: more than chance would give",
        "By support reason: no more than chance would give",
    ]
    assert "no clear slope" in text(page.evidence(reply))
    assert "not proof of unfairness" in reply.answer.sure


def test_a_place_of_few_people_is_a_count_in_the_table_and_no_share(market):
    rows = shown(market).charts["share_by_place"].frame.set_index("place_name")

    assert list(rows.index) == sorted(PLACES)  # never a league table
    assert rows.loc["Isle", "people_chosen"] == 7
    assert rows.loc["Isle", "share_status"] == "not_applicable"


def test_only_deprivation_is_published_from_rounded_counts(market):
    reply = shown(market, view="public")

    assert list(reply.charts) == ["share_by_fifth"]
    assert set(reply.absent) == {
        "share_by_place",
        "share_by_rurality",
        "share_by_age",
        "share_by_reason",
    }
    frame = reply.charts["share_by_fifth"].frame
    assert set(frame["people_chosen"] % 5) == {0}
    said = text(page.evidence(reply))
    assert heads(page.evidence(reply))[0].startswith("By deprivation")
    assert "Only the internal page has it" in said
    assert "Isle" not in said + reply.answer.text


def test_without_deprivation_the_page_says_which_file_would_show_it(tmp_path):
    lacking = served(tmp_path, ("council_arrangements", "ons_rural_urban"))
    reply = shown(lacking)

    assert "share_by_fifth" not in reply.charts
    assert "Deprivation" in reply.absent["share_by_fifth"]
    assert "share_by_place" in reply.charts
    assert "deprivation" not in reply.answer.text
    assert "could not be worked out" not in reply.answer.text


def test_without_arrangements_the_page_cannot_tell(tmp_path):
    reply = shown(served(tmp_path, ("mhclg_deprivation",)))

    assert reply.missing == ["council_arrangements"]
    assert reply.answer.text.startswith("**We cannot tell yet.**")
    assert not reply.charts


def test_nothing_is_published_of_it_without_deprivation(tmp_path):
    lacking = served(tmp_path, ("council_arrangements", "ons_rural_urban"))
    reply = shown(lacking, view="public")

    assert not reply.charts
    assert reply.answer.text.startswith("**None of this page is published.**")
