"""Client-level data as councils have it: read whole, named by nobody, nothing lost."""

import csv
import datetime as dt
import io

import pytest

from data.errors import UnreadableFileError
from data.inbox import recognise
from data.readers import READERS
from data.readers.cld.fields import FIELDS, FINDINGS, NOT_KEPT, UNMAPPED
from data.readers.cld.values import plain, wordings
from data.templates import client_level_data
from tests.cld_files import CLD, event, headed, read_events, read_text
from tests.council_files import CONTEXT, HASH_ID, opened, rules

# Ten digits that keep the check of NHS numbers; they are of nobody.
NHS, OTHER_NHS = "9434765919", "9434765870"


def table(reading, name="landed_client_level_data"):
    return reading.tables[name]


def findings(reading):
    return list(table(reading, FINDINGS).iter_rows())


def accounted(reading):
    parts = reading.accepted + reading.rejected_rows + sum(reading.skipped.values())
    return parts == reading.rows_read


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda heading: heading,
        lambda heading: heading.replace(" ", "_"),
        str.upper,
        lambda heading: f" {heading.lower()} ",
        lambda heading: heading.replace("Cost Frequency ", "Cost_Frequency_"),
    ],
)
def test_a_file_is_known_by_its_headings_however_they_are_written(tmp_path, rewrite):
    rows = list(csv.reader(io.StringIO(headed(event(cost_frequency="WEEKLY")))))
    text = io.StringIO()
    csv.writer(text).writerows([[rewrite(cell) for cell in rows[0]], *rows[1:]])
    file = opened(tmp_path, text.getvalue(), "something.csv")
    assert recognise(file.sample, READERS) is CLD
    assert table(CLD.read(file, CONTEXT))["cost_frequency"].to_list() == ["Weekly"]


def test_the_whole_layout_is_read_and_names_stay_where_they_are(tmp_path):
    secrets = {heading: f"Zebedee {n}" for n, heading in enumerate(NOT_KEPT)}
    row = event(
        nhs_number="943 476 5919", born_on="15/06/1950", event_start="31/05/2025"
    )
    reading = read_events(tmp_path, {**row, **secrets})
    assert reading.accepted == 1 and not reading.notices
    told = repr([frame.to_dicts() for frame in reading.tables.values()])
    for secret in ("Zebedee", NHS, "1950", "'P1'"):
        assert secret not in told


def test_columns_that_are_not_there_are_blank_and_strange_ones_are_counted(tmp_path):
    row = {k: v for k, v in event().items() if k not in ("postcode", "unit_cost")}
    reading = read_events(tmp_path, {**row, "Surname": "Smith"})
    assert table(reading)["unit_cost"].to_list() == [None]
    assert reading.notices == ("1 column not in the layout: not read.",)


def test_a_person_is_the_nhs_number_else_the_councils_own(tmp_path):
    reading = read_events(
        tmp_path,
        event("P1", nhs_number=NHS),
        event("P1", nhs_number=f"{NHS[:3]}-{NHS[3:6]} {NHS[6:]}"),
        event("P1"),
        event("P1", la_code="905"),  # the same number of another council
        event("P2", nhs_number="9434765918"),  # the check digit is wrong
        event("P3", nhs_number="9999999999"),  # keeps the check, and means "unknown"
    )
    assert table(reading)["person_key"].to_list() == [
        HASH_ID(NHS), HASH_ID(NHS), HASH_ID("904_P1"), HASH_ID("905_P1"),
        HASH_ID("904_P2"), HASH_ID("904_P3"),
    ]  # fmt: skip
    assert table(reading)["la_person_key"].to_list()[:2] == [HASH_ID("P1")] * 2
    rule = "is not a valid NHS number; the council's own number was used"
    two = (
        "came above with another NHS number, or with and without one, so one person "
        "may count as two"
    )
    assert findings(reading) == [
        (4, "la_person_id", two), (5, "la_person_id", two),
        (6, "nhs_number", rule), (7, "nhs_number", rule),
    ]  # fmt: skip
    assert (
        f"LA Person Unique Identifier {two}: 2 rows kept, the first on line 4."
        in reading.notices
    )


def test_nobody_at_all_is_rejected_and_a_rounded_number_is_nobody(tmp_path):
    reading = read_events(
        tmp_path,
        event(""),
        event("1.23457E+11"),
        event("1.23457E+11", nhs_number=NHS),
    )
    assert rules(reading) == [
        (
            2,
            "la_person_id",
            "LA Person Unique Identifier and NHS number do not tell who it is: one is "
            "needed, with LA Code.",
        ),
        (
            3,
            "la_person_id",
            "LA Person Unique Identifier has been rounded by a spreadsheet, so that "
            "its digits are lost.",
        ),
    ]
    assert {reject.value for reject in reading.rejects} == {""}
    assert reading.accepted == 1 and accounted(reading)


