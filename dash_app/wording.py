"""Sentences: what `**bold**` and `` `code` `` become on a page."""

from __future__ import annotations

import re

from dash import html
from dash.development.base_component import Component


def rich(said: str) -> list[str | Component]:
    """Turn `**bold**` and `` `code` `` into components; other text stays as it is."""
    pieces = re.split(r"(\*\*.+?\*\*|`[^`]+`)", said)
    return [_piece(piece) for piece in pieces if piece]


def _piece(piece: str) -> str | Component:
    if piece.startswith("**"):
        return html.Strong(piece[2:-2])
    return html.Code(piece[1:-1]) if piece.startswith("`") else piece
