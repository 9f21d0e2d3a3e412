"""Where in a framework's file we are, and how a fault there is told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from data.errors import MarketShaperError

CODE = re.compile(r"[a-z][a-z0-9_-]{0,39}")
LONGEST_TEXT = 600
Choice = TypeVar("Choice", bound=str)


class FrameworkError(MarketShaperError):
    """A framework's file that breaks the schema."""

    exit_code = 2


@dataclass(frozen=True)
class Place:
    """A place in a file, which reads what stands there or says why it cannot."""

    name: str

    def at(self, part: str) -> Place:
        """Return a place within this one."""
        return Place(f"{self.name}, {part}")

    def fault(self, what: str, do: str) -> FrameworkError:
        """Return a fault as one sentence: where, what and which value, what to do."""
        return FrameworkError(f"{self.name}: {what}; {do}.")

    def mapping(
        self, told: Any, needed: Sequence[str], *, optional: Sequence[str] = ()
    ) -> Mapping[str, Any]:
        """Return a mapping with the keys that it needs, and no other."""
        if not isinstance(told, Mapping):
            raise self.fault(
                f"{_shown(told)} stands where names with values should",
                f"write {', '.join([*needed, *optional])}",
            )
        for key in told:
            if key not in (*needed, *optional):
                raise self.fault(
                    f"{_shown(key)} is no part of it",
                    f"write one of {', '.join([*needed, *optional])}",
                )
        for key in needed:
            if told.get(key) is None:
                raise self.fault(f"{key} is missing or empty", f"write {key}")
        return told

    def listed(self, said: Mapping[str, Any], key: str) -> list[Any]:
        """Return a list that holds something."""
        if not isinstance(said[key], list) or not said[key]:
            raise self.fault(
                f"{key} is {_shown(said[key])}, which is no list of anything",
                "write one or more, each after a dash or between square brackets",
            )
        return said[key]

    def text(
        self, said: Mapping[str, Any], key: str, *, longest: int = LONGEST_TEXT
    ) -> str:
        """Return words, neither none nor too many."""
        value = said[key]
        if not isinstance(value, str) or not value.strip():
            raise self.fault(
                f"{key} is {_shown(value)}, which is no text",
                'write it in words, between "quotes" if it looks like a number',
            )
        if len(value.strip()) > longest:
            raise self.fault(
                f"{key} has {len(value.strip())} characters",
                f"write it in {longest} or fewer",
            )
        return value.strip()

    def code(self, said: Mapping[str, Any], key: str) -> str:
        """Return a code such as the evidence has."""
        value = said[key]
        if not isinstance(value, str) or not CODE.fullmatch(value):
            raise self.fault(
                f"{key} is {_shown(value)}, which is no code",
                "write up to 40 small letters, digits and _ such as virtual_wallet",
            )
        return value

    def one_of(self, value: Any, allowed: Sequence[Choice], what: str) -> Choice:
        """Return one of the values that are allowed."""
        for each in allowed:
            if value == each:
                return each
        raise self.fault(
            f"{what} {_shown(value)} is none that we know",
            f"write one of {', '.join(allowed)}",
        )

    def whole(self, said: Mapping[str, Any], key: str, least: int, most: int) -> int:
        """Return a whole number within bounds."""
        value = said[key]
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        if not is_whole or not least <= value <= most:
            raise self.fault(
                f"{key} is {_shown(value)}",
                f"write a whole number from {least} to {most}",
            )
        return int(value)

    def once(self, what: str, values: Sequence[Any]) -> None:
        """Refuse a value that is there twice."""
        for value in values:
            if list(values).count(value) > 1:
                raise self.fault(
                    f"{what} {value} is there twice", "keep one, and rename the other"
                )


def _shown(value: Any) -> str:
    """Return a value short enough to stand in a sentence."""
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:60] + "…"
