"""The demonstration county's own maps, as a page sends them: how much they weigh."""

import gzip
from itertools import product

import pytest

from analytics import catalogue
from analytics.ask import ask
from analytics.figures.theme import Look

LIMIT = 60_000  # bytes, packed as the server packs them
LEVEL = 6
MAP = "desert_map"
# A phone's map, and the widest of a desk: half a page, and the whole of a narrower one.
WIDTHS = (328, 620, 899)


@pytest.fixture(scope="module")
def asked(market, demo_build):
    def page(**query):
        topic = catalogue.topic("deserts")
        return ask(topic, market, council=demo_build.council, query=query)

    return page


def weight(drawn, width):
    figure = drawn.figure(Look(width=width))
    return len(gzip.compress(figure.to_json().encode(), LEVEL))


def test_no_map_of_the_county_is_heavier_than_60_kilobytes(asked):
    offered = {each.control.name: each.options for each in asked().controls}
    kinds, travels = ([o.value for o in offered[name]] for name in ("kind", "travel"))
    assert len(kinds) > 1 < len(travels)
    weights = {
        (kind, travel): weight(asked(kind=kind, travel=travel).charts[MAP], 620)
        for kind, travel in product(kinds, travels)
    }
    assert max(weights.values()) < LIMIT, weights
    # Width moves a weight little, so only the heaviest is weighed at every one.
    kind, travel = max(weights, key=weights.get)
    for width in WIDTHS:
        heaviest = asked(kind=kind, travel=travel).charts[MAP]
        assert weight(heaviest, width) < LIMIT, width


def test_the_map_of_registered_offices_is_no_heavier(asked):
    page = asked()
    for width in WIDTHS:
        assert weight(page.charts["registered_office_map"], width) < LIMIT
