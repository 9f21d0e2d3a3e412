"""How much a journey still counts as it grows longer."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Decay = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]
"""Weights of journeys: decay(minutes, limit), the limit broadcast over the sites."""


def uniform(
    minutes: NDArray[np.float64], limit: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Count every journey within the limit in full: 2SFCA.

    Parameters
    ----------
    minutes : ndarray of shape (n_origins, n_sites), minutes
    limit : ndarray of shape (n_sites,), minutes
        The edge is inside.

    Returns
    -------
    ndarray of shape (n_origins, n_sites), weights of 0 or 1

    References
    ----------
    .. [1] Luo, W. and Wang, F. (2003). Measures of spatial accessibility to health
       care in a GIS environment. Environment and Planning B, 30(6), 865-884.

    Examples
    --------
    >>> uniform(np.array([[10.0, 25.0, 26.0]]), np.array([25.0]))
    array([[1., 1., 0.]])
    """
    return (minutes <= limit).astype(np.float64)


def stepped(weights: tuple[float, ...]) -> Decay:
    """Count journeys by equal steps of the limit, nearest first: E2SFCA.

    Parameters
    ----------
    weights : tuple of float
        The weight of each step; three make thirds. Edges are inside.

    Returns
    -------
    Decay
        A function of (minutes, limit).

    References
    ----------
    .. [1] Luo, W. and Qi, Y. (2009). An enhanced two-step floating catchment area
       (E2SFCA) method for measuring spatial accessibility to primary care
       physicians. Health & Place, 15(4), 1100-1107.

    Examples
    --------
    >>> thirds = stepped((1, 0.68, 0.22))
    >>> thirds(np.array([[10.0, 10.1, 30.0, 30.1]]), np.array([30.0]))
    array([[1.  , 0.68, 0.22, 0.  ]])
    """
    n_steps = len(weights)
    # Weights by the number of edges that a journey lies within: none first.
    by_edges = np.array([0.0, *reversed(weights)])

    def decay(
        minutes: NDArray[np.float64], limit: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        inside = np.zeros(minutes.shape, np.int8)
        for step in range(1, n_steps + 1):
            inside += minutes <= limit * step / n_steps
        return by_edges[inside]

    return decay


def gaussian(
    minutes: NDArray[np.float64], limit: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Let journeys fade as a bell does, to nothing at the limit.

    Parameters
    ----------
    minutes : ndarray of shape (n_origins, n_sites), minutes
    limit : ndarray of shape (n_sites,), minutes

    Returns
    -------
    ndarray of shape (n_origins, n_sites), weights from 0 to 1

    Notes
    -----
    The weight at the limit itself is 0, so "in reach" means within it, not at it.

    References
    ----------
    .. [1] Dai, D. (2010). Black residential segregation, disparities in spatial
       access to health care facilities, and late-stage breast cancer diagnosis in
       metropolitan Detroit. Health & Place, 16(5), 1038-1052.

    Examples
    --------
    >>> gaussian(np.array([[0.0, 15.0, 30.0, 31.0]]), np.array([30.0])).round(3)
    array([[1.   , 0.701, 0.   , 0.   ]])
    """
    at_limit = np.exp(-0.5)
    bell = (np.exp(-0.5 * np.square(minutes / limit)) - at_limit) / (1 - at_limit)
    weights: NDArray[np.float64] = np.where(minutes <= limit, bell, 0.0)
    return weights
