"""What a group of units tells of where its units come from: a prior, with its doubt."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

N_MIDDLES, N_PULLS = 41, 32  # points of the grid
ZOOMS = 4  # times that the grid is drawn closer about the mass
NEGLIGIBLE = 1e-8  # of the greatest weight

Values = NDArray[np.float64]


class Drawn(NamedTuple):
    """Draws of a prior, each as likely as the units make it.

    Attributes
    ----------
    middle : ndarray of shape (n_draws, 1), on the scale of the grid
    pull : ndarray of shape (n_draws, 1), share of the way that a typical unit is drawn
        to the middle, between 0 and 1
    """

    middle: Values
    pull: Values


def drawn_priors(
    log_weight: Callable[[Values, Values], Values],
    start: tuple[float, float],
    rng: np.random.Generator,
    n: int,
) -> Drawn:
    """Draw priors from a grid of middles and pulls by their weight.

    Parameters
    ----------
    log_weight : callable
        From middles of shape (g, 1, 1) and pulls of shape (1, b, 1) to the log of
        prior density times likelihood, shape (g, b).
    start : pair of float
        Ends of a stretch sure to hold the middle.
    rng : Generator
    n : int, draws

    Returns
    -------
    Drawn

    Notes
    -----
    A pull is taken as equally likely everywhere between 0 and 1: neither sameness nor
    strangeness of the units is assumed. Draws go through the grid evenly, so the grid's
    own luck is nearly none.

    Examples
    --------
    >>> flat = lambda middle, pull: -(middle[..., 0] ** 2) / 2 + 0 * pull[..., 0]
    >>> found = drawn_priors(flat, (-40, 40), np.random.default_rng(1), 4_000)
    >>> round(float(found.middle.std()), 2), round(float(found.pull.mean()), 2)
    (1.0, 0.5)
    """
    pulls = (np.arange(N_PULLS) + 0.5) / N_PULLS
    low, high = start
    for _ in range(ZOOMS):
        middles = np.linspace(low, high, N_MIDDLES)
        logs = log_weight(middles[:, None, None], pulls[None, :, None])
        weight = np.exp(logs - logs.max())
        held = np.flatnonzero(weight.max(axis=1) > NEGLIGIBLE)
        low = middles[max(held[0] - 1, 0)]
        high = middles[min(held[-1] + 1, N_MIDDLES - 1)]
    reached = np.cumsum(weight.ravel()) / weight.sum()
    at = np.searchsorted(reached, (np.arange(n) + rng.random()) / n)
    at = rng.permutation(np.minimum(at, weight.size - 1))
    row, column = np.unravel_index(at, weight.shape)
    step = middles[1] - middles[0]
    # Spread within each cell, lest the grid show where units tell much.
    middle = middles[row] + step * (rng.random(n) - 0.5)
    pull = pulls[column] + (rng.random(n) - 0.5) / N_PULLS
    return Drawn(middle[:, None], pull[:, None])
