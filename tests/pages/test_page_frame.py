"""What stands round every page, asked for as the browser asks for it."""

import dataclasses
import datetime as dt
import json

import pytest
from dash._utils import to_json

from analytics.figures.theme import Look
from dash_app.address import Address
from dash_app.ask import Asker
from dash_app.router import Router
from data.market import Market
from data.swap import LAYOUT, mark_failed
from tests.pages import small

COUNCIL = small.COUNCIL


@pytest.fixture
def root(tmp_path):
    small.market(tmp_path)
    return tmp_path


@pytest.fixture
def show(root):
    def shown(address="/", *, public_only=False, width=1280):
        path, _, search = address.partition("?")
        market = Market(root, public_only=public_only)
        router = Router(market, Asker(market), small.TOPICS, public_only=public_only)
        sent = router.show(Address.parse(path, search), Look(width=width))
        return json.loads(to_json(sent))

    return shown


def words(part):
    if isinstance(part, dict):
        inside = part.get("props", part) if "type" in part else part
        return " ".join(words(each) for each in inside.values())
    if isinstance(part, list):
        return " ".join(words(each) for each in part)
    return str(part) if isinstance(part, str) else ""


def hrefs(part):
    if isinstance(part, list):
        return [one for each in part for one in hrefs(each)]
    if not isinstance(part, dict):
        return []
    own = [part["href"]] if isinstance(part.get("href"), str) else []
    return own + [one for each in part.values() for one in hrefs(each)]


def test_the_root_opens_the_first_page_of_the_first_council(show):
    sent = show("/")
    assert sent["title"] == "Does Mirrorshire grow? – Mirrorshire – Market Shaper"
    assert sent["at"] == f"/{COUNCIL}/growth"
    assert sent["said"] == "Yes, to 31 people."


def test_synthetic_and_internal_are_said_on_every_page(show):
    for address in ("/", f"/{COUNCIL}/lacking", f"/{COUNCIL}/help"):
        said = words(show(address)["tree"])
        assert "Synthetic demonstration data" in said, address
        assert "Internal: not for publication" in said, address


def test_as_published_is_not_called_internal(show):
    said = words(show(f"/{COUNCIL}/growth?view=public")["tree"])
    assert "Internal: not for publication" not in said
    assert "As it would be published" in said


def test_where_only_the_public_view_is_served_there_is_no_switch(show):
    sent = show(f"/{COUNCIL}/growth?view=internal", public_only=True)
    said = words(sent["tree"])
    assert "Internal: not for publication" not in said
    assert "The internal view is not served here" in said


@pytest.mark.parametrize("topic", ["growth", "help"])
@pytest.mark.parametrize("bad", ["view=upside-down", "build=19990101", "view=internal"])
def test_no_link_leads_to_what_is_not_shown(topic, bad, show):
    sent = show(f"/{COUNCIL}/{topic}?{bad}", public_only=True)
    assert bad not in json.dumps([*hrefs(sent["tree"])])
    assert any("/growth" in each for each in hrefs(sent["tree"]))


OLDER = "This build was made by an earlier version"


def test_a_build_of_this_version_is_not_called_older(show):
    assert OLDER not in words(show(f"/{COUNCIL}/growth")["tree"])


@pytest.mark.parametrize("told", [None, LAYOUT - 1])
def test_a_build_of_an_older_layout_is_said_to_be_one(told, root, show):
    for about in (root / "build" / COUNCIL).glob("*/about.json"):
        said = json.loads(about.read_text("utf-8"))
        assert said.pop("layout") == LAYOUT
        about.write_text(json.dumps(said | ({"layout": told} if told else {})))
    said = words(show(f"/{COUNCIL}/growth")["tree"])
    assert OLDER in said
    assert "charts that need newer columns cannot be drawn from it" in said
    assert "to 31 people" in said, "what can be told is told"


