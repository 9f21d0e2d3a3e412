"""A page that rests on others: whom it asks, of which build, and what fails alone."""

import datetime as dt
from dataclasses import replace

import pytest

from analytics.ask import ask
from analytics.catalogue.entry import Topic
from analytics.evidence import Answer, Notes
from analytics.gathering import earlier_build
from data.market import Build, Market
from tests.unit.test_ask import COUNCIL, TOPIC, broken, chart, make

DAY = dt.timedelta(days=1)
START = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
NOTES = Notes("A.", "B.", "C.", "D.")


def of(whole, **parts):
    return chart(
        f"small_{whole}",
        frame=lambda evidence: evidence.gathered["tried"].charts[whole].frame,
        reads=(),
        of=("tried", whole),
        **parts,
    )


def said(evidence):
    now, then = evidence.gathered, evidence.before
    text = f"**{sorted(now)}** {[page.evidence.about.as_of for page in then.values()]}"
    return Answer(
        text, "", {"builds": [p.evidence.about.build_id for p in now.values()]}
    )


WHOLE = replace(TOPIC, name="tried")
GATHERING = Topic(
    name="front",
    title="Front",
    order=1,
    question=lambda name: f"How is {name}?",
    measures=(),
    reads={},
    controls=(),
    charts=(of("trend"),),
    answer=said,
    notes=lambda evidence: NOTES,
    gathers=(WHOLE,),
)


@pytest.fixture
def root(tmp_path):
    make(tmp_path, at=START, as_of="2026-06-30")
    make(tmp_path, at=START + DAY, as_of="2026-09-30")
    return tmp_path


def build(number, as_of):
    return Build(f"b{number}", START + number * DAY, dt.date.fromisoformat(as_of))


def test_the_build_before_is_the_last_as_of_an_earlier_day():
    builds = [
        build(1, "2026-03-31"),
        build(2, "2026-06-30"),
        build(3, "2026-06-30"),
        build(5, "2026-01-31"),
        build(4, "2026-09-30"),
    ]

    assert earlier_build(builds, dt.date(2026, 9, 30)).id == "b3"
    assert earlier_build(builds, dt.date(2026, 6, 30)).id == "b1"
    assert earlier_build(builds, dt.date(2026, 1, 31)) is None


def test_the_pages_are_asked_of_this_build_and_of_the_one_before(root):
    reply = ask(GATHERING, Market(root), council=COUNCIL)

    assert reply.evidence.gathered["tried"].evidence.about.as_of.month == 9
    assert reply.evidence.before["tried"].evidence.about.as_of.month == 6
    assert "could not be worked out" not in reply.answer.text
    frame = reply.charts["small_trend"].frame
    assert list(frame["people"]) == list(
        reply.evidence.gathered["tried"].evidence["trend"]["people"]
    )


def test_only_the_charts_that_are_wanted_are_worked_out(root):
    reply = ask(GATHERING, Market(root), council=COUNCIL)

    assert set(reply.evidence.gathered["tried"].charts) == {"trend"}
    assert reply.evidence.before["tried"].charts == {}


def test_an_older_build_gathers_from_itself(root):
    market = Market(root)
    older = market.builds(COUNCIL)[-1]
    reply = ask(GATHERING, market, council=COUNCIL, query={"build": older.id})

    assert reply.answer.facts["builds"] == [older.id]
    assert reply.evidence.before == {}


def test_what_is_published_gathers_what_is_published(root):
    reply = ask(GATHERING, Market(root), council=COUNCIL, query={"view": "public"})

    for pages in (reply.evidence.gathered, reply.evidence.before):
        assert {page.selection.view for page in pages.values()} == {"public"}


def test_a_page_that_fails_takes_no_other_with_it(root, caplog):
    lost = replace(WHOLE, name="lost", reads={"trend": broken})
    both = replace(GATHERING, gathers=(lost, WHOLE))
    reply = ask(both, Market(root), council=COUNCIL)

    assert set(reply.evidence.gathered) == {"tried"}
    assert "small_trend" in reply.charts
    assert "The page lost, gathered failed" in caplog.text
    assert "Mary" not in caplog.text


def test_a_small_chart_is_absent_where_the_whole_one_is(root):
    whole = replace(
        WHOLE,
        charts=(
            chart("kept", internal_reason="It stays inside."),
            chart("unsupplied", needs=("council_supply",)),
            chart("wrong", frame=broken),
        ),
    )
    names = [each.name for each in whole.charts]
    front = replace(GATHERING, gathers=(whole,), charts=tuple(map(of, names)))
    alone = replace(front, gathers=())
    reply = ask(front, Market(root), council=COUNCIL, query={"view": "public"})

    assert reply.charts == {}
    assert reply.absent["small_kept"] == "It stays inside."
    assert "`supply`" in reply.absent["small_unsupplied"]
    assert "could not be worked out" in reply.absent["small_wrong"]
    unasked = ask(alone, Market(root), council=COUNCIL)
    assert "could not be asked" in unasked.absent["small_kept"]


def test_a_page_names_what_it_could_use(root):
    helped = replace(
        WHOLE, needs=("council_arrangements",), helps={"council_supply": "More"}
    )
    assert ask(helped, Market(root), council=COUNCIL).lacking == ["council_supply"]
