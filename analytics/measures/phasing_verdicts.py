"""The verdict of each area now, and without each provider that may leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analytics.access.locality import need_of
from analytics.access.supply import Kinds
from analytics.access.verdict import (
    hours_short,
    longest_list,
    verdict_words,
)
from analytics.assumptions import assumption
from analytics.measures.desert_verdicts import blanks_of
from analytics.measures.ground import Ground
from analytics.measures.in_reach import drawn_in_reach, held_in_reach


@dataclass(frozen=True)
class Verdicts:
    """What is held of every own area, once with everybody and once without each.

    Attributes
    ----------
    line : float, hours for each hour needed
    why : ndarray of shape (n_own,), why an area is not judged, "" where it is
    held : ndarray of shape (n_own, 1 + n_leaving), hours for each hour needed
        With assumptions as we hold them; everybody first.
    chance : ndarray shaped as held, chance that the area is below the line
    words : ndarray shaped as held, verdicts
    columns : provider -> the column without it
    """

    line: float
    why: NDArray[np.object_]
    held: NDArray[np.float64]
    chance: NDArray[np.float64]
    words: NDArray[np.object_]
    columns: Mapping[str, int]


def verdicts_without(ground: Ground, leaving: Sequence[str], travel: int) -> Verdicts:
    """Judge every area with everybody, and without each of those who may leave.

    A provider's hours are shared by need alone, so that taking one away moves no
    other's: each is left out of the sum in turn.

    Parameters
    ----------
    leaving : sequence of str, provider ids
    travel : int, minutes
    """
    ids = ground.supply["provider_id"].to_numpy(object)
    stays = [np.ones(len(ids)), *[(ids != each).astype(float) for each in leaving]]
    kinds = Kinds(("all", *leaving), np.stack(stays, axis=1))
    # Our estimate of need alone: the planned hours are of those who found care.
    parted = replace(
        ground, locality=replace(ground.locality, kinds=kinds, planned=None)
    )
    need = need_of(parted.locality, parted.held)
    drawn_need = need_of(parted.locality, parted.replicates)
    held = held_in_reach(parted, need, travel)[:, 0]
    draws = drawn_in_reach(parted, drawn_need, travel)[:, :, 0]
    own_need = need[0, : ground.locality.n_own, 0]
    why = blanks_of(ground, travel, own_need, "estimate")
    line = assumption("verdict.line", ground.on).value
    chance = (draws < line).mean(axis=0)
    false_share = assumption("verdict.false_share", ground.on).value
    words = np.empty(held.shape, dtype=object)
    for n in range(held.shape[1]):
        listed = longest_list(
            chance[:, n],
            hours_short(held[:, n], own_need, line),
            may_be_listed=why == "",
            false_share=false_share,
        )
        words[:, n] = verdict_words(chance[:, n], listed, why == "")
    columns = {each: n for n, each in enumerate(leaving, 1)}
    return Verdicts(line, why, held, chance, words, columns)
