"""The front page: whole, as published, with files missing, with a build before."""

import datetime as dt
import json
import re

import pytest
from dash._utils import to_json

from analytics.answers import overview, overview_due
from analytics.ask import ask
from analytics.catalogue import TOPICS, topic
from analytics.figures.theme import Look
from analytics.notes import note_of
from analytics.protect.plan import load_plan
from analytics.publish import publish
from dash_app.address import Address
from dash_app.ask import Asker
from dash_app.router import Router
from data.market import Market
from data.swap import draft_in, only_build
from tests.pages.test_page_frame import hrefs, words
from tests.waiting_vault import AS_OF, OURS, placed, referral, vault_of

DAY = dt.timedelta(days=1)
JUNE = dt.date(2026, 6, 30)
LINES = ("deserts", "tiers", "uptake", "waiting", "costs", "outcomes")


def build(root, as_of, n_waiting):
    """Build a council that gave its referrals and nothing else."""
    waiting = [
        referral(f"{number:032x}", as_of - number * DAY, "waiting", area_code="N")
        for number in range(n_waiting)
    ]
    long_ago = as_of - 400 * DAY
    waiting.append(placed("f" * 32, long_ago, long_ago + DAY))
    vault = vault_of(
        as_of=as_of, supplied={"council_referrals": as_of}, council__referrals=waiting
    )
    with only_build(root, OURS) as folder, draft_in(folder) as draft:
        publish(vault, draft, [topic("waiting")], lambda step: None)


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """Build once."""
    root = tmp_path_factory.mktemp("once")
    build(root, AS_OF, 37)
    return Market(root)


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """Build as of June, and again as of September."""
    root = tmp_path_factory.mktemp("twice")
    build(root, JUNE, 30)
    build(root, AS_OF, 37)
    return Market(root)


def show(market, address, *, public_only=False, width=1280):
    path, _, search = address.partition("?")
    router = Router(market, Asker(market), TOPICS, public_only=public_only)
    sent = router.show(Address.parse(path, search), Look(width=width))
    return json.loads(to_json(sent))


def lines(market, **query):
    reply = ask(topic("overview"), market, council=OURS, query=query)
    return {each.name: each for each in overview.lines(reply.evidence)}


def test_the_root_opens_the_overview(market, demo_build):
    sent = show(market, "/")

    assert sent["at"] == f"/{demo_build.council}/overview"
    assert sent["title"].startswith(
        "Can people in Mirrorshire get good care near home?"
    )
    menu = words(sent["tree"][1])
    assert menu.index("Overview") < menu.index("Uptake")


def test_each_line_says_what_its_own_page_says(market, demo_build):
    for view in ("internal", "public"):
        query = {"view": view}
        council = demo_build.council
        front = ask(topic("overview"), market, council=council, query=query)
        told = {each.name: each for each in overview.lines(front.evidence)}
        assert tuple(told) == LINES
        said = words(show(market, f"/{council}/overview?view={view}")["tree"])
        for name, line in told.items():
            own = ask(topic(name), market, council=council, query=query)
            assert own.answer.text.startswith(line.said)
            assert own.question == line.question
            for number in re.findall(r"\d[\d,.]*\d", line.said):
                assert number in said
        deserts = ask(topic("deserts"), market, council=council, query=query)
        assert front.answer.facts == deserts.answer.facts


def test_every_line_and_decision_leads_somewhere(market, demo_build):
    sent = show(market, f"/{demo_build.council}/overview")
    main = json.dumps(sent["tree"][2])
    there = [each for each in hrefs(sent["tree"][2]) if each.startswith("/X")]

    for name in (*LINES, "data", "assurance"):
        assert f"/{demo_build.council}/{name}" in there
    assert any("/phasing?provider=" in each for each in there)
    assert "could not be" not in main
    reply = ask(topic("overview"), market, council=demo_build.council)
    known = {each.name for each in TOPICS}
    due = overview_due.decisions(reply.evidence)
    assert {each.page for each in due} <= known
    assert next(each.is_over for each in due if each.page == "phasing")


def test_deadlines_and_reviews_are_not_published(market, demo_build):
    council = demo_build.council
    inside = ask(topic("overview"), market, council=council)
    named = {
        each.name
        for each in overview_due.decisions(inside.evidence)
        if each.page in ("tiers", "phasing")
    }
    said = words(show(market, f"/{council}/overview?view=public")["tree"])

    assert named
    assert not [each for each in named if each in said]
    assert overview_due.INSIDE in said
    assert "hours short a week" not in said.lower()


