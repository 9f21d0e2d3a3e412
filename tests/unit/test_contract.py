import duckdb
import pytest

from data.contract import broken_promises, read_model, read_models
from data.errors import BrokenContractError
from data.pipeline import in_order, run_models
from data.sources import sources

HEADER = """\
-- model:   {name}
-- purpose: Something to try the header on,
--     told on two lines.
-- grain:   area_code, year
-- sources: ons_population
-- columns:
--   area_code  VARCHAR  open  -        code of the area
--   year       INTEGER  open  -        year ending 31 March
--   people     BIGINT   {sensitivity}  persons  everybody
--                                       who lives there
"""
SELECT = (
    "SELECT * FROM (VALUES ('a', 1::INTEGER, 2::BIGINT)) AS t (area_code, year, people)"
)


@pytest.fixture
def connection():
    connection = duckdb.connect()
    yield connection
    connection.close()


def model(
    folder, sql=SELECT, *, name="core_try__areas", sensitivity="open", header=None
):
    path = folder / f"{name}.sql"
    header = header or HEADER.format(name=name, sensitivity=sensitivity)
    path.write_text(f"{header}\n{sql}\n")
    return read_model(path)


def test_a_header_is_read_with_its_continued_lines(tmp_path):
    read = model(tmp_path)
    assert read.purpose == "Something to try the header on, told on two lines."
    assert read.grain == ("area_code", "year")
    people = read.columns[-1]
    assert (people.name, people.type, people.unit) == ("people", "BIGINT", "persons")
    assert people.meaning == "everybody who lives there"


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ("core_try__areas", "core_try__other", "which is not the file's name"),
        ("grain:   area_code", "grain:   place_code", "grain column place_code"),
        ("VARCHAR  open", "VARCHAR  secret", "the class secret"),
        ("--   people  ", "--   year  ", "names the column year twice"),
        ("-- grain:   area_code, year\n", "", "has no grain"),
        ("--   year", "-- year", "a line we cannot read"),
    ],
)
def test_a_header_that_says_nonsense_is_refused(tmp_path, wrong, right, told):
    header = HEADER.format(name="core_try__areas", sensitivity="open")
    assert wrong in header
    with pytest.raises(BrokenContractError, match=told):
        model(tmp_path, header=header.replace(wrong, right, 1))


def test_a_table_that_keeps_its_promise_breaks_none(tmp_path, connection):
    promise = model(tmp_path)
    connection.execute(f"CREATE TABLE {promise.name} AS {promise.sql}")
    assert list(broken_promises(connection, promise)) == []


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("SELECT 'a' AS area_code, 1::INTEGER AS year", "lacks people"),
        (f"SELECT *, 1 AS more FROM ({SELECT})", "has more, which its header does not"),
        (
            "SELECT 'a' AS area_code, 1 AS year, 2.5::DOUBLE AS people",
            "people is DOUBLE and its header promises BIGINT",
        ),
        (f"{SELECT} UNION ALL {SELECT}", r"1 rows repeat \(area_code, year\)"),
        (
            "SELECT NULL::VARCHAR AS area_code, 1::INTEGER AS year, n AS people "
            "FROM range(3) AS t (n)",
            r"2 rows repeat \(area_code, year\)",
        ),
    ],
)
def test_a_broken_promise_is_told(tmp_path, connection, sql, told):
    promise = model(tmp_path, sql)
    with pytest.raises(BrokenContractError, match=told):
        run_models(connection, {promise.name: promise})


def test_models_run_after_what_they_read(tmp_path, connection):
    names = ("raw_try__a", "core_try__b", "core_try__c")
    after = {
        names[0]: SELECT,
        names[1]: f"FROM {names[2]}",
        names[2]: f"FROM {names[0]}",
    }
    models = {name: model(tmp_path, sql, name=name) for name, sql in after.items()}
    order = [one.name for one in in_order(models, ())]
    assert order == ["raw_try__a", "core_try__c", "core_try__b"]
    run_models(connection, models)
    assert connection.execute("FROM core_try__b").fetchall() == [("a", 1, 2)]


def test_a_table_that_nothing_makes_is_told(tmp_path):
    reading = model(tmp_path, "SELECT * FROM landed_nowhere")
    with pytest.raises(
        BrokenContractError, match="reads landed_nowhere, which no model"
    ):
        in_order({reading.name: reading}, ["landed_somewhere"])


def test_models_in_a_ring_are_told(tmp_path):
    names = ("core_try__a", "core_try__b")
    models = {
        name: model(tmp_path, f"FROM {other}", name=name)
        for name, other in zip(names, reversed(names), strict=True)
    }
    with pytest.raises(BrokenContractError, match="in a ring"):
        in_order(models, ())


def test_a_fault_of_a_personal_model_does_not_quote_a_value(tmp_path, connection):
    sql = "SELECT 'a' AS area_code, 'Mary Smith'::INTEGER AS year, 1 AS people"
    closed = model(tmp_path, sql, sensitivity="person")
    with pytest.raises(BrokenContractError, match="ConversionException") as told:
        run_models(connection, {closed.name: closed})
    assert "Mary" not in str(told.value)
    assert told.value.__cause__ is None
    opened = model(tmp_path, sql)
    with pytest.raises(BrokenContractError, match="Mary Smith"):
        run_models(connection, {opened.name: opened})


def test_a_fault_in_the_sql_is_quoted_for_whoever_writes_it(tmp_path, connection):
    closed = model(tmp_path, "SELECT colour FROM (SELECT 1)", sensitivity="person")
    with pytest.raises(BrokenContractError, match="colour"):
        run_models(connection, {closed.name: closed})


def test_every_model_names_sources_that_we_know():
    known = {*sources(), "about"}
    for one in read_models().values():
        assert set(one.sources) <= known, one.name
        assert len(one.purpose.split()) > 3, one.name


def test_no_column_of_an_open_class_holds_what_is_personal():
    personal = {name for name, source in sources().items() if source.is_personal}
    for one in read_models().values():
        if personal & set(one.sources):
            classes = {column.sensitivity for column in one.columns}
            assert "open" not in classes, one.name
