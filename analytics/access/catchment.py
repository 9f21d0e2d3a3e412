"""How much care lies within reach, shared fairly among all who can reach it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analytics.access.blocks import Block, blocks_of
from analytics.access.decay import Decay
from analytics.access.travel import Points

# A reach is widened by this much when blocks are cut, so that rounding cannot lose a
# journey of exactly the limit; the journey itself is then judged in minutes.
SLACK = 1 + 1e-9


class Catchments(NamedTuple):
    """What a floating catchment gives.

    Attributes
    ----------
    access : ndarray of shape (n_areas, ...), hours for each hour of need
    need_in_reach : ndarray of shape (n_sites, ...), hours
        Weighted need that shares each site; 0 means that the site's care is stranded.
    """

    access: NDArray[np.float64]
    need_in_reach: NDArray[np.float64]


def furthest_metres(
    pace: NDArray[np.float64], limit: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Find the longest straight line that any site's limit allows, by rurality.

    Parameters
    ----------
    pace : ndarray of shape (..., 3), minutes a metre
    limit : ndarray of shape (n_sites,), minutes

    Returns
    -------
    ndarray of shape (3,), metres
        At the fastest pace of each rurality.

    Examples
    --------
    >>> furthest_metres(np.array([[0.003, 0.002, 0.001]]), np.array([15.0, 30.0]))
    array([10000., 15000., 30000.])
    """
    fastest = pace.reshape(-1, pace.shape[-1]).min(axis=0)
    reach: NDArray[np.float64] = limit.max(initial=0.0) / fastest
    return reach


def floating_catchment(
    areas: Points,
    need: ArrayLike,
    sites: Points,
    hours: ArrayLike,
    *,
    pace: ArrayLike,
    limit: ArrayLike,
    decay: Decay,
) -> Catchments:
    """Measure access by a two-step floating catchment, with any decay.

    Each site first shares its hours among the weighted need within its limit; each
    area then adds up the weighted shares that reach it.

    Parameters
    ----------
    areas : Points
        Centres of the areas that need care; all who compete for the sites.
    need : array_like of shape (n_areas,), hours a week
    sites : Points
        Where workers set out from.
    hours : array_like of shape (n_sites,) or (n_sites, n_kinds), hours a week
        Several columns share one map: a column holds the sites of its kind alone.
    pace : array_like of shape (3,), minutes a metre
        By the rurality of the more rural end.
    limit : array_like of shape () or (n_sites,), minutes
        Longest journey; each site may have its own.
    decay : Decay
        ``uniform`` makes 2SFCA, ``stepped((1, 0.68, 0.22))`` E2SFCA.

    Returns
    -------
    Catchments
        access of shape (n_areas,) or (n_areas, n_kinds).

    Raises
    ------
    ValueError
        If need or hours do not have a row for each area or site.

    Notes
    -----
    No hour is lost or made: access times need, summed, is the hours of the sites
    that any need can reach. Removing site j takes ``R_j w_ij`` from each area and
    moves nothing else, because shares depend on need alone.

    References
    ----------
    .. [1] Luo, W. and Wang, F. (2003). Measures of spatial accessibility to health
       care in a GIS environment. Environment and Planning B, 30(6), 865-884.
    .. [2] Luo, W. and Qi, Y. (2009). An enhanced two-step floating catchment area
       (E2SFCA) method for measuring spatial accessibility to primary care
       physicians. Health & Place, 15(4), 1100-1107.

    Examples
    --------
    Two areas share one ten-hour site; a third is too far away. A metre takes a
    minute here.

    >>> from analytics.access.decay import uniform
    >>> flat = np.zeros(3, np.int8)
    >>> areas = Points(np.array([5.0, 10.0, 60.0]), np.zeros(3), flat)
    >>> office = Points(np.zeros(1), np.zeros(1), flat[:1])
    >>> floating_catchment(
    ...     areas, [30, 20, 50], office, [10], pace=[1, 1, 1], limit=15, decay=uniform
    ... ).access
    array([0.2, 0.2, 0. ])
    """
    needed, supplied = np.asarray(need, float), np.asarray(hours, float)
    if needed.shape != (len(areas),) or supplied.shape[:1] != (len(sites),):
        raise ValueError(
            f"need has shape {needed.shape} and hours {supplied.shape}; {len(areas)} "
            f"areas and {len(sites)} sites need ({len(areas)},) and ({len(sites)}, …)."
        )
    each_pace = np.asarray(pace, float)
    limits = np.broadcast_to(np.asarray(limit, float), (len(sites),))
    access = np.zeros((len(areas), *supplied.shape[1:]))
    need_in_reach = np.zeros(len(sites))
    reach = furthest_metres(each_pace, limits) * SLACK
    for block in blocks_of(areas, sites, reach):
        weights = decay(block.metres * each_pace[block.rurality], limits[block.sites])
        near = weights.T @ needed[block.origins]
        need_in_reach[block.sites] = near
        access[block.origins] += weights @ shares(supplied[block.sites], near)
    return Catchments(access, need_in_reach)


