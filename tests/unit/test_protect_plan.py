from types import SimpleNamespace

import pytest
import yaml

from analytics.protect.plan import check_plan, load_plan
from data.errors import BrokenContractError

GOOD = {
    "rule": "people",
    "time": "quarter_end",
    "dimensions": ["route"],
    "columns": ["people"],
}


def written(folder, **entries):
    path = folder / "plan.yaml"
    path.write_text(yaml.safe_dump(entries))
    return path


def table(name="a", keys=("quarter_end", "route"), **values):
    return SimpleNamespace(
        name=name,
        keys=dict.fromkeys(keys),
        values={
            column: SimpleNamespace(column_class=column_class)
            for column, column_class in (values or {"people": "person"}).items()
        },
    )


def test_our_plan_is_within_its_own_bounds():
    plan = load_plan()

    assert 0 < len(plan) <= 18
    assert all(len(each.dimensions) <= 2 for each in plan.values())


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"dimensions": ["a", "b", "c"]}, "more than 2 ways"),
        ({"dimensions": ["a", "b"], "levels": {"c": [1, 2]}}, "more than 2 ways"),
        ({"rule": "trust"}, "the rule trust, which we do not have"),
        ({"columns": []}, "lists no column"),
        ({"whole_sets": ["place"]}, "no key of it"),
        ({"also": 1}, r"says \['also'\]"),
    ],
)
def test_a_plan_that_is_too_wide_is_refused(tmp_path, change, fault):
    with pytest.raises(BrokenContractError, match=fault):
        load_plan(written(tmp_path, a={**GOOD, **change}))


def test_one_table_too_many_is_refused(tmp_path):
    many = {f"t{n}": GOOD for n in range(19)}

    with pytest.raises(BrokenContractError, match="19 tables; at most 18"):
        load_plan(written(tmp_path, **many))


@pytest.mark.parametrize(
    ("made", "fault"),
    [
        (table("b"), "names a, which no measure makes"),
        (table(keys=("quarter_end", "route", "ward")), r"becomes of \['ward'\]"),
        (table(keys=("quarter_end",)), r"becomes of \['route'\]"),
        (table(hours="person"), r"releases \['people'\], not in a"),
        (table(people="worker"), "a.people, of class worker, by the rule people"),
        (table(people="open"), "a.people, of class open, by the rule people"),
    ],
)
def test_no_cut_or_class_slips_through(tmp_path, made, fault):
    plan = load_plan(written(tmp_path, a=GOOD))

    with pytest.raises(BrokenContractError, match=fault):
        check_plan(plan, [made])


def test_a_plan_that_fits_is_taken(tmp_path):
    plan = load_plan(written(tmp_path, a=GOOD))

    check_plan(plan, [table(), table("not_released", keys=("x", "y", "z"))])

    assert plan["a"].keys == {"quarter_end", "route"}
