"""The areas that ONS finds most like each area."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from typing import Any

import polars as pl

from data.errors import UnreadableFileError
from data.readers.fields import UK_CODE
from data.readers.reader import (
    NO_MATCH,
    LandedColumn,
    Match,
    OpenedFile,
    ReadContext,
    Reader,
    Reading,
    Reject,
    Sample,
    match_header,
)

SOURCE = "ons_neighbours"
MODELS = ("global", "economic", "demographic")
PUBLISHED = dt.date(2024, 12, 31)  # released 2024 to 2026; the file does not say
# ONS gives the same twenty columns for each model, in files that differ in name alone.
UNNAMED_MODEL = (
    "the file does not say which model it is of (global, economic or demographic); "
    "areas-similar.json does"
)
COLUMNS = (
    LandedColumn("model", "VARCHAR"),
    LandedColumn("area_code", "VARCHAR"),
    LandedColumn("neighbour_code", "VARCHAR"),
    LandedColumn("rank", "BIGINT"),
)
MOST = 0.5  # share of the keys
Row = tuple[str, str, str, int]


def recognise(sample: Sample) -> Match:
    """Look for areas as keys, or for one area and its likenesses on each line."""
    if sample.kind == "csv":
        return match_header(sample, ("AREACD", *map(str, range(1, 21))))
    if sample.kind != "json" or not sample.keys:
        return NO_MATCH
    codes = [key for key in sample.keys if re.match(UK_CODE, key)]
    share = len(codes) / len(sample.keys)
    return Match(
        # A few keys that are not codes are faults in a file that is still this one.
        score=1.0 if share > MOST else share,
        known=1,
        missing=() if codes else ("ONS codes as keys",),
        unexpected=tuple(key for key in sample.keys if key not in codes),
    )


def read(file: OpenedFile, _: ReadContext) -> Reading:
    """Read every model of every area, or pass over a file that names none."""
    if file.sample.kind == "csv":
        return _pass_over(file)
    areas = _areas(file)
    repeats = Counter(code for code, _ in areas)
    landed: list[Row] = []
    rejects: list[Reject] = []
    rejected = 0
    for line, (code, models) in enumerate(areas, start=1):
        rows, faults = _rows(line, code, models)
        if repeats[code] > 1:
            rule = "The area is in the file more than once."
            faults.append(Reject(line, "area", rule, code))
        rejects += faults
        rejected += bool(faults)
        landed += [] if faults else rows
    frame = pl.DataFrame(
        landed,
        schema={c.name: pl.Int64 if c.type == "BIGINT" else pl.String for c in COLUMNS},
        orient="row",
    )
    return Reading(
        tables={f"landed_{SOURCE}": frame},
        rows_read=len(areas),
        accepted=len(areas) - rejected,
        rejected_rows=rejected,
        rejects=rejects,
        vintage=PUBLISHED if landed else None,
    )


def _areas(file: OpenedFile) -> list[tuple[str, Any]]:
    """Return each area and its models, a repeated area twice."""
    try:
        areas: list[tuple[str, Any]] = json.loads(
            file.text(), object_pairs_hook=lambda pairs: pairs
        )
    except ValueError as fault:
        raise UnreadableFileError(
            f"{file.name} is not whole JSON: it breaks off. Fetch it again."
        ) from fault
    return areas


def _rows(line: int, code: str, models: Any) -> tuple[list[Row], list[Reject]]:
    """Return one area's neighbours in order, and what is wrong with them."""
    faults: list[Reject] = []
    if not re.match(UK_CODE, code):
        rule = "The area is not an ONS code: a letter and eight digits."
        faults.append(Reject(line, "area", rule, code))
    try:
        named = {name: list(codes) for name, codes in models}
    except (TypeError, ValueError):
        named = {}
    if missing := [model for model in MODELS if model not in named]:
        rule = f"The area has no {missing[0]} neighbours."
        faults.append(Reject(line, missing[0], rule))
    rows: list[Row] = []
    for model in MODELS:
        for rank, neighbour in enumerate(named.get(model, []), start=1):
            if re.match(UK_CODE, str(neighbour)):
                rows.append((model, code, neighbour, rank))
            else:
                rule = "A neighbour is not an ONS code: a letter and eight digits."
                faults.append(Reject(line, model, rule, str(neighbour)))
    return rows, faults


def _pass_over(file: OpenedFile) -> Reading:
    """Count the rows of a file that does not say what its neighbours are alike in."""
    rows = file.frame().height
    return Reading(
        tables={},
        rows_read=rows,
        accepted=0,
        skipped={UNNAMED_MODEL: rows} if rows else {},
        notices=[] if rows else [f"{file.name} has only a header."],
    )


READERS = (
    Reader(
        source=SOURCE,
        landed={f"landed_{SOURCE}": COLUMNS},
        recognise=recognise,
        read=read,
    ),
)