def test_ages_count_from_the_first_of_the_month_of_birth(tmp_path):
    reading = read_events(
        tmp_path,
        event("P1", born_on="1961-03-31"),  # 65 on the last day
        event("P2", born_on="1961-04-01"),  # not until the day after
        event("P3", born_on="1960-05-20", event_start="2025-05-02"),  # by the month, 65
        event("P4", born_on=""),
        event("P5", born_on="1899-01-01"),
        event("P6", born_on="1900-01-01"),  # 126 years old
    )
    ages = table(reading).select("age_at_event_start", "age_at_period_end").rows()
    assert ages[:4] == [(64, 65), (64, 64), (65, 65), (None, None)]
    assert ages[4:] == [(None, None), (125, None)]
    assert [(line, name) for line, name, _ in findings(reading)] == [
        (6, "born_on"), (7, "born_on"),
    ]  # fmt: skip


def test_two_birthdays_of_one_number_are_said(tmp_path):
    reading = read_events(
        tmp_path,
        event(),
        event(born_on=""),
        event("P2", born_on="1980-01-01"),  # somebody else's
        event(born_on="1980-01-01"),
        event(),
    )
    rule = "is not the one given above, so one number may stand for two people"
    assert findings(reading) == [(5, "born_on", rule)]
    assert reading.notices == (f"Date of Birth {rule}: 1 row kept, line 5.",)


def spread(months, each, **cells):
    """Give events that begin on days of some months of the year to March 2026."""
    return [
        event(
            f"P{month}-{day}",
            event_start=f"{2025 if month > 3 else 2026}-{month:02d}-{day:02d}",
            **cells,
        )
        for month in months
        for day in range(1, each + 1)
    ]


def test_months_of_a_submission_without_an_event_are_told(tmp_path):
    but_may = [month for month in range(1, 13) if month != 5]
    told = (
        "Nothing begins or ends in {}, of the submission from 1 April 2025 to "
        "31 March 2026: is a part of it missing?"
    )
    assert read_events(tmp_path, *spread(but_may, 11)).notices == (
        told.format("May 2025"),
    )
    two = [month for month in but_may if month != 2]
    assert read_events(tmp_path, *spread(two, 12)).notices == (
        told.format("2 months, the first May 2025"),
    )
    # One event that ends in it is enough.
    ends = event("P", event_start="2025-04-02", event_end="2025-05-31")
    assert read_events(tmp_path, ends, *spread(but_may, 11)).notices == ()
    assert read_events(tmp_path, *spread(but_may, 10)).notices == (), "too few to say"
    before = [event(f"Q{n}", event_start="2025-03-01") for n in range(20)]
    assert read_events(tmp_path, *before, *spread(range(1, 13), 10)).notices == ()


@pytest.mark.parametrize(
    ("cells", "column", "rule"),
    [
        ({"event_start": ""}, "event_start", "is empty, and every event needs it"),
        ({"event_type": ""}, "event_type", "is empty, and every event needs it"),
        ({"period_end": ""}, "period_end", "is empty, and every event needs it"),
        (
            {"event_start": "45778"},
            "event_start",
            "is a spreadsheet's own number for a day: write it as 2026-09-30",
        ),
        (
            {"event_start": "2025-02-30"},
            "event_start",
            "is not a date: write it as 2026-09-30",
        ),
        ({"event_end": "soon"}, "event_end", "is not a date: write it as 2026-09-30"),
        ({"event_end": "2025-04-30"}, "event_end", "is before the event's start"),
        (
            {"event_start": "0025-04-30"},
            "event_start",
            "is before 1900 or after 2099: leave the cell empty where there is none",
        ),
    ],
)
def test_a_row_that_cannot_be_counted_is_rejected(tmp_path, cells, column, rule):
    reading = read_events(tmp_path, event("P2"), event(**cells), event("P3"))
    (told,) = reading.rejects
    heading = next(field.heading for field in FIELDS if field.name == column)
    assert (told.line, told.column, told.rule) == (3, column, f"{heading} {rule}.")
    assert told.value == next(iter(cells.values()))
    assert reading.accepted == 2 and accounted(reading)


def test_other_faults_leave_the_cell_empty_and_the_row_in(tmp_path):
    reading = read_events(
        tmp_path,
        event(unit_cost="£1,234.50", cost_frequency="weekly"),
        event("P2", unit_cost="lots", planned_units="inf", died_on="?", born_on="?"),
        event(unit_cost="12"),
        event(died_on="2025-04-01"),
    )
    assert table(reading)["unit_cost"].to_list() == [1234.5, None, 12.0, None]
    assert sorted((line, name) for line, name, _ in findings(reading)) == [
        (3, "born_on"), (3, "died_on"), (3, "planned_units"), (3, "unit_cost"),
        (4, "cost_frequency"), (5, "died_on"),
    ]  # fmt: skip
    rule = "Cost Frequency (Unit Type) is empty beside a unit cost: 1 row kept, line 4."
    assert rule in reading.notices


