"""The framework that stands while a build is made: ours, or the council's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from analytics.tiers.framework import Framework
from analytics.tiers.reading import read_framework

OURS = Path(__file__).with_name("framework.yaml")
_STANDING: ContextVar[Framework | None] = ContextVar("framework", default=None)


@cache
def ours() -> Framework:
    """Return the framework that comes with the tool."""
    return read_framework(OURS)


def standing() -> Framework:
    """Return the framework that a measure goes by."""
    return _STANDING.get() or ours()


@contextmanager
def under(framework: Framework) -> Iterator[None]:
    """Let measures go by this framework."""
    token = _STANDING.set(framework)
    try:
        yield
    finally:
        _STANDING.reset(token)
