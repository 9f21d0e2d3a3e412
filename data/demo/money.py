"""Invented prices of an hour, and what infrastructure costs under two models."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

PARTS = [
    "worker_pay_gbp",
    "worker_oncosts_gbp",
    "travel_gbp",
    "recruitment_gbp",
    "coordination_gbp",
    "digital_gbp",
    "overhead_gbp",
    "margin_gbp",
    "vat_gbp",
]
# Parts of an hour's price in 2026-27, in that order; they add up to the price.
PRICES = {
    "homecare_agency": (12.71, 3.60, 2.75, 0.75, 2.15, 0.45, 2.10, 0.89, 0.00),
    "introductory_agency": (17.60, 0.00, 0.00, 0.70, 1.15, 0.45, 0.30, 1.40, 0.00),
    "micro_enterprise": (17.10, 0.00, 0.90, 0.20, 0.40, 0.15, 0.75, 0.60, 0.00),
    "personal_assistant": (13.10, 2.28, 0.00, 0.12, 0.00, 0.10, 0.70, 0.00, 0.00),
    "isf_broker": (14.20, 2.10, 0.60, 0.55, 1.60, 0.35, 0.55, 0.45, 0.00),
    "community_organisation": (13.45, 2.90, 0.85, 0.35, 0.95, 0.20, 0.80, 0.20, 0.00),
    "supported_living": (12.95, 3.55, 0.60, 0.70, 2.05, 0.40, 2.05, 0.80, 0.00),
}
# Providers of each kind that sent their rates in.
SENT = {"homecare_agency": 22, "introductory_agency": 4, "supported_living": 4}
SENT_OTHERS = 4
LAST_YEAR = 0.957  # prices of 2025-26 for each pound of 2026-27
ROUTES = {
    "homecare_agency": "commissioned",
    "supported_living": "commissioned",
    "isf_broker": "isf",
}
COLUMNS = [
    "provider_id",
    "kind",
    "route",
    "price_base",
    "from",
    "to",
    "visit_minutes",
    "hourly_rate_gbp",
    *PARTS,
]

# model, task, basis, £, hours a week that a step carries. Each model says who pays for
# every task; the agencies' assuring is inside the overhead of their rates.
LINES = (
    ("in_house_team", "recruit", "per_year", 48_000, None),
    ("in_house_team", "vet", "per_year", 9_600, None),
    ("in_house_team", "match", "per_year", 34_400, None),
    ("in_house_team", "coordinate", "step_per_hours", 36_400, 900),
    ("in_house_team", "pay", "per_year", 22_000, None),
    ("in_house_team", "assure", "per_year", 26_000, None),
    ("in_house_team", "digital", "per_year", 22_000, None),
    ("in_house_team", "other", "per_year", 6_000, None),
    ("commissioned_programme", "recruit", "per_hour", 0.54, None),
    ("commissioned_programme", "vet", "per_hour", 0.10, None),
    ("commissioned_programme", "match", "per_hour", 0.40, None),
    ("commissioned_programme", "coordinate", "per_year", 39_500, None),
    ("commissioned_programme", "coordinate", "per_hour", 0.17, None),
    ("commissioned_programme", "pay", "per_hour", 0.15, None),
    ("commissioned_programme", "assure", "per_year", 18_000, None),
    ("commissioned_programme", "digital", "per_year", 20_000, None),
    ("commissioned_programme", "other", "per_year", 6_000, None),
)


def rates(register: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the rates table: two years of prices of the providers that sent them."""
    rows = []
    for kind, parts in PRICES.items():
        ids = _senders(register, kind)
        spread = _spread(len(ids), rng)
        for provider_id, times in zip(ids, spread, strict=True):
            for price_base, year, scale in (
                ("2025-26", 2025, LAST_YEAR),
                ("2026-27", 2026, 1.0),
            ):
                pence = np.round(100 * np.array(parts) * times * scale).astype(int)
                row = dict(zip(PARTS, pence / 100, strict=True))
                rows.append(
                    {
                        "provider_id": provider_id,
                        "kind": kind,
                        "route": ROUTES.get(kind, "direct_payment"),
                        "price_base": price_base,
                        "from": f"{year}-04-01",
                        "to": f"{year + 1}-03-31" if year == 2025 else "",
                        "visit_minutes": 60,
                        "hourly_rate_gbp": pence.sum() / 100,
                        **row,
                    }
                )
    return pd.DataFrame(rows)[COLUMNS]


def _senders(register: pd.DataFrame, kind: str) -> list[str]:
    if kind == "personal_assistant":
        return [f"PA-{number:03d}" for number in range(1, SENT_OTHERS + 1)]
    of_kind = register[register["kind"] == kind]
    here = of_kind[of_kind["tiers"].str[-1] != "-"]["provider_id"]
    return list(here[: SENT.get(kind, SENT_OTHERS)])


def _spread(n: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Vary prices a little about their mean, which stays what it is."""
    off = rng.normal(0, 0.025, n // 2)
    middle = [0.0] if n % 2 else []
    return 1 + np.concatenate([off, middle, -off])


def infrastructure_lines() -> pd.DataFrame:
    """Return the infrastructure_lines table. What a rate embeds is in the rates."""
    columns = ["model", "task", "basis", "gbp", "step_hours"]
    table = pd.DataFrame(LINES, columns=columns)
    return table.assign(**{"from": "2026-04-01", "to": "", "price_base": "2026-27"})
