"""How many will stand at each level some time on, from the rates at which they move."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

TERMS = 8  # of the series, of a matrix scaled to a norm of 1/4 or less
Values = NDArray[np.float64]
Counts = NDArray[np.int64]


def mix_after(
    stock: ArrayLike,
    rates: Values,
    entries: Values,
    newcomers: Values,
    *,
    rng: np.random.Generator,
    horizon: float = 1.0,
) -> Counts:
    """Draw how many stand at each level after a time, one draw for each draw of rates.

    Parameters
    ----------
    stock : array_like of shape (n_groups, n_levels), counts at the start
    rates : ndarray of shape (n_draws, n_groups, n_levels, n_levels + 1), moves a year
        From a level (third axis) to another or, last, to outside; what stands for
        staying is not looked at.
    entries : ndarray of shape (n_draws, n_levels), newcomers a year at each level
    newcomers : ndarray of shape (n_draws, n_levels, n_levels + 1), moves a year
        The rates of those who come after the start.
    rng : Generator
    horizon : float, years

    Returns
    -------
    ndarray of shape (n_draws, n_levels), counts at the end

    Raises
    ------
    ValueError
        If shapes do not fit or a rate is below 0.

    Notes
    -----
    Everyone moves alone and at steady rates, as many times as may be; whoever leaves
    stays out. Then places at the end are multinomial with the chances exp(Q horizon),
    and newcomers, who come evenly over the time, Poisson with the mean of those
    chances: no step of time is simulated, and none is rounded. The doubt about the
    rates is in their draws, the luck of each move in these.

    References
    ----------
    .. [1] Van Loan, C. F. (1978). Computing integrals involving the matrix exponential.
       IEEE Transactions on Automatic Control, 23(3), 395-404.

    Examples
    --------
    A hundred that leave at a rate of 0.1 a year, and nobody comes.

    >>> rates = np.full((2_000, 1, 1, 2), 0.1)
    >>> rng = np.random.default_rng(1)
    >>> left = mix_after([[100]], rates, np.zeros((2_000, 1)), rates[:, 0], rng=rng)
    >>> round(float(left.mean()))
    90
    """
    start = np.asarray(stock, np.int64)
    n_groups, n_levels = start.shape
    n_draws = len(rates)
    shapes = {
        "rates": (rates, (n_draws, n_groups, n_levels, n_levels + 1)),
        "entries": (entries, (n_draws, n_levels)),
        "newcomers": (newcomers, (n_draws, n_levels, n_levels + 1)),
    }
    for name, (given, wanted) in shapes.items():
        if given.shape != wanted:
            raise ValueError(f"{name} has shape {given.shape}; {wanted} is needed.")
        if not (given >= 0).all():
            raise ValueError(f"A number of {name} is missing or below 0.")
    chances = exponentials(_generator(rates) * horizon)[..., :n_levels, :]
    stayers = rng.multinomial(start[None, :, :], _safe(chances)).sum(axis=(1, 2))
    presence = _presence(_generator(newcomers), horizon)[:, :n_levels, :n_levels]
    expected = np.einsum("dl,dlm->dm", entries, presence)
    came = rng.poisson(np.maximum(expected, 0))
    counted: Counts = stayers[:, :n_levels] + came
    return counted


def _generator(rates: Values) -> Values:
    """Return the generators of moves: rows add up to 0, outside is for good."""
    n_levels = rates.shape[-2]
    q = np.zeros((*rates.shape[:-2], n_levels + 1, n_levels + 1))
    q[..., :n_levels, :] = rates
    q[..., range(n_levels), range(n_levels)] = 0
    q[..., range(n_levels), range(n_levels)] = -q.sum(axis=-1)[..., :n_levels]
    return q


def _presence(q: Values, horizon: float) -> Values:
    """Return the years spent at each level by one who comes at a rate of 1 a year."""
    n = q.shape[-1]
    block = np.zeros((*q.shape[:-2], 2 * n, 2 * n))
    block[..., :n, :n] = q
    block[..., range(n), range(n, 2 * n)] = 1
    return exponentials(block * horizon)[..., :n, n:]


def _safe(chances: Values) -> Values:
    """Take off what rounding adds, so that a row of chances is one."""
    positive = np.clip(chances, 0, None)
    return positive / positive.sum(axis=-1, keepdims=True)


def exponentials(matrices: Values) -> Values:
    """Return the exponential of each of many small matrices at once.

    Parameters
    ----------
    matrices : ndarray of shape (..., n, n)

    Returns
    -------
    ndarray of the same shape

    Notes
    -----
    By scaling and squaring. SciPy's takes them one by one, which for thousands of
    draws is some seconds.

    Examples
    --------
    >>> exponentials(np.array([[[0.0, 1.0], [0.0, 0.0]]]))
    array([[[1., 1.],
            [0., 1.]]])
    """
    largest = float(np.abs(matrices).sum(axis=-1).max(initial=0.0))
    halvings = max(0, int(np.ceil(np.log2(max(largest, 1e-300)))) + 2)
    small = matrices / 2**halvings
    term = np.broadcast_to(np.eye(matrices.shape[-1]), matrices.shape)
    total = term.copy()
    for k in range(1, TERMS + 1):
        term = term @ small / k
        total = total + term
    for _ in range(halvings):
        total = total @ total
    return total
