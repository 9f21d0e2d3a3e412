"""Prices and findings that others published, as facts with their source and date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_suffix(".yaml")


@dataclass(frozen=True)
class PublishedPrice:
    """One published price of an hour and its parts, in £ of its own year."""

    name: str
    label: str
    year: str
    price_base: str
    hourly_rate_gbp: Decimal
    worker_pay_gbp: Decimal
    travel_and_oncosts_gbp: Decimal
    infrastructure_gbp: Decimal
    surplus_gbp: Decimal
    source: str


@dataclass(frozen=True)
class Finding:
    """One past finding: what it says, on how many, when, and where; never a default."""

    name: str
    says: str
    size: str
    year: str
    source: str
    numbers: Mapping[str, Any]


@cache
def _file() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return content


@cache
def published_prices() -> tuple[PublishedPrice, ...]:
    """Return the published prices of an hour."""
    return tuple(_price(entry) for entry in _file()["prices"])


def _price(entry: Mapping[str, str]) -> PublishedPrice:
    read: dict[str, Any] = {
        name: Decimal(value) if name.endswith("_gbp") else value
        for name, value in entry.items()
    }
    return PublishedPrice(**read)


@cache
def findings() -> tuple[Finding, ...]:
    """Return the past findings that the pages may show."""
    words = ("name", "says", "size", "year", "source")
    return tuple(
        Finding(
            **{word: str(entry[word]) for word in words},
            numbers={name: entry[name] for name in entry if name not in words},
        )
        for entry in _file()["findings"]
    )


def finding(name: str) -> Finding:
    """Return one finding by name; a KeyError is a fault of the caller."""
    return {each.name: each for each in findings()}[name]


def personal_assistants() -> Mapping[str, Any]:
    """Return the published comparison of personal assistants with care workers."""
    table: dict[str, Any] = _file()["personal_assistants"]
    return table