def test_both_releases_become_one_wording(tmp_path):
    reading = read_events(
        tmp_path,
        event(delivery_mechanism="  DIRECT  PAYMENT "),
        event(
            client_type="Carer",
            service_type="Carer Support: Direct to Carer",
            service_component="Carer Respite",
            primary_support_reason="Social Support: Support to Carer",
        ),
        event(service_component="Home Support", event_type="Referral"),
    )
    frame = table(reading)
    assert frame["delivery_mechanism"][0] == "Direct payment"
    assert frame["client_type"][1] == "Unpaid carer"
    assert frame["service_type"][1] == "Unpaid carer support: Direct to unpaid carer"
    assert frame["service_component"].to_list()[1:] == [
        "Unpaid carer respite",
        "Home support or domiciliary care",
    ]
    assert frame["event_type"][2] == "Request"
    assert not reading.notices


def test_a_value_on_no_list_is_kept_counted_and_listed(tmp_path):
    reading = read_events(
        tmp_path,
        event(delivery_mechanism="Direct payment"),
        event(delivery_mechanism="Pre-paid wallet"),
        event(delivery_mechanism=" Pre-paid wallet "),
        event(delivery_mechanism="See Mary Smith"),
        event(delivery_mechanism=""),
        event(delivery_mechanism=" NULL "),
    )
    assert table(reading)["delivery_mechanism"].to_list() == [
        "Direct payment", "Pre-paid wallet", "Pre-paid wallet", "See Mary Smith",
        None, None,
    ]  # fmt: skip
    assert table(reading, UNMAPPED).rows() == [
        ("delivery_mechanism", "Pre-paid wallet", 2),
        ("delivery_mechanism", "See Mary Smith", 1),
    ]
    assert reading.notices == (
        "Delivery Mechanism has 2 wordings on no list: 3 rows kept, the first on "
        "line 3.",
    )
    assert reading.accepted == 6


def test_dates_of_one_file_have_one_order(tmp_path):
    reading = read_events(
        tmp_path,
        event(
            period_start="01/04/2025", period_end="31/03/2026", event_start="02/05/2025"
        ),
        event(
            period_start="2025-04-01 00:00:00",
            period_end="31-Mar-2026",
            event_start="2025-05-02",
        ),
    )
    assert table(reading)["event_start"].to_list() == [dt.date(2025, 5, 2)] * 2
    assert table(reading)["period_end"].to_list() == [dt.date(2026, 3, 31)] * 2
    assert reading.vintage == dt.date(2026, 3, 31)


def test_lines_hold_where_a_cell_spans_two_and_rows_differ(tmp_path):
    text = headed(
        {**event("P1"), "Event Description": "one\ntwo"},
        {**event("P2", event_start=""), "Event Description": ""},
        {**event("P3"), "Event Description": ""},
    )
    reading = read_text(tmp_path, text + "a,b\n\n,\n")
    assert [line for line, *_ in rules(reading)] == [6, 4]
    assert reading.accepted == 2 and accounted(reading)


def test_empty_rows_and_carers_known_by_association_are_skipped(tmp_path):
    known = "Carer known by association"
    reading = read_text(
        tmp_path,
        headed(
            event(),
            dict.fromkeys(event(), ""),
            event(client_type=known, event_type="", event_start=""),
            event(client_type=known),
        )
        + "\n",
    )
    assert reading.skipped == {
        "the row is empty": 2,
        "a carer known by association has no event": 1,
    }
    assert reading.accepted == 2 and accounted(reading)


def test_other_encodings_and_delimiters_are_read(tmp_path):
    text = headed(event(service_component="Café")).replace(",", ";")
    reading = read_text(tmp_path, text.encode("cp1252"))
    assert table(reading, UNMAPPED).rows() == [("service_component", "Café", 1)]
    marked = read_text(tmp_path, b"\xef\xbb\xbf" + headed(event()).encode())
    assert marked.accepted == 1


def test_a_column_that_is_there_twice_is_refused(tmp_path):
    header, row, *_ = headed(event()).splitlines()
    text = f"{header},event_type\n{row},Service\n"
    with pytest.raises(UnreadableFileError, match="the column Event Type more than"):
        read_text(tmp_path, text)


def test_a_header_alone_is_a_file_without_rows(tmp_path):
    header = headed(event()).splitlines()[0]
    reading = read_text(tmp_path, header + "\n")
    assert reading.rows_read == 0 and reading.vintage is None
    assert reading.notices == ("The file has a header and no rows.",)


def test_the_worked_row_of_the_template_is_accepted_and_known(tmp_path):
    file = opened(tmp_path, client_level_data(), "a.csv")
    assert recognise(file.sample, READERS) is CLD
    reading = CLD.read(file, CONTEXT)
    assert (reading.rows_read, reading.accepted, reading.notices) == (1, 1, ())
    assert all(len(field.meaning) > 3 for field in FIELDS)


def test_every_wording_has_a_source_a_confidence_and_an_end():
    ends = {(row.field, row.kept) for row in wordings() if row.said == row.kept}
    for row in wordings():
        assert row.source and row.confidence in ("high", "medium", "low"), row
        assert (row.field, row.kept) in ends, row
    said = [(row.field, plain(row.said)) for row in wordings()]
    assert len(said) == len(set(said))
    assert {row.field for row in wordings()} == {
        field.name for field in FIELDS if field.kind == "list"
    }
