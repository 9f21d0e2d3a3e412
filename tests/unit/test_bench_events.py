"""What is timed counts alike, and the files that are timed are what they say."""

import datetime as dt

import pandas as pd
import pytest

from bench import quarters, reading
from bench.cld_file import write_file
from bench.timing import timed

DAY = dt.date(2026, 3, 31)


@pytest.fixture(scope="module")
def invented(tmp_path_factory):
    path = tmp_path_factory.mktemp("events") / "events.parquet"
    quarters.invent(path, 20_000)
    return path


def test_ours_and_pandas_count_the_same_people_in_every_cell(invented):
    assert quarters.agree(invented)
    counted = quarters.ours(invented)
    assert counted["people"].sum() > 5_000
    assert set(counted["route"]) == set(quarters.ROUTES)
    assert counted["age_group"].isna().any() and counted["reason"].isna().any()


def test_held_to_little_memory_the_count_is_the_same(invented):
    free, held = quarters.ours(invented), quarters.ours(invented, "200MiB")
    key = quarters.BY
    pd.testing.assert_frame_equal(
        free.sort_values(key, ignore_index=True),
        held.sort_values(key, ignore_index=True),
    )


def test_a_person_counts_once_by_the_highest_rung_and_what_is_known(tmp_path):
    def event(number, person, route, start, end, age="65_to_74", reason="A"):
        return (number, f"{person:032x}", route, "E1", age, reason, start, end)

    events = [
        event(1, 1, "commissioned", dt.date(2026, 1, 1), None, reason="Lower"),
        # The highest rung, which does not say the reason; open on its last day.
        event(2, 1, "isf", dt.date(2026, 1, 2), DAY, age="18_to_24", reason=None),
        # Ended the day before, so its direct payment does not count.
        event(3, 1, "direct_payment", dt.date(2026, 1, 1), DAY - dt.timedelta(1)),
        event(4, 2, "isf", DAY, None),  # begins on the day
        event(5, 3, "isf", DAY + dt.timedelta(1), None),  # the day after
        event(6, 4, "isf", dt.date(2026, 1, 1), None, age="under_18"),
        # Of two on one rung the later start says what it is for.
        event(7, 5, "isf", dt.date(2026, 2, 1), None, reason="Earlier"),
        event(8, 5, "isf", dt.date(2026, 2, 2), None, reason="Later"),
    ]
    columns = ["event_id", "person_key", "route", "council_code", "age_band"]
    columns += ["reason", "started_on", "ended_on"]
    path = tmp_path / "few.parquet"
    pd.DataFrame(events, columns=columns).to_parquet(path)

    found = quarters.ours(path)
    on_the_day = found[pd.to_datetime(found["quarter_end"]) == pd.Timestamp(DAY)]
    cells = on_the_day[["route", "age_group", "reason", "people"]]
    assert sorted(cells.itertuples(index=False, name=None)) == [
        ("isf", "18_64", "Lower", 1),
        ("isf", "65_plus", "A", 1),
        ("isf", "65_plus", "Later", 1),
    ]
    assert quarters.agree(path)


def test_both_readings_see_every_row(tmp_path):
    path = tmp_path / "client_level_data.csv.gz"
    write_file(path, 500)

    assert reading.ours(path) == reading.bare(path) == 500


def test_a_call_is_timed_cold_and_warm():
    calls = []

    def call():
        calls.append(1)
        return len(calls)

    told = timed(call, warm_runs=3)
    assert len(calls) == 4 and told.answer == 4
    assert told.cold >= 0 and told.warm >= 0 and told.gib > 0
