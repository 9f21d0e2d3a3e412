import datetime as dt
import logging
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go
import pytest

from analytics.ask import UndrawnChartError, ask
from analytics.assumptions import assumption, recorded
from analytics.catalogue.entry import Chart, Control, Option, Read, Topic
from analytics.evidence import Answer, Notes
from analytics.figures.theme import Look
from data.errors import NotBuiltError
from data.market import Market
from data.swap import Draft, only_build

COUNCIL = "X99000001"
OLDEST = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)


def make(root, *, at=OLDEST, least_people=5, council=COUNCIL, **about):
    stood = recorded()
    stood["protect.least_people"]["values"] = {"2024-01-01": least_people}
    rows = pd.DataFrame({"minutes": [15, 25], "people": [30.0, 42.0]})
    rows["people_status"] = "ok"
    with only_build(root, council) as folder:
        draft = Draft(folder)
        draft.write("internal", {"trend": rows, "secret": rows})
        draft.write("public", {"trend": rows[rows["minutes"] == 25]})
        said = {
            "council": council,
            "council_name": "Zedshire",
            "as_of": "2026-09-30",
            "is_synthetic": True,
            "supplied": {"council_arrangements": "2026-09-30"},
            "seed": 1,
            "assumptions": stood,
        }
        return draft.serve({**said, **about}, at)


def chart(name, **parts):
    return Chart(
        **{
            "name": name,
            "heading": lambda frame, _: f"{len(frame)} rows",
            "sub": lambda *_: "people",
            "finding": lambda *_: "There are some.",
            "frame": lambda evidence: evidence["trend"],
            "figure": lambda _, look: go.Figure(layout={"width": look.width}),
            "columns": {"people": "People"},
            "reads": ("trend",),
            **parts,
        }
    )


def broken(*_, **__):
    raise ValueError("Mary Smith, 943 476 5919")


MINUTES = Control(
    "minutes",
    "Journey",
    "select",
    default=lambda *_: "15",
    options=lambda levels, _: [
        Option(str(each), f"{each} minutes") for each in levels("trend", "minutes")
    ],
)
PRICE = Control(
    "price", "Price", "slider", default=lambda *_: "20", low=10, high=30, step=0.5
)
TOPIC = Topic(
    name="tried",
    title="Tried",
    order=1,
    question=lambda name: f"How is {name}?",
    measures=(),
    reads={
        "trend": lambda chosen: {"minutes": chosen["minutes"]},
        "every": Read("trend", lambda _: {}),
        "secret": lambda _: {},
    },
    controls=(MINUTES, PRICE),
    charts=(
        chart("trend"),
        chart("every", reads=("every",), frame=lambda evidence: evidence["every"]),
        chart("secret", reads=("secret",), internal_reason="It shows providers."),
        chart("wanting", needs=("council_rates",)),
        chart("nothing", frame=lambda evidence: evidence["trend"].iloc[:0]),
        chart("bad_words", heading=broken),
        chart("bad_figure", figure=broken),
        chart("published", is_published_fact=True),
    ),
    answer=lambda evidence: Answer(f"**{evidence['trend']['people'].sum():.0f}**", "."),
    notes=lambda _: Notes("a", "b", "c", "d"),
    needs=("council_arrangements",),
)


@pytest.fixture
def market(tmp_path):
    make(tmp_path)
    return Market(tmp_path)


def test_a_plain_question_is_answered(market):
    reply = ask(TOPIC, market, council=COUNCIL)

    assert reply.ignored == reply.missing == []
    assert reply.answer.text == "**30**"
    assert reply.selection.choices == (("minutes", "15"), ("price", "20"))
    assert reply.evidence.about.as_of == dt.date(2026, 9, 30)
    assert reply.charts["trend"].heading == "1 rows"
    assert len(reply.charts["every"].frame) == 2


def test_what_is_chosen_is_asked(market):
    reply = ask(TOPIC, market, council=COUNCIL, query={"minutes": "25", "price": "12"})

    assert reply.ignored == []
    assert reply.answer.text == "**42**"
    assert reply.selection.number("price") == 12
    assert [offer.value for offer in reply.controls] == ["25", "12"]


@pytest.mark.parametrize(
    ("council", "query", "said"),
    [
        ("E10000019", {}, "There is no build of “E10000019”; Zedshire is shown."),
        (COUNCIL, {"view": "mine"}, "“mine” is no view; the internal one is shown."),
        (COUNCIL, {"build": "../x"}, "There is no build “../x” of this council"),
        (
            COUNCIL,
            {"minutes": "26"},
            "“26” cannot be chosen for journey; 15 minutes is shown.",
        ),
        (COUNCIL, {"price": "31"}, "“31” cannot be chosen for price; 20 is shown."),
        (COUNCIL, {"price": "nan"}, "“nan” cannot be chosen for price"),
        (COUNCIL, {"price": "1e999"}, "“1e999” cannot be chosen for price"),
        (COUNCIL, {"colour": "red"}, "“colour” is no choice on this page"),
        (COUNCIL, {"minutes": "9" * 90}, "9" * 40 + "…”"),
    ],
)
def test_a_bad_part_of_an_address_is_named_and_left_out(market, council, query, said):
    reply = ask(TOPIC, market, council=council, query=query)

    assert len(reply.ignored) == 1
    assert said in reply.ignored[0]
    assert reply.answer.text == "**30**"


def test_the_public_view_offers_what_the_public_shelf_holds(market):
    reply = ask(TOPIC, market, council=COUNCIL, query={"view": "public"})

    assert reply.answer.text == "**42**"
    assert [option.value for option in reply.controls[0].options] == ["25"]
    assert reply.absent["secret"] == "It shows providers."
    assert "secret" not in reply.evidence.tables