def shares(
    hours: NDArray[np.float64], near: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Share each site's hours among the need near it.

    Parameters
    ----------
    hours : ndarray of shape (n_sites,) or (n_sites, n_kinds), hours
    near : ndarray of shape (n_sites,), hours

    Returns
    -------
    ndarray shaped as hours, hours for each hour of need
        0 where no need is near: that care is stranded, and reaches nobody.
    """
    near = near.reshape(-1, *[1] * (hours.ndim - 1))
    return np.divide(hours, near, out=np.zeros_like(hours), where=near > 0)


def catchment_draws(
    areas: Points,
    need: NDArray[np.float64],
    sites: Points,
    hours: NDArray[np.float64],
    kinds: NDArray[np.float64],
    *,
    pace: NDArray[np.float64],
    limit: NDArray[np.float64],
    decay: Decay,
    n_wanted: int,
) -> NDArray[np.float64]:
    """Repeat a floating catchment over draws of everything that is uncertain.

    Parameters
    ----------
    areas : Points
        Those whose access is wanted first, then the others who compete.
    need : ndarray of shape (n_draws, n_areas, n_needs), hours a week
        Readings of need, each with its own sharing.
    sites : Points
    hours : ndarray of shape (n_draws, n_sites), hours a week
    kinds : ndarray of shape (n_sites, n_kinds), 0 or 1
        Which sites each kind counts. Shares depend on need alone, so that all kinds
        come from one map of weights.
    pace : ndarray of shape (n_draws, 3), minutes a metre
    limit : ndarray of shape (n_sites,), minutes
    decay : Decay
    n_wanted : int
        Number of areas whose access is wanted.

    Returns
    -------
    ndarray of shape (n_draws, n_wanted, n_needs, n_kinds), hours for each hour needed

    Notes
    -----
    Blocks outside, draws inside: straight lines are measured once for all draws, and
    memory is one block and the answer.
    """
    shape = (len(pace), n_wanted, need.shape[2], kinds.shape[1])
    access = np.zeros((len(pace), n_wanted, need.shape[2] * kinds.shape[1]))
    reach = furthest_metres(pace, limit) * SLACK
    for block in blocks_of(areas, sites, reach):
        _add_block(
            access,
            _wanted_first(block, n_wanted),
            need,
            hours,
            kinds,
            pace=pace,
            limit=limit,
            decay=decay,
        )
    return access.reshape(shape)


def _wanted_first(block: Block, n_wanted: int) -> Block:
    order = np.argsort(block.origins >= n_wanted, kind="stable")
    return Block(
        block.origins[order], block.sites, block.metres[order], block.rurality[order]
    )


def _add_block(
    access: NDArray[np.float64],
    block: Block,
    need: NDArray[np.float64],
    hours: NDArray[np.float64],
    kinds: NDArray[np.float64],
    *,
    pace: NDArray[np.float64],
    limit: NDArray[np.float64],
    decay: Decay,
) -> None:
    n_here = int((block.origins < access.shape[1]).sum())
    here, limits = block.origins[:n_here], limit[block.sites]
    of_kind = kinds[block.sites][:, np.newaxis, :]
    for draw, minutes_a_metre in enumerate(pace):
        minutes = minutes_a_metre[block.rurality]
        minutes *= block.metres
        weights = decay(minutes, limits)
        near = weights.T @ need[draw, block.origins]
        offered = np.broadcast_to(hours[draw, block.sites, np.newaxis], near.shape)
        each = np.divide(offered, near, out=np.zeros_like(near), where=near > 0)
        by_kind = (each[:, :, np.newaxis] * of_kind).reshape(len(each), -1)
        access[draw, here] += weights[:n_here] @ by_kind
