"""How long things last, from counts of each step of time and nothing finer."""

from __future__ import annotations

from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analytics.stats.rates import CONFIDENCE

Values = NDArray[np.float64]


class LifeTable(NamedTuple):
    """The share still going at the start of each step, with its interval.

    Attributes
    ----------
    survival : ndarray of shape (n_steps,), 1 at first; NaN from the step on that
        cannot be known
    lower, upper : ndarray of shape (n_steps,); NaN where there is no width to learn
    """

    survival: Values
    lower: Values
    upper: Values


def life_table(
    watched: ArrayLike, ended: ArrayLike, *, confidence: float = CONFIDENCE
) -> LifeTable:
    """Estimate the share still going at the start of each step, by the life table.

    Parameters
    ----------
    watched : array_like of shape (n_steps,)
        How many are watched at the start of each step; NaN where not known.
    ended : array_like of shape (n_steps,)
        How many ended in it; NaN where not known.

    Returns
    -------
    LifeTable

    Raises
    ------
    ValueError
        If shapes differ or a count is below 0.

    Notes
    -----
    Whoever comes or goes unseen in a step is taken to be there for half of it, so a
    step's chance is its ends over (watched + watched next + ends) / 2. The counts may
    be rounded ones: then so is the curve, and the interval knows nothing of it. For
    exact times use `kaplan_meier`.

    References
    ----------
    .. [1] Cutler, S. J. and Ederer, F. (1958). Maximum utilization of the life table
       method in analyzing survival. Journal of Chronic Diseases, 8(6), 699-712.

    Examples
    --------
    Of 100 watched 20 end and 10 are last seen in the first step.

    >>> life_table([100, 70], [20, 0]).survival.round(4)
    array([1.    , 0.7895])
    """
    n, d = np.asarray(watched, float), np.asarray(ended, float)
    if n.ndim != 1 or n.shape != d.shape:
        raise ValueError(
            f"watched has shape {n.shape} and ended {d.shape}; they must be one and "
            "the same."
        )
    if (n < 0).any() or (d < 0).any():
        raise ValueError("watched and ended are counts, none of them below 0.")
    if not n.size:
        return LifeTable(n, n, n)
    exposed = (n[:-1] + n[1:] + d[:-1]) / 2
    # Rounding may leave more ends than were there to end.
    ends = np.minimum(d[:-1], exposed)
    with np.errstate(divide="ignore", invalid="ignore"):
        stays = np.where(exposed > 0, 1 - ends / exposed, np.nan)
        growth = ends / (exposed * (exposed - ends))
    survival = np.concatenate([[1.0], np.cumprod(stays)])
    log_variance = np.concatenate([[0.0], np.cumsum(growth)])
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    inside = (survival > 0) & (survival < 1)
    share = np.where(inside, survival, np.nan)
    reach = z * np.sqrt(np.where(inside, log_variance, np.nan)) / np.abs(np.log(share))
    return LifeTable(survival, share ** np.exp(reach), share ** np.exp(-reach))
