"""The choices that change a number: council, view, build, and what a page asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

View = Literal["internal", "public"]


@dataclass(frozen=True)
class Selection:
    """One reader's choices, hashable, exactly what the address holds.

    Attributes
    ----------
    council : str
        ONS code of the council asked about.
    view : "internal" or "public"
        Which product answers: desk, or what may be published.
    build : str or None
        A build's id; None means the one served now.
    choices : tuple of (name, value)
        The page's own controls, sorted by name, as text, as in the address.
    """

    council: str
    view: View = "internal"
    build: str | None = None
    choices: tuple[tuple[str, str], ...] = field(default=())

    def __getitem__(self, name: str) -> str:
        """Return one choice as text; a KeyError is a fault of the catalogue."""
        return dict(self.choices)[name]

    def get(self, name: str, default: str | None = None) -> str | None:
        """Return one choice as text, or the default."""
        return dict(self.choices).get(name, default)

    def number(self, name: str) -> float:
        """Return one choice as a number."""
        return float(self[name])

    def with_choices(self, choices: Mapping[str, str]) -> Selection:
        """Return this selection with the choices replaced."""
        return Selection(
            self.council, self.view, self.build, tuple(sorted(choices.items()))
        )
