"""Assumptions: dated, ranged, sourced, and read for a date."""

import datetime as dt
import re
from pathlib import Path

import pytest

from analytics.assumptions import assumption, assumptions

ROOMS = [Path("analytics"), Path("dash_app")]


def test_every_assumption_lies_in_its_range_and_says_where_it_comes_from():
    for each in assumptions():
        assert each.low <= each.value <= each.high, each.name
        assert each.unit, each.name
        assert each.meaning, each.name
        assert len(each.reason) > 10, each.name
        assert each.reference, each.name


def test_a_date_before_the_first_value_is_refused():
    with pytest.raises(ValueError, match="has no value on 1999-01-01"):
        assumption("verdict.line", dt.date(1999, 1, 1))


def test_every_assumption_is_used_and_every_name_used_is_there():
    named = {each.name for each in assumptions()}
    # Data may name an assumption too, as a cost model does.
    code = "\n".join(
        path.read_text("utf-8")
        for room in ROOMS
        for path in [*room.rglob("*.py"), *room.rglob("*.yaml")]
        if path.name != "assumptions.yaml"
    )
    topics = "|".join(sorted({name.split(".")[0] for name in named}))
    asked = set(re.findall(rf'["\s]((?:{topics})\.[a-z0-9_]+)["\n]', code))
    # One of a family, whose last part is filled in: f"need.slope_{band}".
    families = tuple(re.findall(rf'f"((?:{topics})\.[a-z0-9_]+)\{{', code))
    asked |= {name for name in named if name.startswith(families)}
    assert named - asked == set(), "these rest on nothing"
    assert asked - named == set(), "these are not written down"
