import json
import logging
import re

import pandas as pd
import pytest

from analytics.ask import ask
from analytics.catalogue import TOPICS, tables
from analytics.catalogue.entry import Read
from analytics.figures.theme import LEAST_SIZE, Look
from analytics.protect.plan import check_plan, load_plan
from analytics.protect.statuses import BLANK, WITH_VALUE

LOOKS = {
    "light": Look(),
    "dark": Look(mode="dark"),
    "phone": Look(width=360),
    "dark phone": Look(mode="dark", width=360),
}
UNITS = re.compile(
    r"£|%|per cent|people|hours?|minutes|days|months|quarters?|years?|providers?"
    r"|offices|areas|files?|rows|share|dates?|milestones?",
    re.IGNORECASE,
)
# What a chart looks like is no finding; what it shows is.
FORM = re.compile(r"^(a|an|the|this) [\w ]*(chart|map|graph|plot|figure|table)\b", re.I)
MOST_WORDS = 30  # in each of the four notes
FEW = 3  # options of a long list that are tried
CHARTS = [(topic, chart) for topic in TOPICS for chart in topic.charts]
EVERY_CHART = pytest.mark.parametrize(
    ("topic", "chart"), CHARTS, ids=[f"{t.name}-{c.name}" for t, c in CHARTS]
)
EVERY_TOPIC = pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
BOTH_VIEWS = pytest.mark.parametrize("view", ["internal", "public"])


@pytest.fixture(scope="module")
def replies(market, demo_build):
    """Ask every page in both views, with something found where there is a search."""
    found = {}
    for topic in TOPICS:
        for view in ("internal", "public"):
            asked = {"view": view}
            plain = ask(topic, market, council=demo_build.council, query=asked)
            for offer in plain.controls:
                options = [each.value for each in offer.options if each.value]
                if offer.control.kind == "find" and options:
                    asked[offer.control.name] = options[len(options) // 2]
            found[topic.name, view] = ask(
                topic, market, council=demo_build.council, query=asked
            )
    return found


def is_released(topic, chart):
    plan = load_plan()
    reads = (topic.reads[name] for name in chart.reads)
    return all(
        (read.table if isinstance(read, Read) else name) in plan
        for name, read in zip(chart.reads, reads, strict=True)
    )


def font_sizes(part, *, is_font=False):
    if isinstance(part, dict):
        for key, value in part.items():
            if is_font and key == "size":
                yield from value if isinstance(value, list) else [value]
            else:
                yield from font_sizes(value, is_font=key.endswith("font"))
    elif isinstance(part, list):
        for each in part:
            yield from font_sizes(each)


@EVERY_CHART
@BOTH_VIEWS
def test_every_chart_draws_in_every_look_and_leaves_its_rows_alone(
    replies, topic, chart, view
):
    drawn = replies[topic.name, view].charts.get(chart.name)
    if drawn is None:
        assert view == "public"
        assert chart.internal_reason
        return
    assert not drawn.error
    before = drawn.frame.copy(deep=True)

    figures = {name: drawn.figure(look) for name, look in LOOKS.items()}

    pd.testing.assert_frame_equal(drawn.frame, before)
    for name, look in LOOKS.items():
        figure = figures[name]
        assert figure.layout.width == look.width
        assert figure.layout.height
        assert not figure.layout.autosize
        assert figure.data or figure.layout.shapes, "an empty drawing is no chart"
        assert min(font_sizes(figure.to_dict()), default=LEAST_SIZE) >= LEAST_SIZE
        assert "NaN" not in json.dumps(json.loads(figure.to_json()))
        stamp = " ".join(a.text for a in figure.layout.annotations if a.name == "stamp")
        assert "Synthetic demonstration data" in stamp
        is_marked = view == "internal" and not chart.is_published_fact
        assert ("Internal: not for publication" in stamp) == is_marked
    assert figures["light"].layout.paper_bgcolor != figures["dark"].layout.paper_bgcolor
    assert figures["light"].layout.height == figures["dark"].layout.height


@EVERY_CHART
@BOTH_VIEWS
def test_every_chart_says_its_unit_its_finding_and_its_columns(
    replies, topic, chart, view
):
    drawn = replies[topic.name, view].charts.get(chart.name)
    if drawn is None:
        assert view == "public"
        assert chart.internal_reason
        return
    assert drawn.heading
    assert UNITS.search(drawn.sub), "the line under the heading names the unit"
    assert len(drawn.finding.split()) >= 5
    assert not FORM.match(drawn.finding)
    assert "nan" not in f"{drawn.heading} {drawn.sub} {drawn.finding}".lower().split()
    columns = drawn.chart.columns
    assert columns
    usual = {name for name in chart.columns if name not in chart.sometimes}
    assert view == "public" or usual <= set(columns) <= set(chart.columns)
    assert all(label.strip() for label in columns.values())
    for column in drawn.frame.columns.intersection(
        [f"{name}_status" for name in drawn.frame.columns]
    ):
        values = drawn.frame[column.removesuffix("_status")]
        told = drawn.frame[column]
        assert set(told.dropna()) <= {*WITH_VALUE, *BLANK}
        assert (values.isna() == told.isin(BLANK)).all()


@EVERY_CHART
def test_a_chart_without_a_release_says_why(topic, chart):
    # One that reads a released table at a setting that is not gives a reason too.
    assert is_released(topic, chart) or chart.internal_reason
    assert set(chart.reads) <= set(topic.reads)


@EVERY_TOPIC
@BOTH_VIEWS
def test_every_page_answers_first_and_ends_with_four_short_notes(replies, topic, view):
    reply = replies[topic.name, view]

    assert reply.missing == []
    assert reply.ignored == []
    assert "**" in reply.answer.text
    assert "could not be worked out" not in reply.answer.text
    assert not re.search(
        r"\bnan\b|None\b(?! of)", reply.answer.text + reply.answer.sure
    )
    for note in vars(reply.notes).values():
        assert 3 <= len(note.split()) <= MOST_WORDS, note


@EVERY_TOPIC
@BOTH_VIEWS
def test_every_choice_that_is_offered_is_answered(
    market, demo_build, replies, topic, view, caplog
):
    for offer in replies[topic.name, view].controls:
        options = [option.value for option in offer.options]
        if offer.span is not None:
            options = [str(offer.span.low), str(offer.span.high)]
        if offer.control.kind == "reasoned":
            options = [f"{each}:A reason" for each in options if each]
        for value in options[:FEW] + options[-FEW:]:
            with caplog.at_level(logging.WARNING):
                reply = ask(
                    topic,
                    market,
                    council=demo_build.council,
                    query={"view": view, offer.control.name: value},
                )
            assert reply.ignored == []
            assert not [name for name, drawn in reply.charts.items() if drawn.error]
            assert "could not be worked out" not in reply.answer.text
    assert caplog.text == ""


def test_the_release_plan_fits_the_catalogue():
    check_plan(load_plan(), tables().values())


def test_every_table_is_declared_once():
    names = [
        table.name for t in TOPICS for measure in t.measures for table in measure.tables
    ]

    assert len(names) == len(set(names))
    assert {t.name for t in TOPICS} >= {"deserts", "costs", "tiers", "uptake", "data"}
