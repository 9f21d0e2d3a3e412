"""What the council writes down of an arrangement: each column's invented choices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

AS_OF = dt.date(2026, 9, 30)
KINDS = {
    # Most direct payments employ a personal assistant: no provider is named.
    "direct_payment": {"": 0.7, "homecare_agency": 0.27, "micro_enterprise": 0.015},
    "isf": {"homecare_agency": 0.5, "supported_living": 0.38, "isf_broker": 0.12},
    "managed_budget": {"homecare_agency": 0.88, "supported_living": 0.12},
    "commissioned": {"homecare_agency": 0.9, "supported_living": 0.1},
}
# Share of new direct payments that go to an introductory agency once there is one.
TO_INTRODUCTORY = 0.05
PAYMENT = {
    "own_account": 0.36,
    "prepaid_card": 0.44,
    "managed_account": 0.16,
    "virtual_wallet": 0.04,
}
MANAGER = {"self": 0.56, "nominee": 0.15, "authorised_person": 0.29}
END_REASONS = {
    "care_home": 0.24,
    "died": 0.24,
    "no_longer_needed": 0.14,
    "person_choice": 0.11,
    "hospital": 0.1,
    "could_not_find_care": 0.06,
    "provider_withdrew": 0.05,
    "other": 0.06,
}
# On the coast it is care that cannot be found.
END_REASONS_COAST = END_REASONS | {
    "could_not_find_care": 0.2,
    "provider_withdrew": 0.11,
    "no_longer_needed": 0.07,
}


def draw(
    shares: Mapping[str, float], n: int, rng: np.random.Generator
) -> NDArray[np.str_]:
    """Draw words by their shares."""
    weights = np.array(list(shares.values()))
    return rng.choice(np.array(list(shares)), n, p=weights / weights.sum())


def where_route(
    holds: pd.Series, shares: Mapping[str, float], n: int, rng: np.random.Generator
) -> NDArray[np.str_]:
    """Draw words for one route and leave the others empty."""
    return np.where(holds, draw(shares, n, rng), "")


def kinds(
    rows: pd.DataFrame, register: pd.DataFrame, rng: np.random.Generator
) -> pd.Series:
    """Choose the kind of the main provider; empty where a person employs their own."""
    kind = pd.Series("", rows.index, dtype=object)
    for route, shares in KINDS.items():
        spells = rows["route"] == route
        kind[spells] = draw(shares, int(spells.sum()), rng)
    agencies = register[register["kind"] == "introductory_agency"]
    open_since = pd.Timestamp(agencies["opened"].min())
    could = (rows["route"] == "direct_payment") & (rows["began"] >= open_since)
    goes = could & (rng.random(len(rows)) < TO_INTRODUCTORY)
    # A second, smaller arrangement is always with an agency that sends workers.
    kind = kind.mask(rows["is_second"], "homecare_agency")
    return kind.mask(goes & ~rows["is_second"], "introductory_agency")


def end_reasons(rows: pd.DataFrame, rng: np.random.Generator) -> NDArray[np.str_]:
    """Say why each spell ended; empty where it goes on."""
    n = len(rows)
    coast = (rows["setting"] == "coast").to_numpy(bool)
    reason = np.where(coast, draw(END_REASONS_COAST, n, rng), draw(END_REASONS, n, rng))
    reason = np.where(rows["moved"], "moved_route", reason)
    return np.where(rows["ended_on"].isna(), "", reason)


def workforces(rows: pd.DataFrame, rng: np.random.Generator) -> NDArray[np.str_]:
    """Say how the workers are engaged."""
    kind = rows["kind"].to_numpy(object)
    alone = draw(
        {"pa_employed": 0.86, "self_employed": 0.1, "mixed": 0.04}, len(rows), rng
    )
    self_employed = np.isin(kind, ["introductory_agency", "micro_enterprise"])
    words: NDArray[np.str_] = np.select(
        [kind == "", self_employed, kind == "isf_broker"],
        [alone, np.full(len(rows), "self_employed"), np.full(len(rows), "mixed")],
        "agency_employed",
    )
    return words


def reviews(rows: pd.DataFrame, rng: np.random.Generator) -> pd.Series:
    """Give most arrangements a last review, in the year or so before they ended."""
    until = rows["ended"].clip(upper=pd.Timestamp(AS_OF))
    age = pd.to_timedelta(rng.gamma(2.2, 95.0, len(rows)).astype(int) + 1, unit="D")
    on = until - age
    done = (on >= rows["began"] + pd.Timedelta(28, "D")) & (
        rng.random(len(rows)) < 0.94
    )
    return on.dt.strftime("%Y-%m-%d").where(done, "")


def fund_terms(
    rows: pd.DataFrame, is_isf: pd.Series, rng: np.random.Generator
) -> pd.DataFrame:
    """Add the terms of individual service funds; empty for every other route."""
    n = len(rows)
    brokered = is_isf & (rows["kind"] == "isf_broker")
    by_week = rng.random(n) < 0.7
    charge = np.round(np.clip(rng.normal(14, 5, n) + 3 * brokered, 5, 25), 2)
    share = np.round(rng.uniform(3, 8, n), 1)
    flexible = draw({"yes": 0.55, "no": 0.45}, n, rng)
    return rows.assign(
        isf_holder=np.select(
            [brokered, is_isf], ["independent_broker", "support_provider"], ""
        ),
        isf_contract=where_route(is_isf, {"two_way": 0.72, "three_way": 0.28}, n, rng),
        isf_charge_gbp_week=np.where(is_isf & by_week, charge, np.nan),
        isf_charge_pct=np.where(is_isf & ~by_week, share, np.nan),
        isf_charge_level=where_route(
            is_isf, {"basic": 0.45, "standard": 0.4, "enhanced": 0.15}, n, rng
        ),
        has_virtual_budget=np.where(is_isf, draw({"yes": 0.4, "no": 0.6}, n, rng), ""),
        can_bank_hours=np.where(is_isf, flexible, ""),
        statement_every=where_route(
            is_isf, {"month": 0.3, "quarter": 0.5, "year": 0.15, "none": 0.05}, n, rng
        ),
        underspend_returned_gbp=np.where(
            is_isf & (rng.random(n) < 0.2), np.round(rng.gamma(2, 90, n), 2), np.nan
        ),
    )


def homes_as_told(rows: pd.DataFrame, rng: np.random.Generator) -> dict[str, pd.Series]:
    """Tell the home by postcode, by area, or by both, as a case system does."""
    told = rng.random(len(rows))
    cut = rows["lsoa_code"].isna()
    return {
        "postcode": rows["postcode"].where((told < 0.75) | cut, ""),
        "lsoa_code": rows["lsoa_code"].where(told > 0.65, "").fillna(""),
    }
