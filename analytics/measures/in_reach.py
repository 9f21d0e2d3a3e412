"""Hours in reach of a council's areas: as we hold our assumptions, and as drawn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analytics.access.levels import steps_of_journey
from analytics.access.locality import access_of, within_earshot
from analytics.access.replicates import pace_of
from analytics.measures.ground import Ground


def held_in_reach(
    ground: Ground, need: NDArray[np.float64], travel: float
) -> NDArray[np.float64]:
    """Measure access once, with every assumption as we hold it.

    Parameters
    ----------
    need : ndarray of shape (1, n_areas, n_needs), hours a week
    travel : float, minutes

    Returns
    -------
    ndarray of shape (n_own, n_needs, n_kinds), hours for each hour needed
    """
    decay = steps_of_journey(ground.on)
    return access_of(ground.locality, ground.held, need, travel, decay=decay)[0]


def drawn_in_reach(
    ground: Ground, need: NDArray[np.float64], travel: float
) -> NDArray[np.float64]:
    """Measure access in every draw, among those whom this journey brings together.

    Parameters
    ----------
    need : ndarray of shape (n_draws, n_areas, n_needs), hours a week
    travel : float, minutes

    Returns
    -------
    ndarray of shape (n_draws, n_own, n_needs, n_kinds), hours for each hour needed
    """
    near = within_earshot(ground.locality, pace_of(ground.replicates), travel)
    return access_of(
        near.locality,
        ground.replicates,
        need[:, near.areas],
        travel,
        decay=steps_of_journey(ground.on),
        errors=ground.errors[:, near.sites],
    )
