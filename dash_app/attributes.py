"""Attributes whose names Python cannot write: aria-label, data-page."""

from __future__ import annotations

from typing import Any


def attrs(**named: Any) -> dict[str, Any]:
    """Name attributes with hyphens, leaving out those that are None.

    >>> attrs(aria_label="Menu", data_page="", id=None)
    {'aria-label': 'Menu', 'data-page': ''}
    """
    return {
        name.replace("_", "-"): value
        for name, value in named.items()
        if value is not None
    }
