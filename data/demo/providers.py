"""Invented providers: who they are, where they work, since when and until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from data.demo.places import Places

LONG_AGO = dt.date(2015, 4, 1)
N_ASSISTANTS = 58
GIVEN = "Quilla Inka Verso Recta Vella Nibs Foley Scriba Odette Tome Paige Penn Lettie"
FAMILY = "Blotwell Pagewright Inkersby Quirehart Foxing Marginson Vellumson Paperwick"
# Far in kilometres at which a provider is a third as likely to be the one.
NEARNESS_M = 7_000


def read_providers(quarters: Sequence[dt.date]) -> pd.DataFrame:
    """Read the register, with the days between which each provider is at work.

    Parameters
    ----------
    quarters : the quarter ends that the eight tiers of each provider stand for

    Returns
    -------
    DataFrame, one row for each provider
        provider_id, name, kind, size_band, ward, tiers (a digit for each quarter end,
        a dash where it is not there), weight, opened, closed (a day after every other
        where it is still there).
    """
    path = Path(__file__).parent / "providers.csv"
    register = pd.read_csv(path, dtype={"tiers": str})
    opened, closed = [], []
    for tiers in register["tiers"]:
        there = [place for place, tier in enumerate(tiers) if tier != "-"]
        first, last = there[0], there[-1]
        opened.append(quarters[first - 1] + dt.timedelta(31) if first else LONG_AGO)
        is_here = last == len(quarters) - 1
        closed.append(
            dt.date(2099, 1, 1) if is_here else quarters[last] + dt.timedelta(45)
        )
    return register.assign(opened=opened, closed=closed)


def opened_later(register: pd.DataFrame, opens: Mapping[str, Any]) -> pd.DataFrame:
    """Let the introductory agencies begin when the story says, none before."""
    is_first = register["provider_id"] == opens["provider_id"]
    is_agency = register["kind"] == "introductory_agency"
    first = pd.Series(opens["day"], register.index)
    later = pd.Series(dt.date(2024, 7, 1), register.index)
    opened = register["opened"].where(~is_agency | (register["opened"] > first), later)
    return register.assign(opened=opened.where(~is_first, first))


def nearest(
    spots: pd.DataFrame,
    register: pd.DataFrame,
    places: Places,
    rng: np.random.Generator,
) -> pd.Series:
    """Choose a provider for each spot, likely a near one that is there all the time.

    Parameters
    ----------
    spots : x, y (metres) and began, ended (days between which it must be at work)
    register : the providers to choose among

    Returns
    -------
    Series of provider_id, empty where none is at work for the whole time
    """
    homes = places.areas.groupby("ward_name")[["x", "y"]].mean()
    home = homes.loc[register["ward"]].to_numpy()
    away = np.hypot(
        spots["x"].to_numpy(float)[:, np.newaxis] - home[:, 0],
        spots["y"].to_numpy(float)[:, np.newaxis] - home[:, 1],
    )
    pull = register["weight"].to_numpy(float) * np.exp(-away / NEARNESS_M) + 1e-12
    began = spots["began"].to_numpy("datetime64[D]")[:, np.newaxis]
    ended = spots["ended"].to_numpy("datetime64[D]")[:, np.newaxis]
    pull *= began >= register["opened"].to_numpy("datetime64[D]")
    pull *= ended <= register["closed"].to_numpy("datetime64[D]")
    total = pull.sum(axis=1, keepdims=True)
    chance = np.divide(pull, total, out=np.zeros_like(pull), where=total > 0)
    drawn = rng.random((len(spots), 1))
    place = np.minimum((chance.cumsum(axis=1) < drawn).sum(axis=1), len(register) - 1)
    chosen = register["provider_id"].to_numpy(object)[place]
    return pd.Series(np.where(total[:, 0] > 0, chosen, ""), spots.index, dtype=object)


def assistants(places: Places, rng: np.random.Generator) -> pd.DataFrame:
    """Invent the personal assistants on the council's list, names and all.

    Their names are here so that a reader has something to drop.
    """
    rows = []
    givens, families = GIVEN.split(), FAMILY.split()
    postcodes = places.postcodes[places.postcodes["district_code"].str[:3] == "X07"]
    for number in range(1, N_ASSISTANTS + 1):
        given = givens[int(rng.integers(len(givens)))]
        family = families[int(rng.integers(len(families)))]
        spot = postcodes.iloc[int(rng.integers(len(postcodes)))]
        rows.append((f"PA-{number:03d}", f"{given} {family}", spot["postcode"]))
    return pd.DataFrame(rows, columns=["provider_id", "name", "postcode"]).assign(
        kind="personal_assistant", size_band="micro"
    )


def register_file(
    register: pd.DataFrame, places: Places, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the providers table in the council's layout."""
    spots = places.postcodes.merge(
        places.areas[["ward_name"]], left_on="area_2021", right_index=True
    )
    by_ward = spots.drop_duplicates("ward_name").set_index("ward_name")["postcode"]
    is_registered = register["kind"].isin(["homecare_agency", "supported_living"])
    number = pd.Series(np.arange(1, len(register) + 1), register.index)
    bodies = register.assign(
        postcode=register["ward"].map(by_ward),
        cqc_location_id=("1-9900000" + number.astype(str).str.zfill(3)).where(
            is_registered, ""
        ),
        holds_isfs=np.where(register["tiers"].str.contains("1"), "yes", "no"),
        takes_direct_payments=np.where(rng.random(len(register)) < 0.85, "yes", "no"),
    )
    people = assistants(places, rng).assign(
        cqc_location_id="", takes_direct_payments="yes", holds_isfs="no"
    )
    columns = ["provider_id", "name", "kind", "size_band", "cqc_location_id"]
    columns += ["postcode", "takes_direct_payments", "holds_isfs"]
    return pd.concat([bodies[columns], people[columns]], ignore_index=True)
