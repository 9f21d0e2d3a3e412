"""CQC's care directory with ratings: every rating of every location."""

from __future__ import annotations

import polars as pl

from data.readers.dates import days_or_text, parse_dates
from data.readers.fields import POSTCODE_KEY, Field
from data.readers.open_table import OpenTable
from data.readers.postcodes import postcode_key

# CQC registers some people in their own names. We count what they run and do not keep
# what they are called.
TITLE = r"(?i)^(mr|mrs|ms|miss|mx|dr|rev)\b"
NAMES = ("location_name", "provider_name")
# CQC writes an empty cell as one of these.
EMPTY = ("-", "*")


def _spelling(cell: pl.Expr) -> pl.Expr:
    """Write a rating in one way: "Requires Improvement" occurs in both spellings."""
    return (
        cell.str.slice(0, 1).str.to_uppercase() + cell.str.slice(1).str.to_lowercase()
    )


def _prepare(text: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """Read the dates as the whole column shows them, and drop the names of people."""
    dates = parse_dates(text["publication_date"], name="Publication Date")
    persons = text.select(
        pl.any_horizontal(pl.col(NAMES).str.contains(TITLE)).fill_null(False)
    ).to_series()
    ready = text.with_columns(
        pl.col(pl.String).replace(dict.fromkeys(EMPTY)),
    ).with_columns(
        days_or_text(text["publication_date"], dates),
        *(
            pl.when(~pl.col(name).str.contains(TITLE)).then(pl.col(name)).alias(name)
            for name in NAMES
        ),
    )
    notices = [dates.notice] if dates.notice else []
    if persons.any():
        notices.append(
            f"{persons.sum():,} rows name a person as the provider or the location: "
            "the rows are kept and the names are not."
        )
    return ready, notices


def _text(name: str, *, may_be_empty: bool = True) -> Field:
    return Field(name, may_be_empty=may_be_empty)


RATINGS = OpenTable(
    source="cqc_ratings",
    fields=(
        Field(
            "location_id",
            valid=r"^(\d-\d+|[A-Z0-9]{3,12})$",
            must="is not an id of CQC's, such as 1-101652578",
        ),
        _text("location_name"),
        Field("care_home", "BOOLEAN", may_be_empty=True),
        _text("location_type"),
        _text("location_primary_inspection_category"),
        Field(
            "location_post_code",
            heading=r"location_post(al)?_code",
            valid=POSTCODE_KEY,
            must="is not a whole postcode, such as LN1 1AA",
            tidy=postcode_key,
            may_be_empty=True,
        ),
        _text("location_local_authority"),
        _text("service_population_group", may_be_empty=False),
        _text("domain", may_be_empty=False),
        Field("latest_rating", tidy=_spelling, may_be_empty=True),
        Field("publication_date", "DATE", may_be_empty=True),
        _text("report_type"),
        _text("provider_id"),
        _text("provider_name"),
    ),
    key=("location_id", "service_population_group", "domain", "report_type"),
    dated_by="publication_date",
    sheet="Locations",
    prepare=_prepare,
)

READERS = (RATINGS.reader(),)
