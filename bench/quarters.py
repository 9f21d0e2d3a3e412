"""Quarter-end people from events: our query beside pandas doing the same passes."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from bench.timing import Timed, in_new_process, tell, timed

EVENTS = 10_000_000
MOST_BYTES = 4 * 1024**3
WARM_RUNS = 3
LAST = "2026-09-30"
ROUTES = ("direct_payment", "isf", "managed_budget", "commissioned")
YOUNGER = ("18_to_24", "25_to_44", "45_to_64", "18_to_64")
BY = ["quarter_end", "route", "council_code", "age_group", "reason"]
# Thirty events of a person, about, as a nation has some three million people in a
# hundred million rows; twelve quarters; councils, ages and reasons are the
# person's, and an event in twenty does not say them.
INVENTED = """
COPY (
    WITH numbered AS (
        SELECT
            id,
            CAST(hash(id) >> 1 AS BIGINT) AS luck,
            CAST(hash(id + 1_000_000_007) >> 1 AS BIGINT) AS more_luck,
            CAST(hash(hash(id + 77) % ({events} // 30)) >> 1 AS BIGINT) AS person
        FROM range({events}) AS ids (id)
    )
    SELECT
        id AS event_id,
        printf('%016x%016x', person, hash(person) >> 1) AS person_key,
        {routes}[1 + luck % 4] AS route,
        printf('E10%06d', person % 153) AS council_code,
        CASE WHEN luck // 8 % 20 > 0
            THEN {bands}[1 + person // 256 % 7] END AS age_band,
        CASE WHEN luck // 256 % 20 > 0
            THEN 'Reason ' || person // 4096 % 13 END AS reason,
        DATE '2023-07-01' + CAST(more_luck % 1180 AS INTEGER) AS started_on,
        CASE WHEN luck // 65_536 % 8 > 0
            THEN DATE '2023-07-01' + CAST(
                more_luck % 1180 + luck // 1_048_576 % 240 AS INTEGER
            ) END AS ended_on
    FROM numbered
) TO '{path}' (FORMAT parquet)
"""
# The last digit of a key tells the ten apart.
TENFOLD = """
COPY (
    SELECT
        events.* REPLACE (
            events.event_id * 10 + copies.n AS event_id,
            left(events.person_key, 31) || copies.n AS person_key
        )
    FROM read_parquet('{events}') AS events
    CROSS JOIN range(10) AS copies (n)
) TO '{path}' (FORMAT parquet)
"""
BANDS = (*YOUNGER[:3], "65_to_74", "75_to_84", "85_to_94", "under_18")
# The passes of core_council__person_quarters and of the uptake page, over codes. One
# whole number orders the events of a person, the highest rung first, then the latest
# start, then the number of the event; in its lowest bits it carries what the event says
# besides, so that the least of a group is its first event, and the least of those that
# say an age is what the highest rung that says one says.
COUNTED = """
WITH quarters AS (
    SELECT
        CAST(n AS UBIGINT) AS quarter,
        last_day(DATE '{last}' - to_months(CAST(3 * n AS INTEGER))) AS quarter_end
    FROM range(12) AS numbers (n)
),

coded AS (
    SELECT
        -- Sixty bits of it: among ten million people the odds are below one in
        -- twenty thousand that any two would be taken for one.
        (hash(person_key) >> 4) << 4 AS person,
        started_on,
        coalesce(ended_on, DATE '9999-12-31') AS ended_on,
        CASE route
            WHEN 'direct_payment' THEN 0 WHEN 'isf' THEN 1 WHEN 'managed_budget' THEN 2
            ELSE 3
        END AS rung,
        enum_code(CAST(council_code AS councils)) AS council,
        CASE
            WHEN age_band IN {younger} THEN 1 WHEN age_band IS NULL THEN 0 ELSE 2
        END AS age,
        coalesce(1 + enum_code(CAST(reason AS reasons)), 0) AS reason,
        event_id
    FROM read_parquet('{path}')
    WHERE age_band IS DISTINCT FROM 'under_18' AND started_on <= DATE '{last}'
),

events AS (
    SELECT
        person,
        started_on,
        ended_on,
        (CAST(rung AS BIGINT) << 60)
            | (CAST(least(DATE '{last}' - started_on, 32_767) AS BIGINT) << 45)
            | (event_id << 15)
            | (CAST(council AS BIGINT) << 7) | (reason << 2) | age AS told,
        age > 0 AS says_age,
        reason > 0 AS says_reason
    FROM coded
),

people AS (
    SELECT
        events.person | quarters.quarter AS person_quarter,
        min(events.told) AS first,
        min(events.told) FILTER (events.says_age) AS of_age,
        min(events.told) FILTER (events.says_reason) AS of_reason
    FROM events
    JOIN quarters
        ON events.started_on <= quarters.quarter_end
        AND events.ended_on >= quarters.quarter_end
    GROUP BY person_quarter
),

cells AS (
    SELECT
        (CAST(person_quarter & 15 AS BIGINT) << 24)
            | ((first >> 60) << 16)
            | (((first >> 7) & 255) << 8)
            | (coalesce(of_reason, 0) & 124)
            | (coalesce(of_age, 0) & 3) AS cell,
        count(*) AS people
    FROM people
    GROUP BY cell
)

SELECT
    last_day(DATE '{last}' - to_months(CAST(3 * (cell >> 24) AS INTEGER)))
        AS quarter_end,
    {routes}[1 + ((cell >> 16) & 255)] AS route,
    enum_range(NULL::councils)[1 + ((cell >> 8) & 255)] AS council_code,
    ['18_64', '65_plus'][cell & 3] AS age_group,
    enum_range(NULL::reasons)[(cell >> 2) & 31] AS reason,
    people
FROM cells
"""


def invent(path: Path, events: int) -> None:
    """Write so many events as Parquet; the same for the same number."""
    with duckdb.connect(config={"memory_limit": "2GiB"}) as connection:
        connection.execute(
            INVENTED.format(
                events=events, routes=list(ROUTES), bands=list(BANDS), path=path
            )
        )


def repeat(path: Path, events: Path) -> None:
    """Write events tenfold, of ten times as many people."""
    with duckdb.connect(config={"memory_limit": "2GiB"}) as connection:
        connection.execute(TENFOLD.format(path=path, events=events))


def ours(path: Path, limit: str = "") -> pd.DataFrame:
    """Count people our way; `limit` is the memory that DuckDB may take."""
    with duckdb.connect() as connection:
        # Twelve quarters are too few to sort ten million events for.
        connection.execute("SET nested_loop_join_threshold = 100")
        if limit:
            connection.execute(f"SET memory_limit = '{limit}'")
            connection.execute(f"SET temp_directory = '{path.parent / 'spilt'}'")
            connection.execute("SET preserve_insertion_order = false")
        for name, column in (("councils", "council_code"), ("reasons", "reason")):
            connection.execute(
                f"CREATE TYPE {name} AS ENUM (SELECT DISTINCT {column} "
                f"FROM read_parquet('{path}') WHERE {column} IS NOT NULL ORDER BY ALL)"
            )
        return connection.execute(
            COUNTED.format(path=path, last=LAST, younger=YOUNGER, routes=list(ROUTES))
        ).df()


def theirs(path: Path) -> pd.DataFrame:
    """Count people with pandas, by the same passes."""
    events = pd.read_parquet(path)
    events = events[events["age_band"].ne("under_18").fillna(True)]
    group = {band: "18_64" if band in YOUNGER else "65_plus" for band in BANDS}
    events = events.assign(
        rung=events["route"].map({route: n for n, route in enumerate(ROUTES)}),
        age_group=events["age_band"].map(group),
        started_on=pd.to_datetime(events["started_on"]),
        ended_on=pd.to_datetime(events["ended_on"]).fillna(pd.Timestamp("2099-12-31")),
    )
    # Sorted once, before the join, so that the first of a group is the highest rung.
    events = events.sort_values(
        ["rung", "started_on", "event_id"], ascending=[True, False, True]
    ).drop(columns=["age_band", "rung", "event_id"])
    quarters = pd.date_range(end=LAST, periods=12, freq="QE")
    spells = pd.concat(
        [
            events[(events["started_on"] <= end) & (events["ended_on"] >= end)].assign(
                quarter_end=end
            )
            for end in quarters
        ],
        ignore_index=True,
    )
    people = spells.groupby(["person_key", "quarter_end"], sort=False).first()
    counted = people.reset_index().groupby(BY, dropna=False).size()
    return counted.reset_index(name="people")


WAYS: dict[str, Callable[[Path], pd.DataFrame]] = {"ours": ours, "pandas": theirs}


def many(path: Path) -> int:
    """Count many events where this process may not hold more than four GiB."""
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_BYTES, MOST_BYTES))
    return int(ours(path, "1500MiB")["people"].sum())


def agree(path: Path) -> bool:
    """Say whether both ways count the same people in every cell."""
    one, other = (
        way(path)
        .assign(quarter_end=lambda rows: pd.to_datetime(rows["quarter_end"]))
        .fillna({"age_group": "", "reason": ""})
        .set_index(BY)["people"]
        .sort_index()
        for way in (ours, theirs)
    )
    same_cells = list(one.index) == list(other.index)
    return same_cells and bool(np.array_equal(one.to_numpy(), other.to_numpy()))


def measured(folder: Path) -> dict[str, Timed]:
    """Time both ways on ten million events, and ours on a hundred million."""
    small = folder / "small.parquet"
    invent(small, EVENTS // 100)
    if not agree(small):
        raise ValueError("Ours and pandas count differently: neither is timed.")
    few, more = folder / "few.parquet", folder / "many.parquet"
    invent(few, EVENTS)
    told = {way: in_new_process("bench.quarters", way, str(few)) for way in WAYS}
    repeat(more, few)
    return told | {"many": in_new_process("bench.quarters", "many", str(more))}


if __name__ == "__main__":
    name, path = sys.argv[1], Path(sys.argv[2])
    if name == "many":
        tell(timed(lambda: many(path), warm_runs=0))
    else:
        way = WAYS[name]
        tell(timed(lambda: int(way(path)["people"].sum()), WARM_RUNS))
