"""What providers answer when a referral is put to them, and who was never offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analytics.assumptions import assumption
from analytics.measures.waiting import PLACE, WAITING
from analytics.measures.whereabouts import ALL, in_every_set, one_row_a_place
from data.queries.waiting import read_offers, read_referrals

if TYPE_CHECKING:
    from data.vault import Vault

UNKNOWN = "unknown"
ANSWERS = ("accepted", "declined", "no_answer")
HAD = ("had_0", "had_1", "had_2", "had_more")


def offers_and_answers(vault: Vault) -> dict[str, pd.DataFrame]:
    """Count offers by what was answered, and people who wait by the offers they had.

    Returns
    -------
    dict of DataFrame
        waiting_offers: one row for each kind of provider (or all), offers of the last
        months: offers, accepted, declined, no_answer and open (not answered yet).
        waiting_offered: one row for each place: people who wait for whom had_0,
        had_1, had_2 or had_more offers were made.
    """
    offers = read_offers(vault)
    referrals = read_referrals(vault)
    months = int(assumption("waiting.recent_months", vault.as_of).value)
    since = pd.Timestamp(vault.as_of) - pd.DateOffset(months=months)
    recent = offers[pd.to_datetime(offers["offered_on"]) > since]
    waiting = referrals[referrals["outcome"] == WAITING]
    return {
        "waiting_offers": _answers(recent),
        "waiting_offered": _offered(
            in_every_set(_with_offers(waiting, offers), vault), one_row_a_place(vault)
        ),
    }


def _answers(offers: pd.DataFrame) -> pd.DataFrame:
    named = offers.assign(kind=offers["kind"].fillna(UNKNOWN), offers=1)
    for answer in ANSWERS:
        named[answer] = (named["answer"] == answer).astype(int)
    named["open"] = named["answer"].isna().astype(int)
    whole = pd.concat([named.assign(kind=ALL), named])
    columns = ["offers", *ANSWERS, "open"]
    summed: pd.DataFrame = whole.groupby("kind", as_index=False)[columns].sum()
    return summed


def _with_offers(waiting: pd.DataFrame, offers: pd.DataFrame) -> pd.DataFrame:
    """Count the offers of each referral, none where none was made."""
    made = offers.groupby("referral_key").size()
    return waiting.assign(
        offers=waiting["referral_key"].map(made).fillna(0).astype(int)
    )


def _offered(waiting: pd.DataFrame, places: pd.MultiIndex) -> pd.DataFrame:
    most = len(HAD) - 1
    had = waiting["offers"].clip(upper=most)
    counted = waiting[PLACE].assign(
        **{name: (had == number).astype(int) for number, name in enumerate(HAD)}
    )
    summed = counted.groupby(PLACE)[list(HAD)].sum()
    return summed.reindex(places, fill_value=0).reset_index()
