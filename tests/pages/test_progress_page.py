"""What comes next, on the desk and as published, and what a missing file takes away."""

import datetime as dt
import random

import pytest
from dash.development.base_component import Component

from analytics.catalogue import topic
from analytics.figures.theme import Look
from analytics.publish import publish
from dash_app.address import Address
from dash_app.ask import Asker, standing_at
from dash_app.pages import progress as page
from data.market import Market
from data.swap import draft_in, only_build
from tests.packing import as_csv, vault_of

DECISIONS = ["provider_id", "tier", "decided_on"]
KINDS = ("homecare_agency", "isf_broker", "micro_enterprise")


def histories(n=60):
    """Move providers about for three years, each at a pace of its own chance."""
    chance, rows = random.Random(4), []
    for i in range(n):
        tier, day = chance.choice([2, 3, 3]), dt.date(2023, 10, 2)
        day += dt.timedelta(days=chance.randrange(60))
        while day < dt.date(2026, 9, 30):
            rows.append([f"P{i:02}", f"{tier}", day.isoformat()])
            day += dt.timedelta(days=round(chance.expovariate(1 / 900)) + 30)
            if tier == 1:
                break
            if chance.random() < 0.2:
                rows.append([f"P{i:02}", "none", day.isoformat()])
                break
            tier -= 1
    return [row for row in rows if row[2] < "2026-09-30"]


def served(root, *, decisions=True, support=True):
    inbox, out = root / "inbox", root / "out"
    inbox.mkdir(parents=True)
    providers = [
        [f"P{i:02}", f"P{i:02} Care", KINDS[i % len(KINDS)]] for i in range(60)
    ]
    last = ["A", "P", "managed_budget", "2026-09-30", "E01000001"]
    files = {
        "providers": as_csv([["provider_id", "name", "kind"], *providers]),
        # It says which day the build speaks of.
        "arrangements": as_csv(
            [["arrangement_id", "person_id", "route", "started_on", "lsoa_code"], last]
        ),
    }
    if decisions:
        files["decisions"] = as_csv([DECISIONS, *histories()])
    if support:
        header = ["provider_id", "kind", "from", "to", "gbp"]
        rows = [
            ["P00", "training", "2024-02-01", "2024-04-01", "1000"],
            ["P02", "grant", "2025-02-01", "", ""],
        ]
        files["support"] = as_csv([header, *rows])
    vault = vault_of(inbox, files)
    topics = [topic("tiers"), topic("progress")]
    with only_build(out, vault.council_code) as folder, draft_in(folder) as draft:
        publish(vault, draft, topics, lambda _: None)
    return Market(out), vault.council_code


@pytest.fixture(scope="module")
def market(tmp_path_factory):
    return served(tmp_path_factory.mktemp("progress"))


def shown(served_, **query):
    market_, council = served_
    said = Asker(market_)(topic("progress"), council, query)
    assert not said.ignored
    return standing_at(
        said, Look(width=1240), Address(council, "progress", query=query)
    )


def text(component):
    if not isinstance(component, Component):
        return "" if component is None else str(component)
    children = getattr(component, "children", None)
    each = children if isinstance(children, (list, tuple)) else [children]
    return " ".join(text(child) for child in each)


def test_the_desk_shows_where_it_leads_how_long_it_takes_and_the_help(market):
    reply = shown(market)
    said = text(page.evidence(reply))
    order = [
        "How many in each tier, so far and in a year",
        "How long until a provider moves on",
        "Which kinds move up from Tier 3 faster",
        "Who came, moved and went, quarter by quarter",
        "Help given, beside moves",
    ]

    assert [said.index(heading) for heading in order] == sorted(
        said.index(heading) for heading in order
    )
    assert "chance of moving up within a year** of being placed" in reply.answer.text
    assert "By September 2027 we expect" in reply.answer.text
    assert reply.answer.sure.startswith("Tried from 30 September 2025")
    assert "This is not evidence of effect" in said
    # A sole trader is told by number.
    assert "P02" in set(reply.charts["tier_support"].frame["provider_label"])
    assert "P00 Care" in set(reply.charts["tier_support"].frame["provider_label"])


def test_the_last_year_alone_and_another_tier_can_be_asked_for(market):
    reply = shown(market, watch="year", tier="tier_2")

    assert "the last year alone" in reply.charts["tier_outlook"].sub
    assert "Tier 2" in reply.charts["tier_paces"].heading
    # In one year nobody is seen at every length of stay up to a year.
    assert reply.answer.text.startswith("**How long it takes we cannot tell:**")
    assert "tier_waits" in reply.absent


def test_only_counts_of_providers_are_published(market):
    reply = shown(market, view="public")
    said = text(page.evidence(reply))

    assert set(reply.charts) == {"tier_outlook", "tier_moves"}
    assert reply.answer.text.startswith("By September 2027 we expect **")
    assert "chance" not in reply.answer.text
    assert "P00" not in said
    assert "training" not in said.lower()
    # The desk's own numbers: providers may be counted freely.
    rows = [
        each.charts["tier_outlook"].frame.set_index(["tier", "series", "day"])
        for each in (reply, shown(market))
    ]
    assert rows[0]["in_tier"].equals(rows[1]["in_tier"])


def test_without_the_help_the_rest_stands_and_the_file_is_named(tmp_path):
    reply = shown(served(tmp_path, support=False))

    assert "tier_waits" in reply.charts
    assert "`provider_support`" in reply.absent["tier_support"]
    assert "provider_support" in text(page.evidence(reply))


def test_without_decisions_the_page_cannot_tell(tmp_path):
    reply = shown(served(tmp_path, decisions=False))

    assert reply.missing == ["council_tier_decisions"]
    assert reply.answer.text.startswith("**We cannot tell yet.**")
    assert not reply.charts
