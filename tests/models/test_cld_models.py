"""The processing rules of client-level data: each, and what it must not take."""

import datetime as dt

import pytest

from tests.cld_files import cld_vault, event
from tests.council_files import HASH_ID

COMMUNITY = "Long term support: Community"


def day(text):
    return dt.date.fromisoformat(text)


def rows(vault, sql, *parameters):
    with vault:
        return vault.connection.execute(sql, parameters).fetchall()


def persons(vault, table, where="TRUE"):
    """Name the people of a table by the numbers that the rows had."""
    names = {HASH_ID(f"P{n}"): f"P{n}" for n in range(1, 40)}
    found = rows(
        vault, f"SELECT la_person_key FROM {table} WHERE {where} ORDER BY line"
    )
    return [names[key] for (key,) in found]


# Which submission, and which year


def month_of_events(month, n, types=("Service", "Review", "Request", "Assessment")):
    """Give n events that end in a month, of several types in turn."""
    return [
        event(
            f"P{month}{k}",
            event_type=types[k % len(types)],
            event_start=f"{month}-01",
            event_end=f"{month}-15",
        )
        for k in range(n)
    ]


def test_months_with_few_events_or_few_types_are_not_covered(tmp_path):
    vault = cld_vault(
        tmp_path,
        *month_of_events("2025-04", 1),  # under 2% of all
        *month_of_events("2025-05", 40),
        *month_of_events("2025-09", 60),
        *month_of_events("2026-02", 30, types=("Service", "Review")),
        # Ends after the period that was stated, and before it.
        *month_of_events("2026-05", 40),
        *month_of_events("2025-02", 40),
    )
    found = rows(vault, "SELECT covers_from, covers_to FROM core_cld__submissions")
    assert found == [(day("2025-05-01"), day("2025-09-30"))]


def test_a_submission_of_two_types_needs_two_in_a_month(tmp_path):
    two = ("Service", "Review")
    vault = cld_vault(
        tmp_path,
        *month_of_events("2025-04", 50, types=two),
        *month_of_events("2025-05", 50, types=two[:1]),
    )
    found = rows(vault, "SELECT covers_from, covers_to FROM core_cld__submissions")
    assert found == [(day("2025-04-01"), day("2025-04-30"))]


def test_under_a_hundred_events_the_period_stated_holds(tmp_path):
    vault = cld_vault(tmp_path, *month_of_events("2025-05", 99))
    found = rows(vault, "SELECT covers_from, covers_to FROM core_cld__submissions")
    assert found == [(day("2025-04-01"), day("2026-03-31"))]


def test_the_latest_submission_is_chosen_and_none_from_the_future(tmp_path):
    def submitted(start, end, person):
        return event(person, period_start=start, period_end=end)

    vault = cld_vault(
        tmp_path,
        submitted("2025-01-01", "2025-12-31", "P1"),
        submitted("2025-04-01", "2026-03-31", "P2"),
        submitted("2025-10-01", "2026-03-31", "P3"),  # as late, and shorter
        submitted("2026-01-01", "2026-12-31", "P4"),  # after the day of the build
    )
    assert persons(vault, "core_cld__events") == ["P2"]


def test_a_long_submission_gives_its_last_twelve_months(tmp_path):
    vault = cld_vault(tmp_path, event(period_start="2024-10-01"))
    found = rows(vault, "SELECT year_start, year_end FROM core_cld__events")
    assert found == [(day("2025-04-01"), day("2026-03-31"))]


# Events in the year


def test_services_open_on_a_day_of_the_year_and_others_that_end_in_it(tmp_path):
    def told(person, start, end, event_type="Service"):
        return event(person, event_type=event_type, event_start=start, event_end=end)

    vault = cld_vault(
        tmp_path,
        told("P1", "2020-01-01", "2025-04-01"),
        told("P2", "2020-01-01", "2025-03-31"),  # ended the day before
        told("P3", "2026-03-31", ""),
        told("P4", "2026-04-01", ""),  # begins the day after
        told("P5", "2020-01-01", "2025-04-01", "Review"),
        told("P6", "2026-03-01", "2026-04-01", "Review"),  # ends after it
        told("P7", "2025-03-01", "2025-03-31", "Request"),  # ended before it
        told("P8", "2025-06-01", "", "Assessment"),  # has not ended
    )
    assert persons(vault, "core_cld__events") == ["P1", "P3", "P5"]


