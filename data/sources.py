"""What we know of every source: its publisher, its licence, its date, what it feeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

FILE = Path(__file__).with_suffix(".yaml")
UNTRIED = "Reading this kind of file was not tried on a real file."


@dataclass(frozen=True)
class Source:
    """One source, as `sources.yaml` describes it.

    `tried` says whether its reader was tried on a real file, or on invented rows only.
    """

    name: str
    title: str
    publisher: str
    licence: str
    page: str
    access: Literal["open", "personal"]
    vintage: str
    feeds: tuple[str, ...]
    switches_on: str
    tried: Literal["real", "invented"] = "real"

    @property
    def is_personal(self) -> bool:
        """Say whether its values must stay in the vault."""
        return self.access == "personal"

    @property
    def caution(self) -> str:
        """Say that no real file was at hand to try its reader on, if none was."""
        return UNTRIED if self.tried == "invented" else ""


@cache
def sources() -> Mapping[str, Source]:
    """Return every source, in the order of the file."""
    entries = yaml.safe_load(FILE.read_text("utf-8"))
    return {
        name: Source(name, **{**entry, "feeds": tuple(entry["feeds"])})
        for name, entry in entries.items()
    }
