"""What agreements on individual service funds say, and what they leave out."""

from __future__ import annotations

import numpy as np
import pandas as pd

# Shares of the agreements of which a case system holds nothing.
UNSAID = {
    "isf_contract": 0.06,
    "isf_charge_level": 0.05,
    "has_virtual_budget": 0.1,
    "can_bank_hours": 0.12,
    "statement_every": 0.08,
}
NO_CHARGE_TOLD, FREE = 0.08, 0.06  # charges left out, and holders who charge nothing
KEPT, NOTHING_LEFT = 0.16, 0.12  # underspend kept, and told to be none
POOLS = 9  # pairs of people who buy support together, of one holder


def fund_agreements(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Let agreements differ as they do: some free, some pooled, some half written down.

    Parameters
    ----------
    rows : arrangements in the council's layout

    Returns
    -------
    DataFrame
        The same rows; only columns of individual service funds are changed.
    """
    told = rows.copy()
    n = len(told)
    is_fund = (told["route"] == "isf").to_numpy(bool)
    for column, share in UNSAID.items():
        told.loc[is_fund & (rng.random(n) < share), column] = ""
    luck = rng.random(n)
    unsaid = is_fund & (luck < NO_CHARGE_TOLD)
    free = is_fund & (luck > 1 - FREE)
    told.loc[unsaid | free, ["isf_charge_gbp_week", "isf_charge_pct"]] = np.nan
    told.loc[free, "isf_charge_gbp_week"] = 0.0
    luck = rng.random(n)
    kept = is_fund & (luck < KEPT)
    told.loc[kept, "underspend_kept_gbp"] = np.round(rng.gamma(2, 60, kept.sum()), 2)
    none = is_fund & (luck > 1 - NOTHING_LEFT)
    told.loc[none, ["underspend_returned_gbp", "underspend_kept_gbp"]] = 0.0
    return _pooled(told, is_fund, rng)


def _pooled(
    told: pd.DataFrame, is_fund: np.ndarray, rng: np.random.Generator
) -> pd.DataFrame:
    """Name in each of a pair of one holder's open funds the other one."""
    is_open = told["ended_on"].isna().to_numpy(bool)
    left = POOLS
    for _, own in told[is_fund & is_open].groupby("provider_id", sort=True):
        pairs = min(left, len(own) // 2, 3)
        chosen = rng.permutation(own.index.to_numpy())[: 2 * pairs]
        for one, other in zip(chosen[:pairs], chosen[pairs:], strict=True):
            told.loc[one, "pooled_with"] = told.loc[other, "arrangement_id"]
            told.loc[other, "pooled_with"] = told.loc[one, "arrangement_id"]
        left -= pairs
    return told
