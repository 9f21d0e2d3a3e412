"""No page carries a drawing inside a fold: it is fetched when that is opened."""

import json

import pytest
from dash._utils import to_json

from analytics.catalogue import TOPICS
from analytics.figures.theme import Look
from dash_app.address import Address
from dash_app.ask import Asker
from dash_app.router import Router


def parts(of, kind):
    if isinstance(of, list):
        return [one for each in of for one in parts(each, kind)]
    if not isinstance(of, dict):
        return []
    own = [of] if of.get("type") == kind else []
    return own + [one for each in of.values() for one in parts(each, kind)]


@pytest.mark.parametrize("topic", [topic.name for topic in TOPICS])
def test_what_is_folded_is_not_drawn(topic, demo_build, market):
    router = Router(market, Asker(market), TOPICS, public_only=False)
    address = Address(demo_build.council, topic)
    page = json.loads(to_json(router.show(address, Look(width=1280))))
    folded = [
        graph
        for fold in parts(page["tree"], "Details")
        for graph in parts(fold, "Graph")
    ]
    assert all("figure" not in graph["props"] for graph in folded)
    if topic == "deserts":
        assert len(folded) == 1