def test_a_death_inside_an_event_ends_it(tmp_path):
    def died(person, on, end=""):
        return event(person, died_on=on, event_start="2025-05-01", event_end=end)

    vault = cld_vault(
        tmp_path,
        died("P1", "2025-06-01"),
        died("P2", "2025-06-01", "2025-07-01"),
        died("P3", "2025-08-01", "2025-07-01"),  # died after it
        died("P4", "2025-04-01", "2025-07-01"),  # died before it: not believed here
    )
    found = rows(vault, "SELECT ended_on FROM core_cld__events ORDER BY line")
    assert [end for (end,) in found] == [
        day("2025-06-01"), day("2025-06-01"), day("2025-07-01"), day("2025-07-01"),
    ]  # fmt: skip


# Unique events


@pytest.mark.parametrize(
    "cells",
    [
        {"event_start": "2025-05-02"},
        {"client_type": "Unpaid carer"},
        {"service_type": "Long term support: Residential care"},
        {"service_component": "Day support"},
        {"delivery_mechanism": "Direct payment"},
        {"unit_cost": "12"},
        {"cost_frequency": "Daily"},
        {"planned_units": "3"},
        {"la_person_id": "P2"},
        {"la_code": "905"},
    ],
)
def test_services_that_differ_in_this_are_two_events(tmp_path, cells):
    vault = cld_vault(tmp_path, event(), event(**cells), event())
    assert rows(vault, "SELECT line FROM core_cld__events ORDER BY line") == [
        (3,), (4,),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("event_type", "cells", "events"),
    [
        ("Request", {"route_of_access": "Hospital"}, 2),
        ("Request", {"assessment_type": "Long term assessment"}, 1),
        ("Assessment", {"assessment_type": "Long term assessment"}, 2),
        ("Assessment", {"route_of_access": "Hospital"}, 1),
        ("Review", {"event_end": "2025-06-02"}, 2),
        ("Review", {"delivery_mechanism": "Direct payment"}, 1),
        ("Service", {"event_end": "2025-06-02"}, 1),
        ("Service", {"route_of_access": "Hospital"}, 1),
    ],
)
def test_what_tells_events_apart_depends_on_their_type(
    tmp_path, event_type, cells, events
):
    base = {"event_type": event_type, "event_end": "2025-06-01"}
    vault = cld_vault(tmp_path, event(**base), event(**{**base, **cells}))
    assert len(rows(vault, "SELECT 1 FROM core_cld__events")) == events


def test_of_one_event_the_open_row_then_the_last_end_then_the_outcome(tmp_path):
    vault = cld_vault(
        tmp_path,
        event("P1"),
        event("P1", event_end="2025-09-01"),
        event("P2", event_end="2025-09-01"),
        event("P2", event_end="2025-08-01", event_outcome="NFA: Other"),
        event("P3", event_outcome="NFA: Deceased"),
        event("P3", event_outcome="Admitted to hospital"),
        event("P3"),
        event("P4", planned_units=""),
        event("P4"),
    )
    found = rows(vault, "SELECT line FROM core_cld__events ORDER BY line")
    assert [line for (line,) in found] == [2, 4, 7, 10]


def test_a_component_that_is_a_direct_payment_is_one(tmp_path):
    vault = cld_vault(
        tmp_path,
        event("P1", service_component="Direct payment"),
        event("P2", delivery_mechanism="Direct Payment"),
        event("P3", delivery_mechanism="CASSR Managed Personal Budget"),
        event("P4"),
        event("P5", delivery_mechanism=""),
        event("P6", delivery_mechanism="Self-funder metering only"),
        event("P7", event_type="Review", event_end="2025-06-01"),
    )
    found = rows(vault, "SELECT mechanism FROM core_cld__events ORDER BY line")
    assert [each for (each,) in found] == [
        "direct_payment", "direct_payment", "managed_budget", "commissioned",
        None, None, None,
    ]  # fmt: skip


# Spells


def test_gaps_of_a_fortnight_are_bridged_and_longer_ones_are_not(tmp_path):
    def run(person, start, end="", **cells):
        return event(person, event_start=start, event_end=end, **cells)

    vault = cld_vault(
        tmp_path,
        run("P1", "2025-05-01", "2025-06-30"),
        run("P1", "2025-07-15", "2025-08-31"),  # 14 days between
        run("P1", "2025-09-16", "2025-09-30"),  # 15 days between
        run("P2", "2025-05-01", "2025-12-31"),
        run("P2", "2025-06-01", "2025-06-30"),  # inside the first
        run("P2", "2026-01-01"),  # begun anew with the year, and open
        run("P3", "2025-05-01", "2025-06-30"),
        run("P3", "2025-07-01", "2025-08-31", service_component="Day support"),
        run("P4", "2025-05-01", "2025-06-30"),
        run("P4", "2025-07-01", delivery_mechanism="Direct payment"),
        run("P5", "2025-05-01"),
        run("P5", "2025-06-01", "2025-06-30"),  # beside one that is open
    )
    found = rows(
        vault,
        "SELECT person_key, started_on, ended_on, events FROM core_cld__spells "
        "ORDER BY list_position(?, person_key), started_on",
        [HASH_ID(f"904_P{n}") for n in range(1, 6)],
    )
    assert [(str(start), end and str(end), n) for _, start, end, n in found] == [
        ("2025-05-01", "2025-08-31", 2),
        ("2025-09-16", "2025-09-30", 1),
        ("2025-05-01", None, 3),
        ("2025-05-01", "2025-06-30", 1),
        ("2025-07-01", "2025-08-31", 1),
        ("2025-05-01", "2025-06-30", 1),
        ("2025-07-01", None, 1),
        ("2025-05-01", None, 2),
    ]


