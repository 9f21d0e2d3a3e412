"""The date that a build counts from is no slip and no plan."""

import datetime as dt

import polars as pl

from data.readers.council import COMPANY_DAYS, MANY, last_record
from data.readers.council.people import ARRANGEMENTS

LAST = dt.date(2026, 9, 29)


def arrangements(*extra, count=MANY):
    started = [LAST - dt.timedelta(days=7 * n) for n in range(count)] + list(extra)
    other = {
        column.name: pl.Series([None] * len(started), dtype=pl.Date)
        for column in ARRANGEMENTS.columns
        if column.is_record and column.name != "started_on"
    }
    return pl.DataFrame({"started_on": started, **other})


def test_one_start_far_ahead_does_not_move_the_build():
    frame = arrangements(dt.date(2027, 4, 5))

    assert last_record(frame, ARRANGEMENTS) == LAST


def test_a_start_within_a_quarter_of_another_is_a_record():
    near = LAST + dt.timedelta(days=COMPANY_DAYS)

    assert last_record(arrangements(near), ARRANGEMENTS) == near
    beyond = near + dt.timedelta(days=1)
    assert last_record(arrangements(beyond), ARRANGEMENTS) == LAST


def test_among_few_dates_none_can_be_called_lone():
    far = dt.date(2027, 4, 5)

    assert last_record(arrangements(far, count=3), ARRANGEMENTS) == far


def test_an_end_may_lie_ahead_and_no_dates_are_no_date():
    frame = arrangements().with_columns(ended_on=pl.lit(dt.date(2031, 3, 31)))

    assert last_record(frame, ARRANGEMENTS) == LAST
    assert last_record(arrangements(count=0), ARRANGEMENTS) is None
