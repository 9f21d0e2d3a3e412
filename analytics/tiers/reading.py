"""Read a framework from its file, and say in one sentence what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from analytics import words
from analytics.tiers.faults import FrameworkError, Place
from analytics.tiers.framework import (
    TIERS,
    VIEWPOINTS,
    Contested,
    Criterion,
    Framework,
    Version,
)
from analytics.tiers.rules import tiers_of

TOP = ("title", "guide", "reading", "versions")
VERSION = ("version", "valid_from", "improvement_months", "contested_when")
CRITERION = ("code", "tier", "short", "wording", "paragraph", "evidence", "viewpoints")
CONTESTED: tuple[Contested, ...] = ("opposite", "differs")
LONGEST_SHORT = 26  # characters: it heads a column
LONGEST_WORDING = 400
MOST_MONTHS = 60


class _Loader(yaml.SafeLoader):
    """Reads YAML, and refuses a key that is written twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        """Return a mapping each of whose keys is there once."""
        seen = set()
        scalars = [k for k, _ in node.value if isinstance(k, yaml.ScalarNode)]
        for key in scalars:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"{key.value!r} is written twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def read_framework(path: Path) -> Framework:
    """Read a framework's file.

    Raises
    ------
    FrameworkError
        With what is wrong, which value, where, and what to do.
    """
    place = Place(Path(path).name)
    try:
        told = yaml.load(Path(path).read_text("utf-8"), _Loader)
    except FileNotFoundError:
        raise FrameworkError(
            f"There is no framework file {path}; give the path of one, or write ours "
            "out with market-shaper framework."
        ) from None
    except UnicodeDecodeError:
        raise place.fault("it is not text in UTF-8", "save it as UTF-8") from None
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark
        at = f" at line {mark.line + 1}" if mark else ""
        raise place.fault(
            f"it cannot be read{at}: {fault.problem}", "correct that line"
        ) from None
    except ValueError as fault:
        # YAML takes 2026-02-30 for a date, and finds that there is none such.
        raise place.fault(f"it holds a bad date: {fault}", "correct it") from None
    return framework_of(told, place)


def framework_of(told: Any, place: Place | None = None) -> Framework:
    """Make a framework of what its file says, or of what a build recorded.

    Raises
    ------
    FrameworkError
        If it breaks the schema.
    """
    place = place or Place("The framework")
    said = place.mapping(told, TOP)
    versions = place.listed(said, "versions")
    read = [_version(each, place, number) for number, each in enumerate(versions, 1)]
    read.sort(key=lambda each: each.valid_from)
    for what, values in (
        ("version", [each.name for each in read]),
        ("valid_from", [each.valid_from for each in read]),
    ):
        place.once(what, values)
    return Framework(
        title=place.text(said, "title"),
        guide=place.text(said, "guide"),
        reading=place.text(said, "reading"),
        versions=tuple(read),
        told=_plain(told),
    )


def _version(told: Any, place: Place, number: int) -> Version:
    said = place.at(f"version number {number}").mapping(
        told, (*VERSION, "tiers", "criteria")
    )
    name = place.at(f"version number {number}").text(said, "version", longest=20)
    here = place.at(f"version {name}")
    criteria = tuple(
        _criterion(each, here, place_in_list)
        for place_in_list, each in enumerate(here.listed(said, "criteria"), 1)
    )
    here.once("criterion", [each.code for each in criteria])
    return Version(
        name=name,
        valid_from=_day(said["valid_from"], here),
        improvement_months=here.whole(said, "improvement_months", 1, MOST_MONTHS),
        contested_when=here.one_of(said["contested_when"], CONTESTED, "contested_when"),
        tiers=tiers_of(said["tiers"], criteria, here),
        criteria=criteria,
    )


def _criterion(told: Any, place: Place, number: int) -> Criterion:
    here = place.at(f"criterion number {number}")
    said = here.mapping(told, CRITERION, optional=("required",))
    code = here.code(said, "code")
    here = place.at(f"criterion {code}")
    viewpoints = tuple(
        here.one_of(each, VIEWPOINTS, "viewpoint")
        for each in here.listed(said, "viewpoints")
    )
    here.once("viewpoint", viewpoints)
    required = said.get("required", True)
    if not isinstance(required, bool):
        raise here.fault(f"required is {required!r}", "write yes or no")
    return Criterion(
        code=code,
        tier=here.one_of(said["tier"], TIERS, "tier"),
        short=here.text(said, "short", longest=LONGEST_SHORT),
        wording=here.text(said, "wording", longest=LONGEST_WORDING),
        paragraph=here.text(said, "paragraph"),
        evidence=here.text(said, "evidence", longest=LONGEST_WORDING),
        viewpoints=viewpoints,
        is_required=required,
    )


def _day(value: Any, place: Place) -> dt.date:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise place.fault(
            f"valid_from is {value!r}, which is no date", "write it as 2026-04-01"
        ) from None


def _plain(told: Any) -> Any:
    """Return what was written in a form that JSON can hold."""
    if isinstance(told, Mapping):
        return {str(key): _plain(value) for key, value in told.items()}
    if isinstance(told, list):
        return [_plain(each) for each in told]
    return told.isoformat() if isinstance(told, dt.date) else told


def said_of(framework: Framework) -> str:
    """Say which versions a framework has: version 1 from 1 January 2020."""
    return words.listing(
        [
            f"version {each.name} from {words.date(each.valid_from)}"
            for each in framework.versions
        ]
    )
