"""Who uses direct payments and individual service funds, and who compares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analytics.assumptions import assumption
from data.queries.peers import (
    read_councils,
    read_direct_payment_measures,
    read_neighbours,
)
from data.queries.people import (
    read_people_by_route_and_place,
    read_places,
    read_quarters,
)

if TYPE_CHECKING:
    from data.vault import Vault

ROUTES = ("direct_payment", "isf", "managed_budget", "commissioned")
AGE_GROUPS = ("18_64", "65_plus")
UNKNOWN, ELSEWHERE, ALL = "unknown", "elsewhere", "all"
DISTRICT = "district"
FIRST_ARRANGEMENT, ENDS_KNOWN = "first_arrangement", "ends_known"
MOST_QUARTERS = "most_quarters"
A_YEAR = 4  # quarters


def people_by_route(vault: Vault) -> dict[str, pd.DataFrame]:
    """Count people by route on the last day of each quarter.

    A person with several routes counts once, on the highest rung; children are left
    out. Every combination is there, with a true zero where nobody is.

    Returns
    -------
    dict of DataFrame
        people_by_route: one row for each quarter_end and route; begins says why no
        earlier quarter is told.
        people_by_route_age: also by age_group (18_64, 65_plus, unknown).
        people_by_route_place: also by place_set, place_name (a district or a zone,
        unknown, elsewhere) and age_group (all, and as above).
        Each with people (persons).
    """
    found = read_people_by_route_and_place(vault).fillna(
        {"age_group": UNKNOWN, "place_name": UNKNOWN}
    )
    quarters, begins = told_quarters(vault)
    # Each set of places holds everybody once: the districts stand for all.
    everybody = found[found["place_set"] == DISTRICT]
    when = {"quarter_end": quarters, "route": ROUTES}
    ages = {"age_group": (*AGE_GROUPS, UNKNOWN)}
    by_place = [
        complete(
            found[found["place_set"] == place_set],
            {**when, "place_set": [place_set], "place_name": places, **ages},
        )
        for place_set, places in places_told(vault).items()
    ]
    cells = pd.concat(by_place, ignore_index=True)
    of_all_ages = _summed(cells, [*when, "place_set", "place_name"])
    return {
        "people_by_route": complete(everybody, when).assign(begins=begins),
        "people_by_route_age": complete(everybody, {**when, **ages}),
        "people_by_route_place": pd.concat(
            [of_all_ages.assign(age_group=ALL), cells], ignore_index=True
        ),
    }


def told_quarters(vault: Vault) -> tuple[list[pd.Timestamp], str]:
    """List the quarters that the file can tell, and say why they begin where they do.

    Arrangements that have ended must be in the file for as long as its quarters go
    back: where only those still open are, an earlier quarter leaves out everybody who
    has left since, and the routes that people leave soonest seem to shrink. So a
    quarter is told where, in the year after it and in each later one, enough of those
    open have ended. The last quarter needs no ends.
    """
    flow = read_quarters(vault)
    days = list(pd.to_datetime(flow["quarter_end"]))
    if not days:
        return [], FIRST_ARRANGEMENT
    rate = _ended_a_year(flow)
    least = assumption("uptake.least_ended_a_year").value
    lacking = [place for place, ended in enumerate(rate) if not ended >= least]
    by_ends = lacking[-1] + 1 if lacking else 0
    most = int(assumption("uptake.most_quarters").value)
    by_length = max(len(days) - most, 0)
    if by_ends > by_length:
        return days[by_ends:], ENDS_KNOWN
    return days[by_length:], MOST_QUARTERS if by_length else FIRST_ARRANGEMENT


def _ended_a_year(flow: pd.DataFrame) -> list[float]:
    """Return the share that ends a year after each quarter but the last.

    Over the year that follows, or over the last year told where less than one follows.
    """
    n_steps = len(flow) - 1
    n_open = flow["open_arrangements"].to_numpy(float)[:n_steps]
    ended = flow["ended_before_next"].to_numpy(float)[:n_steps]
    rates = []
    for step in range(n_steps):
        first = max(min(step, n_steps - A_YEAR), 0)
        year = slice(first, first + A_YEAR)
        open_years = n_open[year].sum() / A_YEAR
        rates.append(float(ended[year].sum() / open_years) if open_years else 0.0)
    return rates


def places_told(vault: Vault) -> dict[str, list[str]]:
    """List the places of each set, and where a home may be that is in none of them."""
    places = read_places(vault)
    sets = {
        str(name): [*rows["place_name"], UNKNOWN]
        for name, rows in places.groupby("place_set")
    }
    return {**sets, DISTRICT: [*sets.get(DISTRICT, [UNKNOWN]), ELSEWHERE]}


def _summed(rows: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    summed: pd.DataFrame = rows.groupby(list(keys), as_index=False)["people"].sum()
    return summed


def complete(rows: pd.DataFrame, keys: Mapping[str, Sequence[object]]) -> pd.DataFrame:
    """Add people up to the keys, with a true zero for every combination of levels."""
    grid = pd.MultiIndex.from_product(list(keys.values()), names=list(keys))
    people = rows.groupby(list(keys))["people"].sum()
    return people.reindex(grid, fill_value=0).rename("people").reset_index()


def direct_payment_peers(vault: Vault) -> dict[str, pd.DataFrame]:
    """Set the council's published share of direct payments beside everybody's.

    Returns
    -------
    dict of DataFrame
        direct_payment_peers: one row for each council, region and England, of the last
        period published: council_name, level, period, region_name, is_self,
        is_region (in the council's region, or that region itself), is_england,
        is_neighbour and neighbour_rank (1 the most alike; ONS global model, only areas
        with adult social care in England), numerator and denominator (people) and
        share (0 to 1), each number with its publisher's mark.
    """
    published = read_direct_payment_measures(vault)
    rows = published[published["level"] != "council_type"].merge(
        read_councils(vault)[["council_code", "region_code", "region_name"]],
        on="council_code",
        how="left",
    )
    near = read_neighbours(vault)
    near = near[near["neighbour_is_council"].astype(bool)]
    ranks = dict(zip(near["neighbour_code"], near["rank"], strict=True))
    is_self = rows["council_code"] == vault.council_code
    own = rows.loc[is_self, "region_code"].dropna()
    in_region = rows["region_code"].isin(own) | rows["council_code"].isin(own)
    rank = rows["council_code"].map(ranks).astype(float)
    frame = rows.assign(
        is_self=is_self,
        is_region=in_region,
        is_england=rows["level"] == "england",
        is_neighbour=rank.notna(),
        neighbour_rank=rank,
        neighbour_rank_status=rank.map(
            lambda each: "not_applicable" if pd.isna(each) else "ok"
        ),
        region_name=rows["region_name"].where(
            rows["level"] != "region", rows["council_name"]
        ),
        **_share(rows),
    )
    dropped = ["region_code", "outcome", "outcome_status"]
    return {"direct_payment_peers": frame.drop(columns=dropped)}


def _share(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """Divide the published counts; where one is blank, take the published share.

    Where that is blank too, the share has the mark of the count that is missing.
    """
    share = rows["numerator"] / rows["denominator"].where(rows["denominator"] > 0)
    share = share.fillna(rows["outcome"] / 100)
    blank = rows["denominator_status"].where(
        rows["denominator"].isna(), rows["numerator_status"]
    )
    # Nobody to have one is not a share of nought.
    blank = blank.mask(rows["denominator"] == 0, "not_applicable")
    status = blank.mask(share.notna(), "ok").mask(share == 0, "zero")
    return {"share": share, "share_status": status}
