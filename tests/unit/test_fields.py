"""Numbers as offices write them, and what they write for none."""

import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.readers.fields import MARKS, Field, number, read_value, status
from data.readers.headings import day_said


def parsed(*cells):
    frame = pl.DataFrame({"cell": cells}, schema={"cell": pl.String})
    return frame.select(number(pl.col("cell"))).to_series().to_list()


def states(*cells):
    frame = pl.DataFrame({"cell": cells}, schema={"cell": pl.String})
    return frame.select(status(pl.col("cell"))).to_series().to_list()


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("£1,234.50", 1234.5),
        ("-£5", -5),
        ("£-5", -5),
        ("45%", 45),
        ("1.2E+05", 120_000),
        (" 7 ", 7),
        ("1,234,567", 1_234_567),
        (".5", 0.5),
        ("+3", 3),
    ],
)
def test_a_number_is_read_however_an_office_writes_it(cell, value):
    assert parsed(cell) == [value]
    assert read_value(cell) == (value, "ok")


@pytest.mark.parametrize(
    "cell", ["1,23", "12,34,567", "1.2.3", "NaN", "inf", "1e999", "£", "%", "e5", "1 2"]
)
def test_what_is_no_number_is_neither_a_value_nor_a_mark(cell):
    assert parsed(cell) == [None]
    assert states(cell) == [None]
    assert read_value(cell) == (None, "")


@pytest.mark.parametrize("mark", MARKS)
def test_each_mark_for_nothing_has_its_status_and_is_no_zero(mark):
    assert read_value(mark.upper()) == (None, MARKS[mark])
    assert states(mark.upper()) == [MARKS[mark]]


def test_zero_is_a_value():
    assert states("0", "0.0", "£0", None) == ["zero"] * 3 + ["not_supplied"]


@given(
    st.floats(-1e12, 1e12).map(lambda value: round(value, 2)),
    st.sampled_from(["{:.2f}", "{:,.2f}", "£{:,.2f}", "{:.2f}%", "{!r}", " {:.17E} "]),
)
def test_every_spelling_of_a_number_is_that_number(value, spelling):
    cell = spelling.format(value)

    assert parsed(cell)[0] == pytest.approx(value)
    assert read_value(cell)[0] == parsed(cell)[0]


@given(st.text(alphabet="0123456789.,-+£%eE[]xcz:* \t/NanulLif", max_size=12))
def test_any_text_is_read_alike_by_cell_and_by_column(cell):
    value, state = read_value(cell)

    assert parsed(cell) == [value]
    assert states(cell) == [state or None]
    assert value is None or math.isfinite(value)


@given(st.text(max_size=20))
def test_no_text_of_any_script_breaks_it(cell):
    assert parsed(cell) == [read_value(cell)[0]]


def test_a_marked_number_lands_its_status_and_a_word_is_at_fault():
    field = Field("gbp", "DOUBLE", may_be_marked=True)
    cells = pl.DataFrame({"gbp": ["12", "[c]", None, "soon", "-3"]})

    landed = cells.select(*field.landed())
    faulty = cells.select(field.faulty()).to_series().to_list()

    assert landed["gbp"].to_list() == [12, None, None, None, None]
    assert landed["gbp_status"].to_list()[:3] == ["ok", "suppressed", "not_supplied"]
    assert faulty == [False, False, False, True, True]


@pytest.mark.parametrize(
    "words",
    [
        "Source: CQC database as at 01 October 2026",
        "This data was produced on 1 october 2026",
        "It was produced on 1 Oct 2026, as at 31 Foo 2026",
    ],
)
def test_titles_say_the_day(words):
    assert str(day_said(words)) == "2026-10-01"


def test_titles_without_a_day_say_none():
    assert day_said("as at 31 February 2026; version of 1 May 2026") is None
