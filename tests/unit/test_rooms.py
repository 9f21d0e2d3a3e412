"""The rooms, beyond what import-linter sees: words that may stand in one place only."""

import ast
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SQL = re.compile(r"\b(SELECT\s.+\sFROM|CREATE\s+TABLE|INSERT\s+INTO)\b", re.S)
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}\b")


def sources(*rooms):
    found = [path for room in rooms for path in (ROOT / room).rglob("*.py")]
    assert found, rooms
    return found


def strings(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


@pytest.mark.parametrize("path", sources("analytics", "dash_app", "notebooks"), ids=str)
def test_sql_lives_in_the_data_room_only(path):
    assert [line for line, text in strings(path) if SQL.search(text)] == []


@pytest.mark.parametrize(
    "path",
    [p for p in sources("analytics", "dash_app/pages") if p.name != "theme.py"],
    ids=str,
)
def test_every_colour_stands_in_the_theme(path):
    assert [line for line, text in strings(path) if COLOUR.search(text)] == []


def test_no_module_is_a_drawer_for_odds_and_ends():
    drawers = {"utils", "helpers", "common", "misc", "manager"}
    names = {path.stem for path in sources("data", "analytics", "dash_app")}
    assert names & drawers == set()


def test_the_lock_is_hashed_and_holds_no_address():
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    pinned = re.findall(r"^([a-z0-9._-]+)==", lock, re.M)
    assert len(pinned) > 50
    assert lock.count("--hash=sha256:") >= len(pinned)
    assert "://" not in lock


def test_duckdb_is_pinned_exactly():
    assert '"duckdb==1.5.5"' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_the_release_plan_is_small():
    plan = yaml.safe_load((ROOT / "data/release_plan.yaml").read_text("utf-8"))
    assert len(plan) <= 18
    assert all(len(release["dimensions"]) <= 2 for release in plan.values())