# Costs


@pytest.mark.parametrize(
    ("frequency", "units", "weekly"),
    [
        ("Weekly", "5", 120),  # the frequency is trusted over the units
        ("Fortnightly", "", 60),
        ("4-weekly", "", 30),
        ("Monthly", "", 120 * 12 / 52),
        ("Quarterly", "", 120 * 4 / 52),
        ("Annually", "", 120 / 52),
        ("Hourly", "10", 1200),
        ("Daily", "-7", 840),
        ("Per session", "2.5", 300),
        ("", "2", 240),
    ],
)
def test_a_week_costs_by_the_frequency(tmp_path, frequency, units, weekly):
    row = event(unit_cost="-120", cost_frequency=frequency, planned_units=units)
    vault = cld_vault(tmp_path, row)
    ((found,),) = rows(vault, "SELECT weekly_gbp FROM core_cld__weekly_costs")
    assert found == pytest.approx(weekly)


def test_what_has_no_cost_or_no_units_has_no_row(tmp_path):
    vault = cld_vault(
        tmp_path,
        event("P1"),
        event("P2", unit_cost="0", cost_frequency="Weekly"),
        event("P3", unit_cost="12", cost_frequency="Hourly"),
        event("P4", unit_cost="12", cost_frequency="Hourly", planned_units="0"),
        event("P5", unit_cost="12", cost_frequency="Weekly", event_end="2025-12-31"),
        event("P6", unit_cost="12", cost_frequency="Weekly", event_type="Review",
              event_end="2026-02-01"),
        event("P7", unit_cost="12", cost_frequency="Weekly"),
    )  # fmt: skip
    found = rows(vault, "SELECT line FROM core_cld__weekly_costs")
    assert found == [(8,)]


def test_the_quarter_costs_the_weeks_that_a_service_ran(tmp_path):
    def cost(person, start, end="", frequency="Weekly"):
        return event(
            person, event_start=start, event_end=end, unit_cost="70",
            cost_frequency=frequency,
        )  # fmt: skip

    vault = cld_vault(
        tmp_path,
        cost("P1", "2020-01-01"),  # January to March: 90 days
        cost("P2", "2026-03-25"),  # seven days
        cost("P3", "2020-01-01", "2026-01-01"),  # one day
        cost("P4", "2026-01-01", "2026-06-30"),  # ends beyond: 90 days
        cost("P5", "2026-01-01", frequency="One-off"),
    )
    found = rows(
        vault,
        "SELECT quarter_gbp, weekly_gbp FROM core_cld__weekly_costs ORDER BY line",
    )
    assert [gbp for gbp, _ in found] == pytest.approx([900, 70, 10, 900, 70])
    assert [weekly for _, weekly in found] == [70, 70, 70, 70, None]


def test_values_on_no_list_are_counted_over_all(tmp_path):
    vault = cld_vault(
        tmp_path, event(delivery_mechanism="ISF"), event("P2", delivery_mechanism="ISF")
    )
    found = rows(vault, "SELECT * FROM core_cld__unmapped")
    assert found == [("delivery_mechanism", "ISF", 2)]


# ISFs: the council's own flag, by person or by provider


