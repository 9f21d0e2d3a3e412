"""Invented arrangements, one row for each spell, in the council's layout."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from data.demo import choices
from data.demo.choices import draw, where_route
from data.demo.places import Places
from data.demo.providers import nearest

FAR_AHEAD = dt.date(2026, 12, 31)
WEEKS_A_YEAR = 52
COLUMNS = [
    "arrangement_id",
    "person_id",
    "route",
    "started_on",
    "ended_on",
    "end_reason",
    "postcode",
    "lsoa_code",
    "age_band",
    "primary_support_reason",
    "weekly_hours",
    "weekly_budget_gbp",
    "client_contribution_gbp_week",
    "paid_net",
    "funding",
    "payment_by",
    "provider_id",
    "managed_by",
    "workforce",
    "has_capacity",
    "can_direct_support",
    "has_authorised_person",
    "isf_holder",
    "isf_contract",
    "isf_charge_gbp_week",
    "isf_charge_pct",
    "isf_charge_level",
    "pooled_with",
    "has_virtual_budget",
    "can_bank_hours",
    "statement_every",
    "underspend_returned_gbp",
    "underspend_kept_gbp",
    "last_reviewed_on",
]
KINDS_BETWEEN = (
    "introductory_agency",
    "isf_broker",
    "micro_enterprise",
    "community_organisation",
)
# £ an hour of each kind of provider, in the prices of 2026-27.
HOURLY = {
    "": 16.30,
    "homecare_agency": 25.40,
    "supported_living": 23.10,
    "introductory_agency": 21.60,
    "isf_broker": 20.40,
    "micro_enterprise": 20.10,
    "community_organisation": 19.70,
}
PRICES_RISE = 0.045  # a year
HOURS_NOT_SAID = 0.006  # share of arrangements, left empty


def arrangements(
    spells: pd.DataFrame,
    people: pd.DataFrame,
    register: pd.DataFrame,
    places: Places,
    hours_between: float,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Fill in every column of the arrangements.

    Parameters
    ----------
    spells : as `spells.spells` gives them
    people : as `people.persons` gives them, by the number of the person
    register : providers, with the days between which they are at work
    hours_between : hours a week of open arrangements with a body between council and
        worker

    Returns
    -------
    DataFrame, one row for each spell
        The columns of the council's table, and behind them those that other tables are
        made from: ward, setting, x, y, kind, is_second, moved.
    """
    home = people.loc[spells["person"]].reset_index(drop=True)
    rows = pd.concat([spells.reset_index(drop=True), home], axis=1)
    rows = rows.sort_values(["started_on", "person", "is_second"], ignore_index=True)
    rows["began"] = pd.to_datetime(rows["started_on"])
    rows["ended"] = pd.to_datetime(rows["ended_on"].fillna(FAR_AHEAD))
    rows["weekly_hours"] = np.where(
        rows["is_second"], np.ceil(rows["weekly_hours"] / 3), rows["weekly_hours"]
    )
    rows["kind"] = choices.kinds(rows, register, rng)
    rows["provider_id"] = _providers(rows, register, places, rng)
    rows["kind"] = rows["kind"].mask(rows["provider_id"] == "", "")
    rows = _balanced(rows, register, places, hours_between, rng)
    rows = _money(rows, rng)
    return _described(rows, rng)


def _providers(
    rows: pd.DataFrame,
    register: pd.DataFrame,
    places: Places,
    rng: np.random.Generator,
) -> pd.Series:
    chosen = pd.Series("", rows.index, dtype=object)
    for kind, spots in rows[rows["kind"] != ""].groupby("kind"):
        of_kind = register[register["kind"] == kind]
        chosen[spots.index] = nearest(spots, of_kind, places, rng)
    return chosen


