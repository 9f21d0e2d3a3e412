"""Models are data: no code asks for one by name, and an unknown one counts alike."""

import ast
from pathlib import Path

import pytest

import analytics
import dash_app
from analytics.assumptions import assumption
from analytics.catalogue.cost_tables import RATE_MAKEUP
from analytics.costs.models import (
    Model,
    comparator_kind,
    in_order,
    known_models,
    model,
    model_key,
    rate_parts,
    slider_kind,
    tasks,
)
from analytics.costs.scenario import scenario
from data.readers.council import lists
from tests.cost_evidence import LINES, evidence, line_table, tables

ROOMS = [Path(analytics.__file__).parent, Path(dash_app.__file__).parent]
# A route of a person's budget has the same name as one model; these ask for the route.
ROUTES = {"uptake", "people", "ascof3d", "lasting", "isf", "spend", "rules"}


def files():
    for room in ROOMS:
        for path in room.rglob("*.py"):
            if not any(path.stem.startswith(topic) for topic in ROUTES):
                yield path


def words_in_code(path):
    """Return every text in a module that is no docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    docstrings = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    ]


def test_no_code_names_a_model():
    names = {each.key for each in known_models()} | {
        each.label for each in known_models()
    }
    seen = list(files())

    found = [
        f"{path.name}:{line}: {text}"
        for path in seen
        for line, text in words_in_code(path)
        if text in names
    ]
    assert any(path.name == "scenario.py" for path in seen)
    assert found == []


def test_every_model_reckons_alike_under_another_name():
    known = scenario(evidence(models="contest"))
    renamed = [(f"pilot {line[0]}", *line[1:]) for line in LINES]
    other = scenario(
        evidence(of=tables(infrastructure_lines=line_table(renamed), rate_makeup=None))
    )

    for key in ("in_house", "commissioned"):
        assert other.per_hour[f"pilot_{key}"] == known.per_hour[key]
        hours = [each.hours for each in other.crossings]
    assert len(hours) > 0
    assert set(hours) <= {each.hours for each in known.crossings}


def test_an_unknown_model_is_named_by_its_own_name_in_a_neutral_colour():
    found = model("village_hub")

    assert (found.label, found.noun) == ("Village hub", "village hub")
    assert (found.colour, found.ink) == ("context", "ink_2")
    assert not found.is_comparator
    assert found.who_pays is None


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("in_house", "in_house"),
        ("In-house team", "in_house"),
        ("IN HOUSE TEAM ", "in_house"),
        ("Commissioned programme", "commissioned"),
        ("embedded in the rate", "embedded"),
        ("Village hub (pilot)", "village_hub_pilot"),
    ],
)
def test_a_name_is_known_however_it_is_written(written, key):
    assert model_key(written) == key


def test_no_two_models_share_a_spelling():
    seen = {}
    for each in known_models():
        for spelling in (each.key, each.label):
            assert seen.setdefault(model_key(spelling), each.key) == each.key


def test_known_models_come_first_and_others_by_name():
    assert in_order(["zeta", "embedded", "alpha", "in_house", "zeta"]) == [
        "in_house",
        "embedded",
        "alpha",
        "zeta",
    ]


def test_the_data_of_models_can_be_used():
    for each in known_models():
        assert isinstance(each, Model)
        assert each.who_pays and each.fee_in_rate is not None
        if isinstance(each.self_employed, str):
            assert 0 < assumption(each.self_employed).value < 1
        else:
            assert each.self_employed in (0, 1)
        if each.rate_kind:
            assert each.rate_kind in lists.PROVIDER_KINDS
    assert slider_kind() != comparator_kind()
    assert set(tasks()) == set(lists.TASKS)
    assert {part.column for part in rate_parts()} <= set(RATE_MAKEUP.values)
