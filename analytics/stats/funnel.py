"""How far places of each size may stray from one target by luck: funnel limits."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from analytics.stats.rates import Interval

WARNING, ALARM = 0.95, 0.998  # shares of places inside, were all on target
WINSORISED = 0.10  # of places at either end, drawn in before the spread is judged

Values = NDArray[np.float64]


class Spread(NamedTuple):
    """How much more places differ than luck alone would have it.

    Attributes
    ----------
    phi : float, mean squared z, 1 where luck is all
    tau2 : float, variance between places, in the square of the unit; 0 where luck is
        all
    n_places : int, places it rests on
    """

    phi: float
    tau2: float
    n_places: int


def binomial_limits(
    trials: ArrayLike, target: float, *, inside: float = WARNING
) -> Interval:
    """Bound the shares that places of these sizes show when all are on target.

    Parameters
    ----------
    trials : array_like of shape (n,), people
        NaN or 0 where not known.
    target : float, share
    inside : float, share
        Chance to fall within, 0.95 or 0.998.

    Returns
    -------
    Interval
        Shares of shape (n,); NaN where a place has nobody.

    Raises
    ------
    ValueError
        If the target is not between 0 and 1.

    Notes
    -----
    Exact tails, interpolated between whole counts as Spiegelhalter does, so that the
    funnel has no teeth. Places outside are worth a question; places inside are not
    to be put in order.

    References
    ----------
    .. [1] Spiegelhalter, D. J. (2005). Funnel plots for comparing institutional
       performance. Statistics in Medicine, 24(8), 1185-1202, appendix A.

    Examples
    --------
    >>> lower, upper = binomial_limits([20, 200], 0.3)
    >>> lower.round(3), upper.round(3)
    (array([0.081, 0.235]), array([0.487, 0.362]))
    """
    if not 0 < target < 1:
        raise ValueError(f"target is {target}; a share between 0 and 1 is needed.")
    n = np.asarray(trials, float)
    n = np.where(n > 0, n, np.nan)
    counts = _counts(stats.binom(n, target), inside)
    return Interval(np.clip(counts.lower / n, 0, 1), np.clip(counts.upper / n, 0, 1))


def poisson_limits(
    expected: ArrayLike, *, inside: float = WARNING, target: float = 1.0
) -> Interval:
    """Bound the ratios of counted to expected that luck alone gives.

    Parameters
    ----------
    expected : array_like of shape (n,), events
        What each place would count at a ratio of 1; NaN or 0 where not known.
    inside : float, share
        Chance to fall within, 0.95 or 0.998.
    target : float, ratio
        Where the funnel's middle lies.

    Returns
    -------
    Interval
        Ratios of shape (n,); NaN where nothing is expected.

    Raises
    ------
    ValueError
        If the target is not above 0.

    Notes
    -----
    For a rate rather than a ratio give the exposure as expected and the rate as target.

    References
    ----------
    .. [1] Spiegelhalter (2005), as in `binomial_limits`.

    Examples
    --------
    >>> lower, upper = poisson_limits([5, 100])
    >>> lower.round(2), upper.round(2)
    (array([0.11, 0.8 ]), array([1.88, 1.2 ]))
    """
    if not target > 0:
        raise ValueError(f"target is {target}; a ratio above 0 is needed.")
    e = np.asarray(expected, float)
    e = np.where(e > 0, e, np.nan)
    counts = _counts(stats.poisson(e * target), inside)
    return Interval(np.maximum(counts.lower / e, 0), counts.upper / e)


def spread(
    values: ArrayLike,
    standard_errors: ArrayLike,
    target: float,
    *,
    winsorised: float = WINSORISED,
) -> Spread:
    """Judge how much more places differ than luck alone would have it.

    Parameters
    ----------
    values : array_like of shape (n,), any unit
        NaN where not known.
    standard_errors : array_like of shape (n,), same unit
        Of a place that is on target, such as sqrt(target (1 - target) / trials).
    target : float, same unit
    winsorised : float, share
        Of places at either end whose z is drawn in to the next one's.

    Returns
    -------
    Spread
        phi of 1 and tau2 of 0 with fewer than two places.

    Raises
    ------
    ValueError
        If a standard error is not above 0 or `winsorised` not from 0 to under 0.5.

    Notes
    -----
    Winsorising keeps a few places that truly stand out from widening the funnel that
    is to show them. It also draws in honest places, a third of phi with a tenth at
    either end, which is put back as for normal z: else a funnel for 95% holds about 90%
    of places that truly differ. Below 1 phi is set to 1. Between places tau2 is by
    moments (DerSimonian and Laird).

    References
    ----------
    .. [1] Spiegelhalter, D. J. (2005). Handling over-dispersion of performance
       indicators. Quality and Safety in Health Care, 14(5), 347-351.

    Examples
    --------
    >>> found = spread([0.1, 0.2, 0.3, 0.6], [0.05] * 4, 0.3, winsorised=0.0)
    >>> round(found.phi, 3), round(found.tau2, 3)
    (14.0, 0.044)
    """
    y, s = np.asarray(values, float), np.asarray(standard_errors, float)
    known = np.isfinite(y) & np.isfinite(s)
    y, s = y[known], s[known]
    if (s <= 0).any():
        raise ValueError(f"{int((s <= 0).sum())} standard errors are not above 0.")
    if not 0 <= winsorised < 0.5:
        raise ValueError(f"winsorised is {winsorised}; 0 to under 0.5 is needed.")
    if y.size < 2:
        return Spread(1.0, 0.0, int(y.size))
    ranked = np.sort((y - target) / s)
    drawn_in = int(winsorised * y.size)
    z = np.clip(ranked, ranked[drawn_in], ranked[y.size - 1 - drawn_in])
    phi = float((z**2).mean()) / _left_by_winsorising(drawn_in / y.size)
    weight = s**-2.0
    room = weight.sum() - (weight**2).sum() / weight.sum()
    tau2 = (y.size * phi - (y.size - 1)) / room
    return Spread(max(phi, 1.0), max(float(tau2), 0.0), int(y.size))


def _left_by_winsorising(share: float) -> float:
    """Return the mean square left of a standard normal, drawn in at both ends."""
    if share == 0:
        return 1.0
    end = float(stats.norm.ppf(1 - share))
    inside = 1 - 2 * share - 2 * end * float(stats.norm.pdf(end))
    return inside + 2 * share * end**2


def widened(
    limits: Interval,
    target: float,
    found: Spread,
    *,
    standard_errors: ArrayLike | None = None,
    highest: float = np.inf,
) -> Interval:
    """Widen a funnel for places that differ more than luck alone would have it.

    Parameters
    ----------
    limits : Interval
        Exact limits of shape (n,), any unit.
    target : float, same unit
    found : Spread
    standard_errors : array_like of shape (n,), same unit, optional
        Given, the spread between places is added (tau2); left out, all limits are
        multiplied (sqrt of phi).
    highest : float, same unit
        1 for shares.

    Returns
    -------
    Interval
        Cut off at 0 and `highest`.

    Notes
    -----
    Multiplying suits places whose luck is underrated at every size; adding suits
    true differences between places, which do not shrink as places grow. Both stretch
    the exact limits about the target, so small places keep their lopsided ones.

    Examples
    --------
    >>> narrow = binomial_limits([200], 0.3)
    >>> widened(narrow, 0.3, Spread(4.0, 0.0, 9), highest=1).upper.round(3)
    array([0.424])
    """
    if standard_errors is None:
        stretch = np.array(np.sqrt(found.phi))
    else:
        stretch = np.sqrt(1 + found.tau2 / np.asarray(standard_errors, float) ** 2)
    ends = (target + (end - target) * stretch for end in limits)
    return Interval(*(np.clip(end, 0, highest) for end in ends))


def _counts(counted: stats.rv_discrete, inside: float) -> Interval:
    """Find the two counts, in parts of a whole one, that leave equal tails outside."""
    ends = []
    for tail in ((1 - inside) / 2, (1 + inside) / 2):
        whole = counted.ppf(tail)
        over = (counted.cdf(whole) - tail) / counted.pmf(whole)
        ends.append(whole - over)
    return Interval(*ends)