def _balanced(
    rows: pd.DataFrame,
    register: pd.DataFrame,
    places: Places,
    hours_between: float,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Move people to or from introductory agencies until the hours are as planted."""
    is_open = rows["ended_on"].isna()
    between = rows["kind"].isin(KINDS_BETWEEN) & is_open
    missing = hours_between - rows["weekly_hours"][between].sum()
    spare = rows[
        is_open & (rows["route"] == "direct_payment") & (rows["kind"] == "")
    ].index.to_numpy()
    taken = []
    for place in rng.permutation(spare):
        hours = float(rows["weekly_hours"][place])
        if hours <= missing:
            taken.append(place)
            missing -= hours
    # They came over when the first agency had settled in.
    agencies = register[register["kind"] == "introductory_agency"]
    spots = rows.loc[taken].assign(began=rows["ended"].max() - pd.Timedelta(95, "D"))
    return rows.assign(
        kind=rows["kind"].where(~rows.index.isin(taken), "introductory_agency"),
        provider_id=rows["provider_id"].where(
            ~rows.index.isin(taken),
            nearest(spots, agencies, places, rng).reindex(rows.index),
        ),
    )


def _money(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Price each arrangement in the year that it last ran."""
    last = rows["ended"].clip(upper=pd.Timestamp(FAR_AHEAD))
    years_ago = 2026 - (last - pd.Timedelta(90, "D")).dt.year
    hourly = rows["kind"].map(HOURLY) * (1 + PRICES_RISE) ** -years_ago.clip(lower=0)
    wobble = np.exp(rng.normal(0, 0.04, len(rows)))
    pays = rng.random(len(rows)) < 0.42
    contribution = np.where(pays, rng.gamma(3.0, 17.0, len(rows)), 0.0)
    budget = np.round(rows["weekly_hours"] * hourly * wobble, 2)
    return rows.assign(
        weekly_budget_gbp=budget,
        client_contribution_gbp_week=np.round(np.minimum(contribution, budget / 2), 2),
    )


def _described(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Add what the council writes down besides."""
    n = len(rows)
    is_dp, is_isf = rows["route"] == "direct_payment", rows["route"] == "isf"
    number = np.arange(n)
    rows = rows.assign(
        arrangement_id=[f"A-{20_001 + each}" for each in number],
        person_id=[f"P-{10_001 + each}" for each in rows["person"]],
        end_reason=choices.end_reasons(rows, rng),
        primary_support_reason=rows["reason"],
        paid_net=np.where(is_dp, draw({"yes": 0.7, "no": 0.3}, n, rng), ""),
        funding=draw(
            {"council": 0.93, "joint": 0.04, "s117": 0.02, "chc": 0.01}, n, rng
        ),
        payment_by=where_route(is_dp, choices.PAYMENT, n, rng),
        managed_by=np.select(
            [is_dp, is_isf],
            [draw(choices.MANAGER, n, rng), np.full(n, "third_party")],
            "council",
        ),
        workforce=choices.workforces(rows, rng),
        has_capacity=draw({"yes": 0.7, "no": 0.22, "unknown": 0.08}, n, rng),
        can_direct_support=draw({"yes": 0.66, "no": 0.24, "unknown": 0.1}, n, rng),
        has_authorised_person=draw({"yes": 0.24, "no": 0.6, "unknown": 0.16}, n, rng),
        last_reviewed_on=choices.reviews(rows, rng),
        underspend_kept_gbp=np.nan,
        pooled_with="",
    )
    rows = choices.fund_terms(rows, is_isf, rng)
    rows = rows.assign(**choices.homes_as_told(rows, rng))
    rows["age_band"] = rows["age_band"].mask(rng.random(n) < 0.004, "")
    unsaid = (rng.random(n) < HOURS_NOT_SAID) & ~rows["kind"].isin(KINDS_BETWEEN)
    rows["weekly_hours"] = rows["weekly_hours"].mask(unsaid)
    return rows


def with_children(
    rows: pd.DataFrame, how_many: int, rng: np.random.Generator
) -> pd.DataFrame:
    """Add a few direct payments of children, whom no count of adults may hold."""
    alone = rows[(rows["route"] == "direct_payment") & (rows["kind"] == "")]
    like = alone[alone["ended_on"].isna()]
    children = like.iloc[rng.choice(len(like), how_many, replace=False)].assign(
        arrangement_id=[f"A-{80_001 + number}" for number in range(how_many)],
        person_id=[f"P-{80_001 + number}" for number in range(how_many)],
        age_band="under 18",
        managed_by="nominee",
    )
    return pd.concat([rows, children], ignore_index=True)
