"""Locations as CQC's syndication service gives them: JSON, one or many.

A location there names its manager and other contacts: only what is listed here is
taken.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from data.errors import UnreadableFileError
from data.readers.cqc_active import placed
from data.readers.cqc_cells import cqc_id, postcode, prepared, spelling, text
from data.readers.fields import Field
from data.readers.open_table import OpenTable
from data.readers.reader import NO_MATCH, LandedColumn, Match, OpenedFile, Sample

# What every location of the service has.
KEYS = ("locationId", "providerId", "name", "registrationStatus", "localAuthority")
BETWEEN = " \t\r\n,[]"
GRADES = ("outstanding", "good", "requires improvement", "inadequate")

FIELDS = (
    cqc_id("location_id"),
    cqc_id("provider_id"),
    text("name"),
    text("type"),
    text("registration_status", may_be_empty=False),
    Field("care_home", "BOOLEAN", may_be_empty=True),
    Field("dormancy", "BOOLEAN", may_be_empty=True),
    postcode("postal_code"),
    text("local_authority"),
    text("region"),
    Field("number_of_beds", "BIGINT", may_be_empty=True),
    text("primary_category"),
    text("service_types"),
    Field("overall_rating", tidy=spelling, may_be_empty=True),
    Field("rated_on", "DATE", may_be_empty=True),
    Field("last_dated_on", "DATE", may_be_empty=True),
    Field("location_latitude", "DOUBLE", low=-90, high=90, may_be_empty=True),
    Field("location_longitude", "DOUBLE", low=-180, high=180, may_be_empty=True),
)
Location = Mapping[str, Any]


@dataclass(frozen=True)
class ApiLocations(OpenTable):
    """Locations as JSON: one object, an array of them, or one a line.

    What is said of a line is said of the location of that place in the file.
    """

    def recognise(self, sample: Sample) -> Match:
        """Look for the keys of a location."""
        if sample.kind != "json" or "locationId" not in sample.keys:
            return NO_MATCH
        met = [key for key in KEYS if key in sample.keys]
        missing = tuple(key for key in KEYS if key not in met)
        return Match(len(met) / len(KEYS), known=len(met), missing=missing)

    def cells(self, file: OpenedFile, above: int = 0) -> pl.DataFrame:
        """Return what we take of each location, as text."""
        rows = [_row(location) for location in _locations(file)]
        schema = dict.fromkeys((f.name for f in self.fields), pl.String)
        cells = pl.DataFrame(rows, schema=schema, orient="row")
        tidied = cells.with_columns(
            pl.all().str.strip_chars().replace("", None)
        ).with_columns(f.tidy(pl.col(f.name)) for f in self.fields if f.tidy)
        return tidied.with_row_index("line", offset=1)


def _locations(file: OpenedFile) -> Iterator[Location]:
    """Give each object of a file, whatever stands between them."""
    told, place, decoder = file.text(), 0, json.JSONDecoder()
    while True:
        while place < len(told) and told[place] in BETWEEN:
            place += 1
        if place == len(told):
            return
        try:
            found, place = decoder.raw_decode(told, place)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise UnreadableFileError(
                f"{file.name} breaks off, or is no list of locations, at its character "
                f"{place + 1:,}. Fetch it again."
            )
        yield found


def _row(location: Location) -> dict[str, str | None]:
    """Take what we know of one location; nothing that names a person."""
    rating, rated_on = _rating(location)
    dated = (
        location.get("registrationDate"),
        location.get("deregistrationDate"),
        _within(location, "lastInspection", "date"),
        _within(location, "lastReport", "publicationDate"),
    )
    services = [
        _text(service.get("description"))
        for service in _dicts(location, "gacServiceTypes")
    ]
    categories = [
        _text(one.get("name"))
        for one in _dicts(location, "inspectionCategories")
        if str(one.get("primary")).lower() == "true"
    ]
    plain = {
        "location_id": "locationId",
        "provider_id": "providerId",
        "name": "name",
        "type": "type",
        "registration_status": "registrationStatus",
        "care_home": "careHome",
        "dormancy": "dormancy",
        "postal_code": "postalCode",
        "local_authority": "localAuthority",
        "region": "region",
        "number_of_beds": "numberOfBeds",
        "location_latitude": "onspdLatitude",
        "location_longitude": "onspdLongitude",
    }
    return {
        **{name: _text(location.get(key)) for name, key in plain.items()},
        "primary_category": next(iter(categories), None),
        "service_types": "|".join(filter(None, services)),
        "overall_rating": rating,
        "rated_on": rated_on,
        "last_dated_on": max(filter(None, (rated_on, *map(_day, dated))), default=None),
    }


def _rating(location: Location) -> tuple[str | None, str | None]:
    """Return the latest overall rating and its day, of the old framework or the new.

    A grade goes before what is none, such as "Not rated".
    """
    found: list[tuple[bool, str, str]] = []

    def add(rating: object, day: object) -> None:
        if told := _text(rating):
            found.append((told.lower() in GRADES, _day(day) or "", told))

    for current in _dicts(location, "currentRatings"):
        for overall in _dicts(current, "overall"):
            add(overall.get("rating"), overall.get("reportDate"))
    for assessment in _dicts(location, "assessment"):
        day = assessment.get("assessmentPlanPublishedDateTime")
        for ratings in _dicts(assessment, "ratings"):
            for overall in _dicts(ratings, "overall"):
                add(overall.get("rating"), day)
    if not found:
        return None, None
    _, rated_on, rating = max(found)
    return rating, rated_on or None


def _dicts(parent: Location, key: str) -> list[Location]:
    """Return what is below a key as a list of objects, whether it is one or many."""
    below = parent.get(key)
    many = below if isinstance(below, list) else [below]
    return [one for one in many if isinstance(one, dict)]


def _within(parent: Location, key: str, inner: str) -> object:
    return next((one.get(inner) for one in _dicts(parent, key)), None)


def _text(value: object) -> str | None:
    return str(value) if isinstance(value, (str, int, float)) else None


def _day(value: object) -> str | None:
    """Return the day of an ISO day or time, if it is one.

    >>> _day("2026-05-14T09:30:00Z"), _day("soon")
    ('2026-05-14', None)
    """
    try:
        return str(dt.date.fromisoformat(str(value)[:10]))
    except ValueError:
        return None


def _prepare(cells: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    return prepared(cells, dates={}, names=("name",))


LOCATIONS = ApiLocations(
    source="cqc_api_locations",
    fields=FIELDS,
    key=("location_id",),
    dated_by="last_dated_on",
    prepare=_prepare,
    derive=placed,
    landed=(
        *(
            LandedColumn(field.name, field.type)
            for field in FIELDS
            if field.name not in ("location_latitude", "location_longitude")
        ),
        LandedColumn("x_m", "DOUBLE"),
        LandedColumn("y_m", "DOUBLE"),
    ),
)

READERS = (LOCATIONS.reader(),)