def test_a_public_market_answers_in_public(tmp_path):
    make(tmp_path)
    market = Market(tmp_path, public_only=True)

    assert ask(TOPIC, market, council=COUNCIL).selection.view == "public"
    told = ask(TOPIC, market, council=COUNCIL, query={"view": "internal"})
    assert told.selection.view == "public"
    assert told.ignored == [
        "The internal view is not served here; what may be published is shown."
    ]


def test_a_missing_source_is_named_and_nothing_is_guessed(market):
    topic = replace(TOPIC, needs=("council_arrangements", "council_rates"))

    reply = ask(topic, market, council=COUNCIL, query={"minutes": "15"})

    assert reply.missing == ["council_rates"]
    assert reply.answer.text == (
        "**We cannot tell yet.** This page needs `rates`, which Zedshire has not "
        "supplied."
    )
    assert reply.charts == {}
    assert reply.controls == ()
    assert set(reply.absent) == {each.name for each in topic.charts}


def test_any_one_source_may_be_enough(market):
    topic = replace(
        TOPIC, needs=("council_rates", "council_arrangements"), needs_any=True
    )
    neither = replace(topic, needs=("council_rates", "council_supply"))

    assert ask(topic, market, council=COUNCIL).missing == []
    assert "`rates` or `supply`" in ask(neither, market, council=COUNCIL).answer.text


def test_a_chart_without_its_source_or_rows_is_absent_with_the_reason(market):
    reply = ask(TOPIC, market, council=COUNCIL)

    assert "`rates`, which Zedshire has not supplied" in reply.absent["wanting"]
    assert reply.absent["nothing"] == "There is nothing to show for this choice."


def test_one_chart_that_fails_leaves_the_others_and_logs_no_value(market, caplog):
    with caplog.at_level(logging.DEBUG):
        reply = ask(TOPIC, market, council=COUNCIL)
        with pytest.raises(UndrawnChartError, match="could not be drawn"):
            reply.charts["bad_figure"].figure()

    assert reply.charts["bad_words"].error.startswith("The chart bad_words could not")
    assert not reply.charts["trend"].error
    assert "Chart bad_figure failed: ValueError at" in caplog.text
    assert "Mary" not in caplog.text


def test_an_answer_that_fails_says_so(market):
    reply = ask(replace(TOPIC, answer=broken), market, council=COUNCIL)

    assert "could not be worked out" in reply.answer.text
    assert "trend" in reply.charts


def test_a_page_of_which_nothing_is_published_says_why(market):
    topic = replace(
        TOPIC,
        reads={"secret": lambda _: {}},
        controls=(),
        charts=(TOPIC.charts[2],),
    )

    reply = ask(topic, market, council=COUNCIL, query={"view": "public"})

    assert reply.answer.text == (
        "**None of this page is published.** It shows providers."
    )


def test_a_build_without_a_pages_tables_is_not_called_unpublished(market):
    topic = replace(TOPIC, reads={"not_made": lambda _: {}}, controls=(), charts=())

    reply = ask(topic, market, council=COUNCIL)

    assert "published" not in reply.answer.text
    assert reply.answer.text.startswith("**We cannot tell yet.** This build holds no")
    assert reply.notes.what_would_change_this == "A new build."


def stamps(figure):
    return [each.text for each in figure.layout.annotations if each.name == "stamp"]


def test_every_figure_says_what_it_may_not_be_taken_for(market, tmp_path):
    internal = ask(TOPIC, market, council=COUNCIL)
    public = ask(TOPIC, market, council=COUNCIL, query={"view": "public"})
    real = tmp_path / "real"
    make(real, is_synthetic=False)
    supplied = ask(TOPIC, Market(real), council=COUNCIL)

    both = "<b>Synthetic demonstration data · Internal: not for publication</b>"
    assert stamps(internal.charts["trend"].figure()) == [both]
    assert stamps(public.charts["trend"].figure()) == [
        "<b>Synthetic demonstration data</b>"
    ]
    assert stamps(supplied.charts["trend"].figure()) == [
        "<b>Internal: not for publication</b>"
    ]
    assert stamps(supplied.charts["published"].figure()) == []


def test_a_look_changes_the_drawing_and_not_the_rows(market):
    reply = ask(TOPIC, market, council=COUNCIL, look=Look(width=900))

    drawn = reply.charts["trend"]
    assert drawn.figure().layout.width == 900
    assert drawn.figure(Look(width=360)).layout.width == 360


def test_an_old_build_is_redrawn_on_its_own_assumptions(tmp_path):
    old = make(tmp_path, least_people=8)
    make(tmp_path, at=OLDEST + dt.timedelta(days=1))
    topic = replace(
        TOPIC,
        answer=lambda _: Answer(f"{assumption('protect.least_people').value}", ""),
        charts=(
            chart(
                "trend",
                figure=lambda *_: go.Figure(
                    layout={"title": str(assumption("protect.least_people").value)}
                ),
            ),
        ),
    )
    market = Market(tmp_path)

    then = ask(topic, market, council=COUNCIL, query={"build": old})
    now = ask(topic, market, council=COUNCIL)

    assert (then.answer.text, now.answer.text) == ("8", "5")
    assert then.charts["trend"].figure().layout.title.text == "8"
    assert assumption("protect.least_people").value == 5


def test_nothing_built_is_said(tmp_path):
    with pytest.raises(NotBuiltError, match="Nothing has been built yet"):
        ask(TOPIC, Market(tmp_path), council=COUNCIL)
