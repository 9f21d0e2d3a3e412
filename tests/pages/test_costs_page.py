"""The costs page: its order, its ledger, its sliders, and what a blank becomes."""

import datetime as dt

import pytest
from dash.development.base_component import Component

from analytics.answers import cost_ledger
from analytics.ask import ask
from analytics.assumptions import recorded
from analytics.catalogue import topic
from analytics.catalogue.cost_tables import (
    CARE_VOLUME,
    INFRASTRUCTURE_LINES,
    RATE_MAKEUP,
)
from analytics.figures.theme import Look
from analytics.notes import note_of
from analytics.protect.plan import load_plan
from analytics.protect.release import protect
from analytics.protect.statuses import complete_statuses
from dash_app.address import Address
from dash_app.ask import Asker, standing_at
from dash_app.pages import costs as page
from data.market import Market
from data.swap import Draft
from tests.cost_evidence import line_table, rate_table, volume_table

COUNCIL = "X99000001"
DECLARED = {
    each.name: each for each in (INFRASTRUCTURE_LINES, RATE_MAKEUP, CARE_VOLUME)
}


def desk(rates):
    lines = line_table()
    lines["line_no"] = lines.groupby("model").cumcount() + 1
    lines["step_hours_status"] = (
        lines["step_hours"].isna().map({True: "not_applicable", False: "ok"})
    )
    shares = rates["n_providers"].rdiv(1)
    volume = volume_table().assign(
        arrangements_with_hours=9, arrangements_without_hours=0
    )
    found = {
        "infrastructure_lines": lines,
        "rate_makeup": rates.assign(largest_share=shares),
        "care_volume": volume,
    }
    return {
        name: complete_statuses(frame, DECLARED[name]) for name, frame in found.items()
    }


@pytest.fixture(scope="module")
def market(tmp_path_factory):
    """Serve one council whose agencies are four, and whose assistants are two."""
    root = tmp_path_factory.mktemp("market")
    rates = rate_table()
    few = rates["kind"] == "personal_assistant"
    rates["n_providers"] = rates["n_providers"].mask(few, 2)
    folder = root / "build" / COUNCIL
    folder.mkdir(parents=True)
    tables = desk(rates)
    plan = {name: each for name, each in load_plan().items() if name in tables}
    draft = Draft(folder)
    draft.write("internal", tables)
    draft.write("public", protect(tables, DECLARED, plan))
    draft.serve(
        {
            "council": COUNCIL,
            "council_name": "Demoshire",
            "as_of": "2026-09-30",
            "is_synthetic": True,
            "seed": 1,
            "supplied": {
                "council_infrastructure_lines": None,
                "council_rates": "2026-04-01",
                "council_arrangements": "2026-09-30",
            },
            "assumptions": recorded(),
        },
        dt.datetime(2026, 11, 20, tzinfo=dt.UTC),
    )
    return Market(root)


def shown(market, **query):
    said = Asker(market)(topic("costs"), COUNCIL, query)
    assert not said.ignored
    return standing_at(said, Look(width=1240), Address(COUNCIL, "costs", query=query))


def walk(component):
    yield component
    children = getattr(component, "children", None)
    for child in children if isinstance(children, (list, tuple)) else [children]:
        if isinstance(child, Component):
            yield from walk(child)
        elif child is not None:
            yield child


def text(component):
    return "".join(str(each) for each in walk(component) if isinstance(each, str))


def parts(tree, kind):
    return [each for each in walk(tree) if type(each).__name__ == kind]


def test_volume_leads_then_the_flip_then_the_proof(market):
    tree = page.evidence(shown(market))

    heads = [text(each) for each in parts(tree, "H2")]
    assert heads == [
        "Which model is cheapest depends on volume",
        "Change what it rests on",
        "What would flip the decision",
        "One ledger: what each model pays for",
        "What an hour’s price is made of",
    ]


def ledger_of(tree):
    return next(
        each
        for each in parts(tree, "Table")
        if "ledger" in getattr(each, "className", "")
    )


@pytest.mark.parametrize("query", [{}, {"risk": "in"}, {"hours": "150000"}])
def test_the_page_and_the_figure_draw_the_same_ledger(market, query):
    reply = shown(market, **query)
    frame = reply.charts["cost_ledger"].frame

    rows = parts(ledger_of(page.evidence(reply)), "Tr")[1:]
    lines = [*frame["line"].unique()]
    assert [text(parts(row, "Th")[0]) for row in rows] == lines
    order = cost_ledger.setting(reply.evidence)["order"]
    cells = frame.set_index(["line", "model"])
    for row, line in zip(rows, lines, strict=True):
        for cell, key in zip(parts(row, "Td"), order, strict=True):
            told = cells.loc[(line, key)]
            assert text(cell) == f"{told['shown']} {told['says']}".strip()
    longest = [
        float(each.style["--long"])
        for each in parts(ledger_of(page.evidence(reply)), "Span")
        if getattr(each, "className", "") == "amount"
    ]
    assert max(longest) == 1.0
    assert min(longest) > 0


