"""Is the verdict as sure as it says? Counties judged, and worlds that might be."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analytics.access.levels import steps_of_journey
from analytics.access.locality import Locality, access_of, need_of
from analytics.access.replicates import (
    SPEEDS,
    Assumed,
    central,
    drawn,
    supplier_errors,
)
from analytics.access.verdict import (
    chance_below,
    hours_short,
    likely_range,
    list_errors,
    longest_list,
)
from analytics.assumptions import assumption
from bench.county import county

TEMPLATE = Path(__file__).with_suffix(".md")
DOCUMENT = Path(__file__).parents[1] / "docs" / "verdict-study.md"
TRAVEL = 25.0  # minutes
LINE = 1.0
N_COUNTIES, N_WORLDS = 24, 400
NEED = (
    "need.hours_65_plus",
    "need.hours_18_64_physical",
    "need.hours_18_64_learning_disability",
)
BINS = (0.0, 0.02, 0.2, 0.4, 0.6, 0.8, 0.98, 1.0)


class Verdict(NamedTuple):
    """What we would say of a county.

    Attributes
    ----------
    chance : ndarray of shape (n_areas,)
    listed : ndarray of shape (n_areas,), bool
    p90, p90_alone : areas in error that we would say are not exceeded nine times in
        ten; the second as if each area erred alone
    short : ndarray of shape (2,), hours a week, P10 and P90 over the list
    """

    chance: NDArray[np.float64]
    listed: NDArray[np.bool_]
    p90: int
    p90_alone: int
    short: NDArray[np.float64]


class Worlds(NamedTuple):
    """What might be true of a county.

    Attributes
    ----------
    access : ndarray of shape (n_worlds, n_areas), hours for each hour of need
    need : ndarray of shape (n_worlds, n_areas), hours a week
    """

    access: NDArray[np.float64]
    need: NDArray[np.float64]


@dataclass(frozen=True)
class Wrongness:
    """How the truth differs from what our ranges say of it.

    Attributes
    ----------
    spread : truth's spread over our ranges' (in logs, about our values)
    times : assumption -> what the truth is times what we hold
    suppliers : what every supplier's hours are times what we draw
    suppliers_together : every supplier errs by one and the same draw
    local_need : sd (in logs) of each area's own need, of which our ranges know nothing
    unseen : share of suppliers' hours that is there and not in the file
    """

    words: str
    spread: float = 1.0
    times: dict[str, float] = field(default_factory=dict)
    suppliers: float = 1.0
    suppliers_together: bool = False
    local_need: float = 0.0
    unseen: float = 0.0


def _all(names: Sequence[str], by: float) -> dict[str, float]:
    return dict.fromkeys(names, by)


STUDIES = (
    Wrongness("our ranges are right"),
    Wrongness("truth spreads 1.5 times as wide", spread=1.5),
    Wrongness("truth spreads twice as wide", spread=2.0),
    Wrongness("people need 10% fewer hours than we hold", times=_all(NEED, 0.9)),
    Wrongness("people need 20% fewer hours", times=_all(NEED, 0.8)),
    Wrongness("people need 20% more hours", times=_all(NEED, 1.2)),
    Wrongness("roads are 15% faster", times=_all(SPEEDS, 1.15)),
    Wrongness("roads are 15% slower", times=_all(SPEEDS, 0.85)),
    Wrongness("suppliers all have 10% more than they say", suppliers=1.1),
    Wrongness("suppliers all have 10% less", suppliers=0.9),
    Wrongness("suppliers err together, not each alone", suppliers_together=True),
    Wrongness("need differs by area as our ranges do not know (25%)", local_need=0.25),
    Wrongness("a tenth of the hours are not in the file", unseen=0.1),
)


def judge(place: Locality, seed: int) -> Verdict:
    """Judge a county as a build does."""
    n_draws = int(assumption("verdict.replicates").value)
    held = _measure(place, central())
    draws = _measure(
        place, drawn(seed, n_draws), supplier_errors(seed, n_draws, len(place.sites))
    )
    chance = chance_below(draws.access, [LINE])[:, 0]
    listed = longest_list(
        chance,
        hours_short(held.access, held.need, LINE)[0],
        may_be_listed=held.need[0] >= assumption("verdict.least_need").value,
        false_share=assumption("verdict.false_share").value,
    )
    short = hours_short(draws.access, draws.need, LINE)[:, listed].sum(axis=1)
    alone = np.random.default_rng(seed).random((20_000, listed.sum()))
    errors_alone = (alone < 1 - chance[listed]).sum(axis=1)
    return Verdict(
        chance,
        listed,
        list_errors(draws.access, LINE, listed).p90,
        int(np.quantile(errors_alone, 0.9, method="inverted_cdf")),
        likely_range(short),
    )


def worlds_of(place: Locality, wrong: Wrongness, seed: int, n_worlds: int) -> Worlds:
    """Draw worlds in which the truth differs from our ranges in one way."""
    rng = np.random.default_rng([seed, 2])
    ours, held = drawn(seed + 10_000, n_worlds), central()
    truth = Assumed(
        {
            name: held[name]
            * (ours[name] / held[name]) ** wrong.spread
            * wrong.times.get(name, 1.0)
            for name in ours.values
        }
    )
    sites = 1 if wrong.suppliers_together else len(place.sites)
    errors = supplier_errors(seed + 10_000, n_worlds, sites) ** wrong.spread
    errors = np.broadcast_to(errors, (n_worlds, len(place.sites))) * wrong.suppliers
    # Hours that the file does not hold lie with some suppliers, and not with others.
    unseen = rng.exponential(wrong.unseen, errors.shape) if wrong.unseen else 0.0
    local = np.exp(rng.normal(0, wrong.local_need, (n_worlds, len(place.areas))))
    return _measure(place, truth, errors * (1 + unseen), local)


def _measure(
    place: Locality,
    assumed: Assumed,
    errors: NDArray[np.float64] | float = 1.0,
    local_need: NDArray[np.float64] | float = 1.0,
) -> Worlds:
    need = need_of(place, assumed) * np.expand_dims(local_need, -1)
    access = access_of(
        place, assumed, need, TRAVEL, decay=steps_of_journey(), errors=errors
    )
    return Worlds(access[:, :, 0, 0], need[:, : place.n_own, 0])


class Found(NamedTuple):
    """How one kind of world turned out, over every county.

    Attributes
    ----------
    listed : areas on a list, on average
    claimed, false : share of the list in error, as we say and as it turned out
    beyond, beyond_alone : share of worlds with more errors than our P90 says, and
        than the P90 of areas that err alone
    worst : share of the list in error that one world in ten exceeds
    missed : share of the areas truly below the line that are not listed
    short_within : share of worlds whose hours short lie in our likely range
    """

    listed: float
    claimed: float
    false: float
    beyond: float
    beyond_alone: float
    worst: float
    missed: float
    short_within: float


def study(
    wrong: Wrongness, counties: Sequence[tuple[int, Locality, Verdict]], n_worlds: int
) -> Found:
    """Hold the verdicts of some counties to worlds of one kind."""
    rows = []
    for seed, place, verdict in counties:
        worlds = worlds_of(place, wrong, seed, n_worlds)
        below, listed = worlds.access < LINE, verdict.listed
        false = (~below[:, listed]).sum(axis=1)
        n_listed = max(1, int(listed.sum()))
        short = hours_short(worlds.access, worlds.need, LINE)[:, listed].sum(axis=1)
        low, high = verdict.short
        rows.append(
            Found(
                listed=float(listed.sum()),
                claimed=float((1 - verdict.chance[listed]).sum() / n_listed),
                false=float(false.mean() / n_listed),
                beyond=float((false > verdict.p90).mean()),
                beyond_alone=float((false > verdict.p90_alone).mean()),
                worst=float(np.quantile(false, 0.9) / n_listed),
                missed=float(below[:, ~listed].sum() / max(1, below.sum())),
                short_within=float(((short >= low) & (short <= high)).mean()),
            )
        )
    return Found(*np.mean(rows, axis=0).tolist())


def calibration(
    counties: Sequence[tuple[int, Locality, Verdict]], n_worlds: int
) -> list[tuple[float, float, int, float, float]]:
    """Set the chance that we give beside how often it comes true.

    Returns
    -------
    list of (low, high, areas, chance, came_true)
        One for each band of chance, ranges being right.
    """
    right = STUDIES[0]
    chance = np.concatenate([verdict.chance for _, _, verdict in counties])
    true = np.concatenate(
        [
            (worlds_of(place, right, seed, n_worlds).access < LINE).mean(axis=0)
            for seed, place, _ in counties
        ]
    )
    rows = []
    for low, high in pairwise(BINS):
        inside = (chance >= low) & ((chance < high) | (high == BINS[-1]))
        if inside.any():
            rows.append(
                (
                    low,
                    high,
                    int(inside.sum()),
                    chance[inside].mean(),
                    true[inside].mean(),
                )
            )
    return rows


def judged_counties(n_counties: int) -> list[tuple[int, Locality, Verdict]]:
    """Make and judge counties; those with nothing listed are left out."""
    made = [(seed, county(seed)) for seed in range(n_counties)]
    judged = [(seed, place, judge(place, seed)) for seed, place in made]
    return [each for each in judged if each[2].listed.any()]


def main() -> None:
    """Judge the counties, draw the worlds, and write the document."""
    counties = judged_counties(N_COUNTIES)
    found = [(wrong.words, study(wrong, counties, N_WORLDS)) for wrong in STUDIES]
    said = document(counties, found, calibration(counties, N_WORLDS))
    DOCUMENT.write_text(said, "utf-8")
    sys.stdout.write(f"Wrote {DOCUMENT}\n")


def document(
    counties: Sequence[tuple[int, Locality, Verdict]],
    found: Sequence[tuple[str, Found]],
    calibrated: Sequence[tuple[float, float, int, float, float]],
) -> str:
    """Write the page: what was done, two tables, and how to read them."""
    by_words = dict(found)
    right = by_words[STUDIES[0].words]
    least = [float(verdict.chance[verdict.listed].min()) for _, _, verdict in counties]
    unlikely = [
        int((verdict.chance[verdict.listed] <= 1 / 2).sum())
        for _, _, verdict in counties
    ]
    return TEMPLATE.read_text("utf-8").format(
        counties=len(counties),
        made=N_COUNTIES,
        worlds=N_WORLDS,
        areas=counties[0][1].n_own,
        around=len(counties[0][1].areas) - counties[0][1].n_own,
        sites=len(counties[0][1].sites),
        travel=TRAVEL,
        line=LINE,
        draws=int(assumption("verdict.replicates").value),
        calibration="\n".join(
            f"| {low:.0%} to {high:.0%} | {areas:,} | {chance:.1%} | {true:.1%} |"
            for low, high, areas, chance, true in calibrated
        ),
        studies="\n".join(
            f"| {words} | {each.false:.1%} | {each.worst:.0%} | {each.beyond:.0%} "
            f"| {each.beyond_alone:.0%} | {each.missed:.0%} | {each.short_within:.0%} |"
            for words, each in found
        ),
        listed=right.listed,
        claimed=right.claimed,
        false=right.false,
        beyond=right.beyond,
        beyond_alone=right.beyond_alone,
        short_within=right.short_within,
        fewer=by_words["people need 20% fewer hours"],
        wide=by_words["truth spreads twice as wide"],
        together=by_words["suppliers err together, not each alone"],
        unseen=by_words["a tenth of the hours are not in the file"],
        more=by_words["people need 20% more hours"],
        worst_right=right.worst,
        least=float(np.median(least)),
        least_of_all=min(least),
        unlikely=sum(unlikely),
        of=round(sum(float(verdict.listed.sum()) for _, _, verdict in counties)),
    )


if __name__ == "__main__":
    main()
