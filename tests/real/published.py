"""Where the published files lie, and what is said where they do not."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest

REAL = Path(__file__).parent
PUBLISHED = Path(
    os.environ.get(
        "MARKET_SHAPER_PUBLISHED", REAL.parents[1].parent / "shared" / "published"
    )
)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave this folder out of a checkout that has no published files beside it."""
    is_here = REAL in (collection_path, *collection_path.parents)
    # None leaves the decision to others.
    return True if is_here and not PUBLISHED.is_dir() else None


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say how many tests were left out, where this folder was asked for."""
    asked = [Path(argument.split("::")[0]).resolve() for argument in config.args]
    is_asked = any(
        REAL in (path, *path.parents) or path in REAL.parents for path in asked
    )
    if is_asked and not PUBLISHED.is_dir():
        terminalreporter.write_line(
            f"{_count()} tests in tests/real not run: no published files beside this "
            "checkout"
        )


def _count() -> int:
    """Count the tests by reading them: importing them may need the files."""
    return sum(
        isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        for path in REAL.glob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    )