def test_every_slider_stands_beside_the_chart_with_its_source(market):
    sliders = parts(page.evidence(shown(market)), "Slider")

    assert [each.name for each in sliders] == ["hours", "step", "rate", "chance"]
    for each in sliders:
        assert each.low <= each.band[0] < each.band[1] <= each.high
        assert each.low <= float(each.value) <= each.high
        assert each.note
    notes = {each.name: each.note for each in sliders}
    assert notes["hours"] == (
        "Planned hours of your open arrangements through introductory agencies, ISF "
        "brokers, micro-enterprises and community organisations"
    )
    assert notes["rate"] == "4 agencies’ rates supplied; range chosen by us"
    assert notes["chance"].startswith("Chosen by us. Not legal advice")
    assert (
        "A cost paid once is spread over 10 years (chosen by us) at a real 3.5% a year "
        "(HM Treasury, The Green Book)."
    ) in text(page.evidence(shown(market)))


def test_as_published_the_hours_are_ours_and_few_providers_are_hidden(market):
    reply = shown(market, view="public")

    assert "our assumption; the council’s own are not published" in reply.answer.sure
    (hours, *_) = parts(page.evidence(reply), "Slider")
    assert (hours.value, hours.note.split(";")[0]) == ("100000", "Chosen by us")
    frame = reply.charts["rate_makeup"].frame.set_index("kind")
    assert frame.loc["personal_assistant", "hourly_rate_gbp_status"] == "suppressed"
    assert frame.loc["introductory_agency", "hourly_rate_gbp"] == 21.60
    assert "largest_share" not in reply.evidence["rate_makeup"]
    assert "care_volume" not in reply.evidence.tables


MOVED = {
    "models": "contest",
    "years": "5",
    "discount": "0.05",
    "risk": "in",
    "hours": "150000",
    "step": "1100",
    "rate": "1.8",
    "chance": "40",
}


def test_a_chart_that_follows_no_slider_is_drawn_once(market):
    asker, look = Asker(market), Look(width=1240)

    def drawn(**query):
        there = asker.page(topic("costs"), Address(COUNCIL, "costs", query=query), look)
        return {name: there.figure(name, width=800) for name in there.charts}

    still = drawn()
    (follows,) = [
        chart.follows for chart in topic("costs").charts if chart.name == "rate_makeup"
    ]
    assert set(MOVED) == {each.name for each in topic("costs").controls} - {*follows}
    for name, value in MOVED.items():
        then = drawn(**{name: value})
        assert then["rate_makeup"] is still["rate_makeup"]
        assert then["break_even"] is not still["break_even"]
        # What it would draw anew is the same, to the letter.
        fresh = ask(topic("costs"), market, council=COUNCIL, query={name: value})
        anew = fresh.charts["rate_makeup"].figure(Look(width=800)).to_plotly_json()
        assert str(anew) == str(still["rate_makeup"])


@pytest.mark.parametrize("chart", ["break_even", "cost_ledger"])
def test_a_note_names_every_file_that_a_chart_rests_on(market, chart):
    inside = ask(topic("costs"), market, council=COUNCIL)
    said = note_of(inside, inside.charts[chart])
    assert "1 April 2026" in said.split("## Vintage")[1].split("##")[0]
    assert "30 September 2026" in said.split("## Vintage")[1].split("##")[0]

    # The hours are not published, so what is drawn then does not rest on them.
    outside = ask(topic("costs"), market, council=COUNCIL, query={"view": "public"})
    said = note_of(outside, outside.charts[chart])
    vintage = said.split("## Vintage")[1].split("##")[0]
    assert "1 April 2026" in vintage
    assert "30 September 2026" not in vintage
    protection = said.split("## Protection")[1].split("##")[0]
    assert "three" in protection or "3" in protection


def test_past_findings_are_folded_away_with_size_and_date(market):
    tree = page.evidence(shown(market))

    (folded,) = [each for each in parts(tree, "Details") if "others" in text(each)]
    assert "None of them is a default of ours" in text(folded)
    for told in ("29.7%", "2012", "12 people", "£5 to £25", "351 hours", "16.7%"):
        assert told in text(folded)


def test_both_readings_of_the_law_are_on_the_page(market):
    said = text(page.evidence(shown(market)))

    assert "ESM4015" in said
    assert "this is no legal advice" in said


def test_a_what_if_moves_every_part_of_the_page(market):
    now, then = shown(market), shown(market, rate="1.8")

    assert "commissioned programme costs least" in now.answer.text
    assert "agency rate costs least, £1.80 an hour" in then.answer.text
    assert "£1.80" in text(ledger_of(page.evidence(then)))


def test_a_bad_choice_is_named_and_left_out(market):
    said = Asker(market)(topic("costs"), COUNCIL, {"rate": "99", "years": "1"})

    assert len(said.ignored) == 2
    assert any(
        "“99” cannot be chosen for infrastructure inside" in one for one in said.ignored
    )
    assert said.selection["rate"] == "2.60"
