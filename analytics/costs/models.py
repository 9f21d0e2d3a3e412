"""The ways to pay for infrastructure, read as data; nothing here knows one by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_suffix(".yaml")


@dataclass(frozen=True)
class Model:
    """One way to pay for infrastructure.

    Attributes
    ----------
    label, short, noun : for a column's head, for a control, and in a sentence
    colour, ink : tokens of the palette, for marks and for words
    who_pays : who pays, and when; None where we cannot say
    rate_kind : kind of provider whose hourly rate pays for it; None for lines alone
    in_rate : tasks inside another part of that rate, as pairs of the task and where its
        cost stands; our reading
    is_comparator : shown beside the others, and not one to choose
    self_employed : share of hours by self-employed workers: 0, 1, an assumption's name,
        or None where we cannot say
    fee_in_rate, may_register : whether VAT and CQC registration may bear on it; None
        where we cannot say
    """

    key: str
    label: str
    short: str
    noun: str
    colour: str = "context"
    ink: str = "ink_2"
    who_pays: str | None = None
    rate_kind: str | None = None
    in_rate: tuple[tuple[str, str], ...] = ()
    is_comparator: bool = False
    self_employed: float | str | None = None
    fee_in_rate: bool | None = None
    may_register: bool | None = None


@cache
def _file() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return content


def _plain(name: str) -> str:
    """Return a name as a key: small letters, one underscore between words."""
    return re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_")


@cache
def _keys() -> Mapping[str, str]:
    """Return every spelling we know, with the key it stands for."""
    return {
        _plain(spelling): key
        for key, entry in _file()["models"].items()
        for spelling in (key, *entry.get("names", ()))
    }


def model_key(name: str) -> str:
    """Return the key of a model from any spelling of its name.

    Examples
    --------
    >>> model_key("In-house team"), model_key(" Village hub (pilot) ")
    ('in_house', 'village_hub_pilot')
    """
    plain = _plain(name)
    return _keys().get(plain, plain)


@cache
def model(key: str) -> Model:
    """Return a model; one we do not know takes its label from its own name."""
    entry = _file()["models"].get(key)
    if entry is None:
        words = key.replace("_", " ")
        return Model(key, label=words.capitalize(), short=words, noun=words)
    told = {name: entry[name] for name in entry if name != "names"}
    return Model(key, **{**told, "in_rate": tuple(told.get("in_rate", {}).items())})


def in_order(keys: Iterable[str]) -> list[str]:
    """Put models in the order of our file, those it does not hold last, by name."""
    known = list(_file()["models"])
    return sorted(
        set(keys), key=lambda key: (known.index(key) if key in known else 99, key)
    )


def known_models() -> list[Model]:
    """Return the models of our file, in its order."""
    return [model(key) for key in _file()["models"]]


def slider_kind() -> str:
    """Return the kind of provider whose rate the page lets a reader change."""
    return _kind(is_comparator=False)


def comparator_kind() -> str:
    """Return the kind of provider that rates are compared with."""
    return _kind(is_comparator=True)


def _kind(*, is_comparator: bool) -> str:
    return next(
        each.rate_kind
        for each in known_models()
        if each.rate_kind is not None and each.is_comparator == is_comparator
    )


def tasks() -> Mapping[str, str]:
    """Return every task with its label, in the ledger's order."""
    return {task: entry["label"] for task, entry in _file()["tasks"].items()}


def doing(task: str) -> str:
    """Return a task as a sentence says it.

    Examples
    --------
    >>> doing("assure")
    'assuring'
    """
    return str(_file()["tasks"][task]["doing"])


@dataclass(frozen=True)
class RatePart:
    """One column of a rate: the task that it pays for, and those it covers."""

    column: str
    task: str
    covers: tuple[str, ...]


@cache
def rate_parts() -> tuple[RatePart, ...]:
    """Return the parts of an hourly rate that are infrastructure."""
    return tuple(
        RatePart(column, entry["task"], tuple(entry["covers"]))
        for column, entry in _file()["rate_parts"].items()
    )


def plain_part() -> RatePart:
    """Return the part that covers no particular task; an unsplit rate stands there."""
    return next(part for part in reversed(rate_parts()) if not part.covers)


def rate_kinds() -> Mapping[str, str]:
    """Return the kinds of provider with a price, with labels, in order."""
    labels: dict[str, str] = _file()["rate_kinds"]
    return labels


def intermediary_kinds() -> tuple[str, ...]:
    """Return the kinds of provider whose arrangements need infrastructure."""
    return tuple(_file()["intermediary_kinds"])


def intermediary_names() -> tuple[str, ...]:
    """Return the same kinds as a sentence names them."""
    return tuple(_file()["intermediary_kinds"].values())
