"""Lasting, and individual service funds, as pages: both views, and without files."""

import datetime as dt
import json

import pytest
from dash._utils import to_json

from analytics.assumptions import recorded
from analytics.catalogue import topic
from analytics.figures.theme import Look
from dash_app.address import Address
from dash_app.ask import Asker, standing_at
from dash_app.pages import isf as isf_page
from dash_app.pages import lasting as lasting_page
from data.market import Market
from data.swap import Draft

COUNCIL = "X99000001"
PAGES = {"lasting": lasting_page, "isf": isf_page}
CHARTS = {
    "lasting": [
        "arrangement_curves",
        "how_arrangements_end",
        "reasons_for_ending",
        "changes_of_route",
    ],
    "isf": ["isf_charges", "isf_balance", "isf_terms"],
}
EVERY_PAGE = pytest.mark.parametrize("name", PAGES)


def shown(market, name, **query):
    said = Asker(market)(topic(name), COUNCIL, query)
    return standing_at(said, Look(width=1240), Address(COUNCIL, name, query=query))


def laid_out(reply, name):
    return json.dumps(json.loads(to_json(PAGES[name].evidence(reply))))


@EVERY_PAGE
def test_every_chart_of_the_page_stands_on_it(market, name):
    reply = shown(market, name)
    page = laid_out(reply, name)

    assert not reply.ignored
    assert not reply.absent
    assert sorted(reply.charts) == sorted(CHARTS[name])
    for chart in reply.charts.values():
        assert not chart.error
        assert json.dumps(chart.heading)[1:-1].replace("**", "") in page


def test_in_public_the_curve_stands_and_what_is_not_published_says_why(market):
    reply = shown(market, "lasting", view="public")
    page = laid_out(reply, "lasting")

    assert list(reply.charts) == ["arrangement_curves"]
    assert "steps of time, rounded" in page
    assert set(reply.charts["arrangement_curves"].frame["watched"] % 5) == {0}
    assert [offer.control.name for offer in reply.controls if offer.options] == ["by"]


def test_nothing_of_funds_is_published_and_the_page_says_so(market):
    reply = shown(market, "isf", view="public")

    assert not reply.charts
    assert reply.answer.text.startswith("**None of this page is published.**")
    assert "one person's" in laid_out(reply, "isf")


@pytest.mark.parametrize("by", ["route", "workforce", "holder"])
def test_each_split_is_offered_with_its_own_groups(market, by):
    reply = shown(market, "lasting", by=by)
    groups = {
        o.control.name: [each.value for each in o.options] for o in reply.controls
    }

    assert groups["by"] == ["route", "workforce", "holder"]
    drawn = set(reply.charts["arrangement_curves"].frame["group"])
    assert drawn <= set(groups["ends"])
    last = shown(market, "lasting", by=by, ends=groups["ends"][-1])
    assert last.charts["reasons_for_ending"].heading.startswith("Why they ended")


def test_the_desk_and_the_public_say_nearly_one_share(market):
    facts = {
        view: shown(market, "lasting", view=view).answer.facts
        for view in ("internal", "public")
    }
    key = "going_after_a_year.direct_payment"

    assert facts["public"][key] == pytest.approx(facts["internal"][key], abs=0.01)


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A build of a council that has supplied no arrangements."""
    root = tmp_path_factory.mktemp("bare")
    folder = root / "build" / COUNCIL
    folder.mkdir(parents=True)
    draft = Draft(folder)
    draft.write("internal", {})
    draft.write("public", {})
    about = {
        "council": COUNCIL,
        "council_name": "Mirrorshire",
        "as_of": "2026-09-30",
        "is_synthetic": True,
        "seed": 1,
        "supplied": {"ascof": "2025-03-31"},
        "assumptions": recorded(),
    }
    draft.serve(about, dt.datetime(2026, 11, 20, tzinfo=dt.UTC))
    return Market(root)


@EVERY_PAGE
@pytest.mark.parametrize("view", ["internal", "public"])
def test_without_arrangements_the_page_says_which_file_is_missing(bare, name, view):
    reply = shown(bare, name, view=view)

    assert reply.missing == ["council_arrangements"]
    assert reply.answer.text.startswith("**We cannot tell yet.**")
    assert "`arrangements`, which Mirrorshire has not supplied" in reply.answer.text
    assert not reply.charts
    assert reply.topic.will_answer
