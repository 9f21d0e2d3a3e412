"""What infrastructure costs here, what prices are made of, and for how many hours."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics.costs.curve import WEEKS_A_YEAR
from analytics.costs.models import intermediary_kinds, model_key, rate_parts
from analytics.costs.rate import is_whole
from data.queries.money import (
    read_arranged_hours,
    read_infrastructure_lines,
    read_provider_kinds,
    read_rates,
)
from data.vault import Vault

INFRASTRUCTURE = [part.column for part in rate_parts()]
PARTS = [
    "worker_pay_gbp",
    "worker_oncosts_gbp",
    "travel_gbp",
    *INFRASTRUCTURE,
    "margin_gbp",
    "vat_gbp",
]
# Those that are released together, so each of them must be of enough providers.
SHOWN = [
    "hourly_rate_gbp",
    "worker_pay_gbp",
    "travel_and_oncosts_gbp",
    *INFRASTRUCTURE,
    "infrastructure_gbp",
    "surplus_gbp",
    "vat_gbp",
]
KEYS = ["kind", "price_base"]


def cost_tables(vault: Vault) -> dict[str, pd.DataFrame]:
    """Return every desk table about costs."""
    return {
        "infrastructure_lines": infrastructure_lines(vault),
        "rate_makeup": rate_makeup(vault),
        "care_volume": care_volume(vault),
    }


def infrastructure_lines(vault: Vault) -> pd.DataFrame:
    """Return the costs of every infrastructure model that hold now.

    Returns
    -------
    DataFrame, one row for each line of a model
        model (our key for it, else its own name as one), line_no; task, basis, gbp (£
        in the basis), step_hours (hours a week, of a step), price_base.
    """
    lines = read_infrastructure_lines(vault)
    lines["model"] = [model_key(name) for name in lines["model"]]
    lines["line_no"] = lines.groupby("model").cumcount() + 1
    lines["step_hours_status"] = np.where(
        lines["step_hours"].isna(), "not_applicable", "ok"
    )
    order = ["model", "line_no", "task", "basis", "gbp", "step_hours"]
    return lines[[*order, "step_hours_status", "price_base"]]


def rate_makeup(vault: Vault) -> pd.DataFrame:
    """Return what an hour's price is made of, for each kind of provider and year.

    A price counts where its parts add up to it, to the penny: a part left empty is
    then nothing. Where no price of a kind does, only the whole is given. Each provider
    counts once, whatever visits or routes it has prices for.

    Returns
    -------
    DataFrame, one row for each kind, year of prices, and who set them
        kind, price_base, set_by (providers, or council for a typical price);
        n_providers behind it, n_providers_of_kind on the register, largest_share (the
        most that one provider is of any part); the price and its parts, £ an hour.
    """
    rates = read_rates(vault).dropna(subset=["kind"])
    of_kind = read_provider_kinds(vault).set_index("kind")["providers"]
    own = rates[rates["provider_id"].notna()]
    typical = rates[rates["provider_id"].isna()]
    rows = [
        *(
            _row(prices, key, "providers", of_kind)
            for key, prices in own.groupby(KEYS, sort=True)
        ),
        *(
            _row(prices, key, "council", of_kind)
            for key, prices in typical.groupby(KEYS, sort=True)
        ),
    ]
    columns = [
        *KEYS,
        "set_by",
        "n_providers",
        "n_providers_of_kind",
        "largest_share",
        *SHOWN,
    ]
    found = pd.DataFrame(rows, columns=columns)
    numbers = ["n_providers", "n_providers_of_kind", "largest_share", *SHOWN]
    found[numbers] = found[numbers].astype(float)
    for column in numbers:
        blank = "not_applicable" if column == "largest_share" else "not_supplied"
        missing, zero = found[column].isna(), found[column] == 0
        found[f"{column}_status"] = np.select([missing, zero], [blank, "zero"], "ok")
    return found


def _row(
    prices: pd.DataFrame, key: tuple[str, str], set_by: str, of_kind: pd.Series
) -> dict[str, object]:
    """Return one kind's mean price, of those whose parts are known if there are any."""
    kind, price_base = key
    whole = prices[is_whole(prices, PARTS, "hourly_rate_gbp")]
    known = whole if len(whole) else prices
    made = _made_of(known, has_parts=bool(len(whole)))
    if set_by == "providers":
        each = made.groupby(known["provider_id"]).mean()
        behind, share = len(each), _largest_share(each)
    else:
        # A typical price stands for every provider of its kind, all alike.
        each = made
        behind = int(of_kind.get(kind, 0))
        share = 1 / behind if behind else np.nan
    return {
        "kind": kind,
        "price_base": price_base,
        "set_by": set_by,
        "n_providers": behind,
        "n_providers_of_kind": max(int(of_kind.get(kind, 0)), behind),
        "largest_share": share,
        **each.mean().to_dict(),
    }


def _made_of(prices: pd.DataFrame, *, has_parts: bool) -> pd.DataFrame:
    """Return the price and the parts that we show, blank where they are unknown."""
    parts = prices[PARTS].fillna(0.0) if has_parts else prices[PARTS] * np.nan
    return pd.DataFrame(
        {
            "hourly_rate_gbp": prices["hourly_rate_gbp"],
            "worker_pay_gbp": parts["worker_pay_gbp"],
            "travel_and_oncosts_gbp": parts["worker_oncosts_gbp"] + parts["travel_gbp"],
            **{column: parts[column] for column in INFRASTRUCTURE},
            "infrastructure_gbp": parts[INFRASTRUCTURE].sum(axis=1, min_count=1),
            "surplus_gbp": parts["margin_gbp"],
            "vat_gbp": parts["vat_gbp"],
        }
    )


def _largest_share(each: pd.DataFrame) -> float:
    """Return the most that one provider is of the sum of any part."""
    sizes = each.abs()
    sums = sizes.sum()
    shares = sizes.max() / sums.where(sums > 0)
    return float(shares.max())


def care_volume(vault: Vault) -> pd.DataFrame:
    """Return how many hours a year need infrastructure now.

    Hours planned in arrangements that are open on the day the build speaks of, whose
    provider stands between council and worker and runs no rota, for 52 weeks.

    Returns
    -------
    DataFrame, one row
        hours_a_year (hours; blank where no such arrangement says its hours),
        arrangements_with_hours, arrangements_without_hours (counts).
    """
    found = read_arranged_hours(vault, intermediary_kinds()).iloc[0]
    with_hours, without = int(found["with_hours"]), int(found["without_hours"])
    # Without any arrangement the hours are a true nought; without their hours, unknown.
    is_known = with_hours > 0 or without == 0
    hours = float(found["weekly_hours"]) * WEEKS_A_YEAR if with_hours else 0.0
    return pd.DataFrame(
        {
            "hours_a_year": [hours if is_known else np.nan],
            "hours_a_year_status": [
                ("ok" if hours else "zero") if is_known else "not_supplied"
            ],
            "arrangements_with_hours": [with_hours],
            "arrangements_without_hours": [without],
        }
    )
