"""The layout of a council's tables: one declaration, and all that follows from it."""

import polars as pl
import pytest

from data.errors import UnknownFileError
from data.readers.council import TABLES
from data.readers.council.market import SUPPLY
from data.sources import sources
from data.templates import rows_told, template, write_templates
from tests.council_files import (
    CONTEXT,
    every_table,
    opened,
    read,
    reader_of,
    rules,
    worked,
)


@every_table
def test_the_worked_row_of_a_template_is_accepted(tmp_path, table):
    file = opened(tmp_path, template(table))
    reading = reader_of(table).read(file, CONTEXT)
    assert rules(reading) == []
    assert (reading.rows_read, reading.accepted) == (1, 1)


@every_table
def test_a_reader_lands_what_it_declares(tmp_path, table):
    reader = reader_of(table)
    (frame,) = read(tmp_path, table, worked(table)).tables.values()
    (columns,) = reader.landed.values()
    assert frame.columns == [column.name for column in columns]
    wanted = {"DATE": pl.Date, "DOUBLE": pl.Float64, "BIGINT": pl.Int64}
    wanted |= {"BOOLEAN": pl.Boolean, "VARCHAR": pl.String}
    assert [frame[c.name].dtype for c in columns] == [wanted[c.type] for c in columns]


@every_table
def test_every_column_says_what_it_means(table):
    for column in table.columns:
        assert len(column.meaning.split()) > 1, column.name
        if column.is_required:
            assert column.example, column.name


def test_personal_tables_are_personal_and_others_are_not():
    personal = {table.name for table in TABLES if sources()[table.source].is_personal}
    assert personal == {
        "arrangements",
        "arrangement_payees",
        "isf_flags",
        "referrals",
        "supply",
        "providers",
        "tier_decisions",
        "tier_milestones",
        "rates",
        "tier_evidence",
        "provider_support",
        "referral_offers",
        "reviews",
        "feedback",
        "wallet_allocations",
        "wallet_transactions",
    }


def test_templates_are_written_for_the_tables_named(tmp_path):
    every = [path.stem for path in write_templates(tmp_path / "all")]
    assert every == [*(table.name for table in TABLES), "client_level_data"]
    assert list(rows_told()) == every
    (path,) = write_templates(tmp_path / "one", ("supply",))
    assert path.read_text() == template(SUPPLY)
    with pytest.raises(UnknownFileError, match="There is no table suply"):
        write_templates(tmp_path, ("suply",))
