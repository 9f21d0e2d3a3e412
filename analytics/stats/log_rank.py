"""Whether one group's arrangements last longer than another's, or luck would do it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import chi2

from analytics.stats.risk import risk_table


class LogRank(NamedTuple):
    """The test's statistic, its degrees of freedom and the chance of one so large."""

    statistic: float
    freedom: int
    p_value: float


def log_rank(
    exits: ArrayLike,
    ended: ArrayLike,
    groups: ArrayLike,
    *,
    entries: ArrayLike | None = None,
) -> LogRank:
    """Test whether groups end at one and the same pace.

    Parameters
    ----------
    exits : array_like of shape (n,), any unit of time
        How long each had lasted when it ended, or when it was last seen going.
    ended : array_like of shape (n,), bool
    groups : array_like of shape (n,)
        Name or number of the group of each.
    entries : array_like of shape (n,), same unit, optional
        How long each had lasted when our watch began; 0 when left out.

    Returns
    -------
    LogRank
        A statistic of 0 and a chance of 1 where there is nothing to compare.

    Raises
    ------
    ValueError
        If shapes differ or an exit is not after its entry.

    Notes
    -----
    Strong where one group ends faster all along, blind where curves cross. It says
    nothing of size: show the curves with their intervals. With many tests some will
    be small by luck alone.

    References
    ----------
    .. [1] Peto, R. and Peto, J. (1972). Asymptotically efficient rank invariant test
       procedures. JRSS A, 135(2), 185-207.

    Examples
    --------
    >>> found = log_rank([1, 2, 3, 9, 9, 9], [1, 1, 1, 0, 0, 0], list("aaabbb"))
    >>> found.freedom, round(found.p_value, 3)
    (1, 0.025)
    """
    last, seen = np.asarray(exits, float), np.asarray(ended, bool).astype(int)
    began = np.zeros_like(last) if entries is None else np.asarray(entries, float)
    names, group = np.unique(np.asarray(groups), return_inverse=True)
    if group.shape != last.shape:
        raise ValueError(
            f"groups has shape {group.shape} and exits {last.shape}; they must be one "
            "and the same."
        )
    table = risk_table(last, seen, entries=began, n_causes=1)
    d, n = table.events[:, 0].astype(float), table.at_risk.astype(float)
    n_group, d_group = np.zeros((2, names.size, d.size))
    for j in range(names.size):
        own = group == j
        entered = np.searchsorted(np.sort(began[own]), table.times, side="left")
        left = np.searchsorted(np.sort(last[own]), table.times, side="left")
        n_group[j] = entered - left
        ends = np.searchsorted(table.times, last[own & (seen == 1)])
        d_group[j] = np.bincount(ends, minlength=d.size)
    share = n_group / n
    surplus = (d_group - share * d).sum(axis=1)
    luck = d * (n - d) / np.maximum(n - 1, 1)
    spread = np.diag((share * luck).sum(axis=1)) - (share * luck) @ share.T
    # Groups never watched beside another tell nothing: they are no freedom.
    freedom = int(np.linalg.matrix_rank(spread, tol=1e-9)) if d.size else 0
    if not freedom:
        return LogRank(0.0, 0, 1.0)
    statistic = float(surplus @ np.linalg.pinv(spread, rcond=1e-9) @ surplus)
    return LogRank(statistic, freedom, float(chi2.sf(statistic, freedom)))
