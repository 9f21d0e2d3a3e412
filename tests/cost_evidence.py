"""Hand-made cost tables, as the desk holds them, for tests of words and figures."""

import datetime as dt

import pandas as pd

from analytics.evidence import About, Evidence
from analytics.selection import Selection

LINES = (
    ("in_house", "recruit", "per_year", 48_000.0, None),
    ("in_house", "vet", "per_year", 9_600.0, None),
    ("in_house", "match", "per_year", 34_400.0, None),
    ("in_house", "coordinate", "step_per_hours", 36_400.0, 900.0),
    ("in_house", "pay", "per_year", 22_000.0, None),
    ("in_house", "assure", "per_year", 26_000.0, None),
    ("in_house", "digital", "per_year", 22_000.0, None),
    ("in_house", "other", "per_year", 6_000.0, None),
    ("commissioned", "recruit", "per_hour", 0.54, None),
    ("commissioned", "vet", "per_hour", 0.10, None),
    ("commissioned", "match", "per_hour", 0.40, None),
    ("commissioned", "coordinate", "per_year", 39_500.0, None),
    ("commissioned", "coordinate", "per_hour", 0.17, None),
    ("commissioned", "pay", "per_person_week", 1.62, None),
    ("commissioned", "assure", "per_year", 18_000.0, None),
    ("commissioned", "digital", "one_off", 166_332.1, None),
    ("commissioned", "other", "per_year", 6_000.0, None),
)
PARTS = {
    "homecare_agency": (22, 30, 25.40, 12.71, 6.35, 0.75, 2.15, 0.45, 2.10, 0.89, 0.0),
    "introductory_agency": (4, 7, 21.60, 17.60, 0.0, 0.70, 1.15, 0.45, 0.30, 1.40, 0.0),
    "personal_assistant": (4, 58, 16.30, 13.10, 2.28, 0.12, 0.0, 0.10, 0.70, 0.0, 0.0),
}
COLUMNS = (
    "n_providers",
    "n_providers_of_kind",
    "hourly_rate_gbp",
    "worker_pay_gbp",
    "travel_and_oncosts_gbp",
    "recruitment_gbp",
    "coordination_gbp",
    "digital_gbp",
    "overhead_gbp",
    "surplus_gbp",
    "vat_gbp",
)
INFRASTRUCTURE = list(COLUMNS[5:9])
MONEY = [*COLUMNS[2:], "infrastructure_gbp"]


def line_table(lines=LINES, price_base="2026-27"):
    """Return the desk's table of lines."""
    frame = pd.DataFrame(lines, columns=["model", "task", "basis", "gbp", "step_hours"])
    return frame.assign(price_base=price_base, gbp_status="ok")


def rate_table(parts=PARTS, price_base="2026-27", set_by="providers"):
    """Return the desk's table of rates."""
    frame = pd.DataFrame(parts.values(), columns=COLUMNS)
    frame["infrastructure_gbp"] = frame[INFRASTRUCTURE].sum(axis=1).round(10)
    frame = frame.assign(kind=list(parts), price_base=price_base, set_by=set_by)
    for column in (*COLUMNS, "infrastructure_gbp"):
        frame[f"{column}_status"] = frame[column].map(
            lambda value: "ok" if value else "zero"
        )
    return frame


def without(*gone):
    """Return the lines without those of some (model, task)."""
    return [line for line in LINES if line[:2] not in gone]


def without_overhead():
    """Return rates whose agency has no overhead that its assuring could be inside."""
    agency = list(PARTS["introductory_agency"])
    agency[2], agency[8] = agency[2] - agency[8], 0.0
    return rate_table({**PARTS, "introductory_agency": tuple(agency)})


def hidden(frame, kind):
    """Return the rates as the public table holds them when one kind is hidden."""
    safe = frame.copy()
    which = safe["kind"] == kind
    for column in MONEY:
        safe[column] = safe[column].mask(which)
        safe[f"{column}_status"] = safe[f"{column}_status"].mask(which, "suppressed")
    return safe


def volume_table(hours=96_000.0):
    """Return the desk's volume."""
    return pd.DataFrame({"hours_a_year": [hours], "hours_a_year_status": ["ok"]})


def tables(**changed):
    """Return every table, some of them changed; None leaves one out."""
    found = {
        "infrastructure_lines": line_table(),
        "rate_makeup": rate_table(),
        "care_volume": volume_table(),
        **changed,
    }
    return {name: frame for name, frame in found.items() if frame is not None}


def evidence(view="internal", seed=1, is_synthetic=True, of=None, **choices):
    """Return what a page fetched for some choices."""
    about = About(
        council_code="X99000001",
        council_name="Demoshire",
        build_id="b",
        built_at=dt.datetime(2026, 11, 20, tzinfo=dt.UTC),
        as_of=dt.date(2026, 9, 30),
        is_synthetic=is_synthetic,
        supplied={"council_infrastructure_lines": dt.date(2026, 4, 1)},
        seed=seed,
    )
    chosen = tuple(sorted((name, str(value)) for name, value in choices.items()))
    selection = Selection("X99000001", view, None, chosen)
    return Evidence(about, selection, tables() if of is None else of)
