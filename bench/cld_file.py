"""A made-up file of client-level data, as wide and as mixed as a council's is."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from data.readers.cld.fields import FIELDS, NOT_KEPT
from data.readers.cld.values import wordings

SEED = 21
EVENTS_EACH = 3  # events of a person, about
UNKNOWN = 0.002  # share of list values on no list
BLANK = {"event_end": 0.4, "died_on": 0.97, "unit_cost": 0.5}
PERIOD = ("2025-10-01", "2026-09-30")


def write_file(path: Path, rows: int) -> None:
    """Write so many events, gzipped; the same for the same number."""
    packed = io.BytesIO()
    events(rows).write_csv(packed)
    path.write_bytes(gzip.compress(packed.getvalue(), compresslevel=6, mtime=0))


def events(rows: int) -> pl.DataFrame:
    """Invent events, every cell the text that a file would hold."""
    rng = np.random.default_rng(SEED)
    people = rng.integers(0, rows // EVENTS_EACH + 1, rows)
    own = {
        "la_code": np.full(rows, "999"),
        "period_start": np.full(rows, PERIOD[0]),
        "period_end": np.full(rows, PERIOD[1]),
        "nhs_number": _nhs_numbers(rows // EVENTS_EACH + 1, rng)[people],
        "la_person_id": np.char.add("P-", people.astype(str)),
        "postcode": np.char.add("ZZ1 1A", rng.integers(0, 10, rows).astype(str)),
        "cqc_location_id": np.char.add("1-99", rng.integers(0, 900, rows).astype(str)),
        "unit_cost": np.round(rng.uniform(10, 900, rows), 2).astype(str),
        "planned_units": rng.integers(1, 40, rows).astype(str),
    }
    born = _days("1931-01-01", 27_000, rows // EVENTS_EACH + 1, rng)[people]
    starts = _days("2025-01-01", 640, rows, rng)
    own |= {"born_on": born, "event_start": starts, "died_on": _later(starts, rng)}
    own["event_end"] = _later(starts, rng)
    columns = {}
    for field in FIELDS:
        cells = own.get(field.name)
        if cells is None:
            cells = _said(field.name, rows, rng)
        text = pl.Series(field.heading, cells.astype(str).tolist(), dtype=pl.String)
        blank = rng.random(rows) < BLANK.get(field.name, 0.0)
        columns[field.heading] = text.set(pl.Series(blank), None)
    for heading in NOT_KEPT:
        columns[heading] = pl.repeat(f"What {heading} says", rows, eager=True)
    return pl.DataFrame(columns)


def _said(field: str, rows: int, rng: np.random.Generator) -> NDArray[np.str_]:
    """Say a list's values in every wording that it has had, and a few strange ones."""
    known = [row.said for row in wordings() if row.field == field] or ["Something"]
    said = np.array([*known, "on no list"])
    chance = np.full(len(said), (1 - UNKNOWN) / len(known))
    chance[-1] = UNKNOWN
    if field == "event_type":
        services = said == "Service"
        chance = np.where(services, 0.7, 0.3 / (len(said) - 1))
    return rng.choice(said, rows, p=chance / chance.sum())


def _days(
    first: str, span: int, rows: int, rng: np.random.Generator
) -> NDArray[np.datetime64]:
    return np.datetime64(first) + rng.integers(0, span, rows)


def _later(
    days: NDArray[np.datetime64], rng: np.random.Generator
) -> NDArray[np.datetime64]:
    return days + rng.integers(0, 300, len(days))


def _nhs_numbers(people: int, rng: np.random.Generator) -> NDArray[np.str_]:
    """Make up numbers that keep the check of NHS numbers, modulus 11."""
    digits = rng.integers(0, 10, (people * 2, 9))
    digits[:, 0] = 9
    check = (11 - (digits * np.arange(10, 1, -1)).sum(axis=1) % 11) % 11
    fit = np.flatnonzero(check < 10)[:people]
    whole = np.column_stack([digits[fit], check[fit]]).astype(str)
    joined: NDArray[np.str_] = np.array(["".join(each) for each in whole])
    return joined
