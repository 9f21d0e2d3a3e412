"""Each notebook runs from top to bottom on the demonstration county, and only asks."""

import ast
import re
from pathlib import Path

import jupytext
import pytest
from nbclient import NotebookClient

CHECKOUT = Path(__file__).parents[2]
NOTEBOOKS = sorted((CHECKOUT / "notebooks").glob("*.py"))
EVERY_NOTEBOOK = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
SQL = re.compile(r"\b(select|insert|update|delete|create|with)\b.+\b(from|into|as)\b")
MAY_IMPORT = {"os", "pathlib", "analytics", "data"}


def strings(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_there_are_notebooks():
    assert NOTEBOOKS


@EVERY_NOTEBOOK
def test_a_notebook_holds_prose_and_questions_and_nothing_else(path):
    text = path.read_text("utf-8")
    tree = ast.parse(text)

    assert "# %% [markdown]" in text
    for node in ast.walk(tree):
        assert not isinstance(
            node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
        ), "a notebook only asks; what it works out belongs in analytics"
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names = (
                [node.module]
                if isinstance(node, ast.ImportFrom)
                else [each.name for each in node.names]
            )
            assert {name.split(".")[0] for name in names} <= MAY_IMPORT
    assert not [each for each in strings(tree) if SQL.search(each.lower())]


@EVERY_NOTEBOOK
def test_a_notebook_runs_and_shows_figures_and_tables(path, demo_build, monkeypatch):
    monkeypatch.setenv("MARKET_SHAPER_OUT", str(demo_build.out))
    monkeypatch.setenv("PYTHONPATH", str(CHECKOUT))
    notebook = jupytext.read(path)

    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()

    shown = [
        kind
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        for kind in output.get("data", {})
    ]
    assert "application/vnd.plotly.v1+json" in shown
    assert "text/html" in shown
    said = [
        output.text
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "stream" and output.name == "stderr"
    ]
    assert said == [], "a notebook runs without a warning"
