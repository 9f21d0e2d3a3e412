"""Invented referrals: every new arrangement was asked for, and some still wait."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.demo.choices import AS_OF, draw
from data.demo.spells import ROUTES

COLUMNS = [
    "referral_id",
    "made_on",
    "postcode",
    "lsoa_code",
    "weekly_hours",
    "route",
    "outcome",
    "placed_provider_id",
    "placed_on",
    "handed_back_on",
    "isf_offered",
]
# Days from asking to placing, by setting; on the coast half as long again in summer,
# when carers have better paid work.
DAYS = {"city": 6, "town": 8, "large_village": 11, "rural": 15, "coast": 24}
DAYS_IN_DESERTS = 30
SUMMER = 1.5
WITHDRAWN_SHARE, HANDED_BACK_SHARE = 0.07, 0.03
N_WAITING = 236
COAST_WAITING, DESERT_WAITING = 0.56, 0.16


def referrals(
    rows: pd.DataFrame, deserts: list[str], rng: np.random.Generator
) -> pd.DataFrame:
    """Return the referrals table in the council's layout.

    Parameters
    ----------
    rows : arrangements, with the columns that other tables are made from
    deserts : names of the wards where supply is planted thin
    """
    began = rows["began"]
    # Who came from another route, or was there when the records began, was not
    # referred.
    came = rows.groupby("person")["began"].transform("min") == began
    new = rows[came & ~rows["is_second"] & (began > began.min())]
    placed = _placed(new, deserts, rng)
    withdrawn = _withdrawn(placed, rng)
    waiting = _waiting(new, deserts, rng)
    every = pd.concat([placed, withdrawn, waiting], ignore_index=True)
    every = every.sort_values(["made_on", "postcode", "weekly_hours"], kind="stable")
    every = every.assign(
        referral_id=[f"R-{30_001 + number}" for number in range(len(every))],
        isf_offered=_isf_offered(every, rng),
    )
    return every[COLUMNS].reset_index(drop=True)


def _placed(
    new: pd.DataFrame, deserts: list[str], rng: np.random.Generator
) -> pd.DataFrame:
    """Place each new arrangement a few days before it began."""
    usual = new["setting"].map(DAYS).to_numpy(float)
    usual = np.where(new["ward"].isin(deserts), DAYS_IN_DESERTS, usual)
    summer = new["began"].dt.month.between(5, 9) & (new["setting"] == "coast")
    days = rng.gamma(1.6, usual * np.where(summer, SUMMER, 1.0) / 1.6).astype(int)
    placed_on = new["began"] - pd.to_timedelta(rng.integers(0, 8, len(new)), unit="D")
    back = placed_on + pd.to_timedelta(rng.integers(20, 200, len(new)), unit="D")
    gives_back = rng.random(len(new)) < HANDED_BACK_SHARE
    gives_back &= (back < pd.Timestamp(AS_OF)) & (new["provider_id"] != "")
    return _told(new).assign(
        made_on=placed_on - pd.to_timedelta(days, unit="D"),
        outcome="placed",
        placed_provider_id=new["provider_id"],
        placed_on=placed_on.dt.strftime("%Y-%m-%d"),
        handed_back_on=back.dt.strftime("%Y-%m-%d").where(gives_back, ""),
    )


def _told(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[["postcode", "lsoa_code", "weekly_hours", "route"]]


def _withdrawn(placed: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Invent people who asked and then no longer did."""
    n_withdrawn = round(WITHDRAWN_SHARE * len(placed))
    like = placed.iloc[np.sort(rng.choice(len(placed), n_withdrawn, replace=False))]
    return like.assign(
        made_on=like["made_on"] - pd.to_timedelta(3, unit="D"),
        outcome="withdrawn",
        placed_provider_id="",
        placed_on="",
        handed_back_on="",
    )


def _waiting(
    new: pd.DataFrame, deserts: list[str], rng: np.random.Generator
) -> pd.DataFrame:
    """Invent people who still wait, most of them on the coast."""
    coast = (new["setting"] == "coast").to_numpy(bool)
    thin = new["ward"].isin(deserts).to_numpy(bool) & ~coast
    rest = ~coast & ~thin
    chance = (
        COAST_WAITING * coast / coast.sum()
        + DESERT_WAITING * thin / thin.sum()
        + (1 - COAST_WAITING - DESERT_WAITING) * rest / rest.sum()
    )
    like = new.iloc[rng.choice(len(new), N_WAITING, p=chance)]
    days = np.minimum(rng.gamma(1.3, 42.0, N_WAITING), 330).astype(int)
    days[0] = 0  # one asked on the last day of all
    return _told(like).assign(
        route=draw(
            dict(zip(ROUTES, (0.34, 0.06, 0.5, 0.1), strict=True)), N_WAITING, rng
        ),
        made_on=pd.Timestamp(AS_OF) - pd.to_timedelta(days, unit="D"),
        outcome="waiting",
        placed_provider_id="",
        placed_on="",
        handed_back_on="",
    )


def _isf_offered(rows: pd.DataFrame, rng: np.random.Generator) -> pd.Series:
    """Say whether a fund was offered: never before there were any, then more often."""
    years = (rows["made_on"] - pd.Timestamp("2023-10-01")).dt.days / 365.25
    share = np.clip(0.06 + 0.11 * years, 0, 1).where(years > 0, 0.0)
    offered = rng.random(len(rows)) < share
    return pd.Series(np.where(offered, "yes", "no"), rows.index)