def test_a_column_that_an_older_build_lacks_takes_its_charts_and_not_the_page(root):
    topic = dataclasses.replace(
        small.TOPIC, reads={"growth": lambda selection: {"age_group": "18_64"}}
    )
    market = Market(root)
    router = Router(market, Asker(market), [topic], public_only=False)
    sent = router.show(Address.parse(f"/{COUNCIL}/growth", ""), Look())
    said = words(json.loads(to_json(sent))["tree"])
    assert "Does Mirrorshire grow?" in said
    assert "This build has no growth to draw it from." in said


def test_a_good_view_is_kept_in_every_link_of_the_menu(show):
    sent = show(f"/{COUNCIL}/growth?view=public")
    menu = [each for each in hrefs(sent["tree"]) if each.startswith(f"/{COUNCIL}/")]
    assert all("view=public" in each for each in menu if "lacking" in each)


def test_each_bad_part_of_an_address_is_named_and_the_page_is_there(show):
    sent = show("/E10000019/nowhere/else?spoon=1&hours=1e9&build=20200101")
    said = words(sent["tree"])
    for part in ("E10000019", "nowhere", "else", "spoon", "1e9", "20200101"):
        assert f"“{part}”" in said
    assert "Yes" in said


def test_an_empty_page_keeps_its_question_and_says_what_to_do(show):
    said = words(show(f"/{COUNCIL}/lacking")["tree"])
    assert "Are providers moving?" in said
    assert "We cannot tell yet." in said
    assert "/template/tier_decisions.csv" in said
    assert "/template/tier_decisions.xlsx" in said
    assert "How many providers are in each tier, and who moved" in said
    assert "The effect on places" in said
    assert "js-plotly" not in said


def test_a_failed_build_is_told_above_the_question(show, root):
    folder = root / "build" / COUNCIL
    sentence = "supply return.csv, line 57: weekly_hours is not a number."
    mark_failed(folder, sentence, dt.datetime(2026, 11, 27, tzinfo=dt.UTC))
    main = words(show("/")["tree"][2])
    assert "The build of 27 November 2026 stopped" in main
    assert sentence in main
    assert "7 days old" in main
    assert main.index(sentence) < main.index("Does Mirrorshire grow?")


def test_the_sentence_of_a_failure_is_not_shown_as_published(show, root):
    mark_failed(
        root / "build" / COUNCIL, "line 57", dt.datetime(2026, 11, 27, tzinfo=dt.UTC)
    )
    assert "line 57" not in words(show("/?view=public")["tree"])


def test_an_earlier_build_is_opened_by_its_address(show, root):
    oldest = Market(root).builds(COUNCIL)[-1]
    said = words(show(f"/{COUNCIL}/growth?build={oldest.id}")["tree"])
    assert "This is the build of 20 November 2026, 09:01" in said


def test_nothing_built_says_what_to_run(tmp_path):
    market = Market(tmp_path)
    router = Router(market, Asker(market), small.TOPICS, public_only=False)
    said = words(json.loads(to_json(router.show(Address(), Look()))))
    assert "market-shaper run" in said


def test_a_fault_on_a_page_leaves_the_frame(show, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("a value of Mrs Smith's")

    monkeypatch.setattr("dash_app.router.parts.answer_block", broken)
    said = words(show("/")["tree"])
    assert "could not be shown" in said
    assert "Mrs Smith" not in said
    assert "Earlier builds" in said


def graphs(part):
    if isinstance(part, list):
        return [found for each in part for found in graphs(each)]
    if not isinstance(part, dict):
        return []
    own = [part] if part.get("type") == "Graph" else []
    return own + [found for each in part.values() for found in graphs(each)]


@pytest.mark.parametrize("width", [320, 800, 1280])
def test_a_chart_is_drawn_for_the_width_it_has(show, width):
    (graph,) = graphs(show("/", width=width)["tree"])
    assert graph["props"]["figure"]["layout"]["width"] == width
    assert "sendChartToCloud" in graph["props"]["config"]["modeBarButtonsToRemove"]


def test_a_chart_says_its_finding_and_what_it_is_not(show):
    said = words(show("/")["tree"])
    assert "It grew from 20 to 32 people." in said
    assert "Table behind this chart (12 rows)" in said


def test_a_chart_without_its_source_says_so(show):
    said = words(show("/")["tree"])
    assert "which Mirrorshire has not supplied" in said
