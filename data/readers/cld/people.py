"""Who a row is about, and how old: keys and ages in place of numbers and birthdays."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

OLDEST = 125
DAYS_A_YEAR = 365.25
# A spreadsheet's way with long numbers: the digits behind it are lost.
ROUNDED = r"^\d(\.\d+)?[Ee]\+?\d+$"
BROKEN_NHS = "is not a valid NHS number; the council's own number was used"
SAME_DIGITS = tuple(str(digit) * 10 for digit in range(10))
ROUNDED_ID = "has been rounded by a spreadsheet, so that its digits are lost"
ODD_AGE = f"makes an age below 0 or above {OLDEST}"


def with_keys(rows: pl.DataFrame, hash_id: Callable[[str], str]) -> pl.DataFrame:
    """Give each row its person, by the first rule of the Department's processing.

    The NHS number submitted, else the council's code and its own number. An NHS number
    that cannot be one does not count as submitted, nor an id that has been rounded.

    Returns
    -------
    DataFrame
        The rows with person_key (null where nobody can be told), la_person_key (hash
        of the council's own number alone, as its other tables have it) and
        has_broken_nhs, has_rounded_id.
    """
    local = pl.col("la_person_id")
    is_rounded = local.str.contains(ROUNDED).fill_null(False)
    told = rows.with_columns(
        _nhs_digits(rows["nhs_number"]).alias("digits"),
        pl.when(~is_rounded).then(local).alias("local"),
        is_rounded.alias("has_rounded_id"),
    ).with_columns(
        (pl.col("nhs_number").is_not_null() & pl.col("digits").is_null()).alias(
            "has_broken_nhs"
        ),
        pl.coalesce("digits", pl.concat_str("la_code", "local", separator="_")).alias(
            "person"
        ),
    )
    return told.with_columns(
        _hashed(told["person"], hash_id).alias("person_key"),
        _hashed(told["local"], hash_id).alias("la_person_key"),
    ).drop("person", "digits", "local")


def with_ages(rows: pl.DataFrame) -> pl.DataFrame:
    """Give each row its ages, counted from the first of the month of birth.

    So the Department counts them, from the month and the year that it is given; an age
    may be one year low on some exact anniversaries.
    """
    born = pl.col("born_on").dt.truncate("1mo")

    def age(on: str) -> pl.Expr:
        years = ((pl.col(on) - born).dt.total_days() / DAYS_A_YEAR).floor()
        years = years.cast(pl.Int64)
        return pl.when(years.is_between(0, OLDEST)).then(years)

    return rows.with_columns(
        age("event_start").alias("age_at_event_start"),
        age("period_end").alias("age_at_period_end"),
    )


def _nhs_digits(numbers: pl.Series) -> pl.Series:
    """Return the ten digits of each NHS number, null where it cannot be one.

    Each number is looked at once, for a person has many events.
    """
    said = numbers.drop_nulls().unique()
    digits = said.str.replace_all(r"[\s-]", "")
    fits = pl.DataFrame({"digits": digits}).select(_is_nhs_number(pl.col("digits")))
    kept = digits.set(~fits.to_series(), None)
    return numbers.replace_strict(said, kept, default=None, return_dtype=pl.String)


def _is_nhs_number(digits: pl.Expr) -> pl.Expr:
    """Say whether ten digits keep the check of NHS numbers, modulus 11."""
    figure = [digits.str.slice(n, 1).cast(pl.Int64, strict=False) for n in range(10)]
    total = sum((figure[n] * (10 - n) for n in range(1, 9)), figure[0] * 10)
    check = (11 - total % 11) % 11
    return (
        digits.str.contains(r"^\d{10}$")
        & (check == figure[9])
        # Ten times the same digit keeps the check and stands for "not known".
        & ~digits.is_in(SAME_DIGITS)
    ).fill_null(False)


def _hashed(ids: pl.Series, hash_id: Callable[[str], str]) -> pl.Series:
    known = ids.drop_nulls().unique()
    hashes = pl.Series([hash_id(one) for one in known], dtype=pl.String)
    return ids.replace_strict(known, hashes, default=None, return_dtype=pl.String)