def test_a_small_chart_is_released_only_where_its_whole_one_is():
    plan = load_plan()
    for chart in topic("overview").charts:
        page = topic(chart.of[0])
        whole = next(each for each in page.charts if each.name == chart.of[1])
        reads = [getattr(page.reads[name], "table", name) for name in whole.reads]
        assert chart.internal_reason or set(reads) <= set(plan)
        assert chart.internal_reason == whole.internal_reason


def test_the_note_of_a_small_chart_tells_how_its_whole_one_is_protected(
    market, demo_build
):
    public = {"view": "public"}
    council = demo_build.council
    front = ask(topic("overview"), market, council=council, query=public)
    for chart in front.charts.values():
        page, name = chart.chart.of
        own = ask(topic(page), market, council=council, query=public)
        told = [
            note.split("## Protection")[1].split("## Columns")[0]
            for note in (note_of(front, chart), note_of(own, own.charts[name]))
        ]
        assert told[0] == told[1]


def test_with_one_file_the_one_page_answers_and_the_others_say_what_they_need(once):
    told = lines(once)

    assert told["waiting"].said.startswith("**37 people are waiting for care**")
    for name in set(LINES) - {"waiting"}:
        assert told[name].said == "**We cannot tell yet.** " + needs(once, name)
        assert told[name].since.head == "Not known"
    reply = ask(topic("overview"), once, council=OURS)
    assert set(reply.charts) == {"overview_waiting"}
    assert reply.answer.text.startswith("**We cannot tell yet.**")
    assert "`supply`" in reply.answer.text
    due = overview_due.decisions(reply.evidence)
    assert {each.when for each in due} == {"Not supplied"}


def needs(market, name):
    said = ask(topic(name), market, council=OURS).answer.text
    return overview.first_sentences(said, 2).removeprefix("**We cannot tell yet.** ")


def test_the_page_stands_where_almost_nothing_was_supplied(once):
    said = words(show(once, f"/{OURS}/overview")["tree"])

    assert "Can people in Northshire get good care near home?" in said
    assert "No earlier build to compare with" in said
    assert "which Northshire has not supplied" in said
    assert "could not be" not in said


def test_without_an_earlier_build_the_last_quarter_is_told(once):
    told = lines(once)["waiting"].since

    assert told.text.endswith("No earlier build to compare with.")
    assert "Since the end of June 2026" in told.text


def test_with_an_earlier_build_the_change_is_told(twice):
    assert lines(twice)["waiting"].since.head == "7 more people than in June"
    said = words(show(twice, f"/{OURS}/overview")["tree"])
    assert "7 more people than in June" in said
    assert "compared with 30 June 2026" in said


def test_an_older_build_is_compared_with_none(twice):
    older = twice.builds(OURS)[-1].id
    told = lines(twice, build=older)["waiting"]

    assert told.said.startswith("**30 people are waiting for care**")
    assert told.since.text.endswith("No earlier build to compare with.")


def test_what_is_published_is_compared_with_what_was(twice):
    told = lines(twice, view="public")["waiting"]

    assert told.said == "**The most people wait in North: about 35.**"
    assert told.since.head == "5 more people than in June"
    reply = ask(topic("overview"), twice, council=OURS, query={"view": "public"})
    assert reply.charts == {}
    assert "published" in reply.absent["overview_waiting"]


def test_where_only_the_public_view_is_served_nothing_else_is_asked(twice):
    public = Market(twice.root, public_only=True)
    said = words(show(public, f"/{OURS}/overview", public_only=True)["tree"])

    assert "about 35" in said
    assert "37" not in said


@pytest.mark.parametrize(("width", "shown"), [(1280, 480), (360, 360)])
def test_figures_are_drawn_for_the_width_they_have(width, shown, twice):
    (graph,) = graphs(show(twice, f"/{OURS}/overview", width=width)["tree"])

    assert graph["figure"]["layout"]["width"] == shown


def graphs(part):
    if isinstance(part, list):
        return [one for each in part for one in graphs(each)]
    if not isinstance(part, dict):
        return []
    own = [part["props"]] if part.get("type") == "Graph" else []
    return own + [one for each in part.values() for one in graphs(each)]