def test_only_the_councils_flag_makes_an_isf(tmp_path):
    managed = {"delivery_mechanism": "CASSR managed personal budget"}
    vault = cld_vault(
        tmp_path,
        event("P1", **managed),
        event("P2", **managed),
        event("P3", **managed),
        event("P4", **managed),
        event("P5", **managed, cqc_location_id="1-111111111"),
        event("P6", **managed, cqc_location_id="1-222222222"),
        event("P7", delivery_mechanism="Direct payment"),
        event("P8", service_type="Long term support: Residential care", **managed),
        event("P9", **managed, cqc_location_id="1-333333333"),
        event("P10", **managed, cqc_location_id="1-333333333"),
        event("P11"),
        providers=[
            {"provider_id": "PR-1", "cqc_location_id": "1-111111111"},
            {"provider_id": "PR-2", "cqc_location_id": "1-222222222"},
            {"provider_id": "PR-3", "cqc_location_id": "1-333333333"},
        ],
        isf_flags=[
            {"person_id": "P1", "from": "2026-03-31", "to": ""},
            {"person_id": "P2", "from": "2026-04-01", "to": ""},  # not yet
            {"person_id": "P3", "from": "2025-04-01", "to": "2026-03-30"},  # ended
            {"person_id": "P7", "from": "2025-04-01", "to": ""},  # the rung is higher
            {"person_id": "P8", "from": "2025-04-01", "to": ""},  # not at home
            {"person_id": "P9", "provider_id": "PR-3", "from": "2025-04-01"},
            {"person_id": "", "provider_id": "PR-1", "from": "2025-04-01"},
            {"person_id": "P11", "from": "2025-04-01"},  # commissioned: no fund
        ],
    )
    found = dict(rows(vault, "SELECT person_key, route FROM core_cld__client_rungs"))
    assert [found[HASH_ID(f"904_P{n}")] for n in range(1, 12)] == [
        "isf", "managed_budget", "managed_budget", "managed_budget", "isf",
        "managed_budget", "direct_payment", None, "isf", "managed_budget",
        "commissioned",
    ]  # fmt: skip


# Carers


def test_carers_who_died_before_the_year_are_in_none_of_its_rungs(tmp_path):
    def carer(person, **cells):
        return event(
            person,
            client_type="Unpaid carer",
            service_type="Unpaid carer support: Direct to unpaid carer",
            **cells,
        )

    vault = cld_vault(
        tmp_path,
        carer("P1"),
        # Services that go on after a death, as they stand in the file.
        carer("P2", died_on="2025-03-31"),
        carer("P3", died_on="2025-04-01"),
        carer("P4", died_on="2025-03-31"),
        carer("P4", event_start="2025-06-01", died_on="2025-04-20"),
    )
    found = rows(
        vault, "SELECT person_key FROM core_cld__carer_rungs WHERE reading = 'direct'"
    )
    assert {key for (key,) in found} == {HASH_ID(f"904_P{n}") for n in (1, 3, 4)}


# Beside the arrangements

MANAGED = {"delivery_mechanism": "CASSR managed personal budget"}
RESIDENTIAL = {"service_type": "Long term support: Residential care"}


def arranged(person, route="commissioned", **cells):
    base = {"started_on": "2025-01-01", "ended_on": "", "end_reason": ""}
    return {
        "arrangement_id": f"A-{person}-{route}",
        "person_id": person,
        "route": route,
        **base,
        **cells,
    }


def test_differences_from_the_arrangements_are_told_by_reason(tmp_path):
    vault = cld_vault(
        tmp_path,
        event("P1"),
        event("P2"),
        event("P3", **MANAGED),
        event("P4", delivery_mechanism=""),
        event("P5", **RESIDENTIAL),
        event("P6", event_end="2026-03-30"),
        event("P8"),
        event("P9"),
        event("P10", **RESIDENTIAL),  # in neither's community
        event("P11"),
        event("P12", born_on="2015-01-01"),
        # Of no number of the council's: nobody can say whose arrangements are theirs.
        event("", nhs_number="9434765919"),
        arrangements=[
            arranged("P1"),
            arranged("P2", "managed_budget"),
            arranged("P2", "direct_payment"),  # the higher of two
            arranged("P3", "isf"),
            arranged("P4"),
            arranged("P5"),
            arranged("P6"),
            arranged("P7"),
            arranged("P8", ended_on="2026-03-30"),
            arranged("P11", "isf", started_on="2026-04-01"),  # not yet
            arranged("P11"),
            arranged("P12", age_band="under_18"),
            arranged("P13", ended_on="2026-03-30"),  # in neither
        ],
    )
    assert set(rows(vault, "SELECT * FROM core_cld__reconciled")) == {
        ("same", "commissioned", "commissioned", 2),
        ("other_route", "commissioned", "direct_payment", 1),
        ("isf_without_flag", "managed_budget", "isf", 1),
        ("unknown_mechanism", "unknown", "commissioned", 1),
        ("in_care_home", "none", "commissioned", 1),
        ("no_open_service", "none", "commissioned", 1),
        ("not_in_client_level_data", "none", "commissioned", 1),
        ("no_open_arrangement", "commissioned", "none", 1),
        ("not_in_arrangements", "commissioned", "none", 1),
    }


@pytest.mark.parametrize("rows_of_events", [0, 1])
def test_nothing_is_reconciled_with_what_is_not_there(tmp_path, rows_of_events):
    supplied = {} if rows_of_events else {"arrangements": [arranged("P1")]}
    vault = cld_vault(tmp_path, *[event()] * rows_of_events, **supplied)
    assert rows(vault, "SELECT * FROM core_cld__reconciled") == []
