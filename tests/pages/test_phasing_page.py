"""Tier and place as its page: one provider followed, and nothing of it published."""

import pytest
from dash.development.base_component import Component

from analytics.answers import phasing
from analytics.catalogue import topic
from analytics.figures.theme import Look
from dash_app.address import Address
from dash_app.ask import Asker, standing_at
from dash_app.pages import phasing as page

COUNCIL = "X99000001"


def shown(market, **query):
    said = Asker(market)(topic("phasing"), COUNCIL, query)
    assert not said.ignored
    return standing_at(said, Look(width=1240), Address(COUNCIL, "phasing", query=query))


def text(component):
    if not isinstance(component, Component):
        return "" if component is None else str(component)
    children = getattr(component, "children", None)
    each = children if isinstance(children, (list, tuple)) else [children]
    return " ".join(text(child) for child in each)


def test_the_hardest_to_place_is_shown_first_and_any_other_can_be_chosen(market):
    first = shown(market)
    providers = phasing.providers(first.evidence)
    hardest, other = providers.iloc[0], providers.iloc[3]

    assert hardest["provider_label"] in first.answer.text
    told = shown(market, provider=other["provider_id"])
    assert other["provider_label"] in told.answer.text
    assert hardest["provider_label"] not in told.answer.text


def test_every_hour_is_placed_or_without_a_taker(market):
    """What takers take in the table is what the answer says can be placed."""
    for row in phasing.providers(shown(market).evidence).to_dict("records"):
        reply = shown(market, provider=row["provider_id"])
        takers = phasing.takers(reply.evidence)
        hidden = takers["hours_taken"].isna().any()
        in_our_areas = row["weekly_hours"] - row["hours_elsewhere"]

        assert row["hours_placed"] + row["hours_unplaced"] == pytest.approx(
            in_our_areas
        )
        taken = takers["hours_taken"].sum()
        assert hidden or taken == pytest.approx(row["hours_placed"], abs=1e-3)


def test_districts_add_up_to_the_map(market):
    reply = shown(market)
    rows = phasing.by_district(reply.evidence)

    assert rows["areas"].sum() == len(phasing.reach(reply.evidence))
    parts = rows[["tier_1", "tier_2", "lower", "unknown"]].sum(axis=1)
    assert parts.tolist() == rows["areas"].tolist()


def test_every_tier_3_provider_is_on_the_page(market):
    reply = shown(market)
    said = text(page.evidence(reply))

    assert "Before a letter goes out" in said
    rows = phasing.providers(reply.evidence)
    for label in rows["provider_label"]:
        assert label in said


def test_nothing_of_it_is_published(market):
    reply = shown(market, view="public")

    assert reply.answer.text.startswith("**None of this page is published.**")
    assert not reply.charts
    assert "phase_out" not in reply.evidence.tables
    assert "tier_reach" not in reply.evidence.tables
