"""How many hours of care people in each area need, by our estimate or the plan."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analytics.access.replicates import BANDS_65_PLUS, SLOPES, Assumed

BANDS = ("people_18_64", *(f"people_{band}" for band in BANDS_65_PLUS))


def hours_per_person(assumed: Assumed, nation: ArrayLike) -> NDArray[np.float64]:
    """Work out the hours a week that each person of an age needs on average.

    Share supported times hours each, raised by those who pay for themselves. Within
    65 and over the share rises with age by our slope, rescaled so that the total for
    65 and over is kept.

    Parameters
    ----------
    assumed : Assumed
    nation : array_like of shape (3,), people
        Everyone aged 65 to 74, 75 to 84, and 85 and over, in all the councils of the
        population file. The share is England's, so it is England's total that the
        slope must keep: an older council then needs more, a younger one less.

    Returns
    -------
    ndarray of shape (n_draws, 4), hours a week for each person
        In the order of `BANDS`.

    Raises
    ------
    ValueError
        If `nation` does not have three ages.

    Examples
    --------
    Whatever the slope, a nation needs 3.3 % x 10.8 h for each person of 65 and over,
    and a third more when one hour in four is paid for by people themselves.

    >>> from analytics.access.replicates import central
    >>> nation = np.array([500.0, 350.0, 150.0])
    >>> each = hours_per_person(central(), nation)[0]
    >>> float(round(each[1:] @ nation, 6)), round(1000 * 0.033 * 10.8 / 0.75, 6)
    (475.2, 475.2)
    """
    people = np.asarray(nation, float)
    if people.shape != (len(SLOPES),):
        raise ValueError(f"nation has shape {people.shape}; three ages need (3,).")
    adult = assumed["need.share_supported_18_64"] * _hours_18_64(assumed)
    older = assumed["need.share_supported_65_plus"] * assumed["need.hours_65_plus"]
    slope = assumed.columns(SLOPES)
    sloped = slope @ people
    keep = np.divide(people.sum(), sloped, out=np.ones_like(sloped), where=sloped > 0)
    supported = np.column_stack([adult, slope * (older * keep)[:, np.newaxis]])
    return supported / (1 - assumed["need.share_self_funding"])[:, np.newaxis]


def _hours_18_64(assumed: Assumed) -> NDArray[np.float64]:
    learning = assumed["need.share_learning_disability_18_64"]
    return (
        learning * assumed["need.hours_18_64_learning_disability"]
        + (1 - learning) * assumed["need.hours_18_64_physical"]
    )


def estimated_need(
    people: ArrayLike, assumed: Assumed, nation: ArrayLike
) -> NDArray[np.float64]:
    """Estimate the hours a week that each area needs.

    Parameters
    ----------
    people : array_like of shape (n_areas, 4), people
        In the order of `BANDS`.
    assumed : Assumed
    nation : array_like of shape (3,), people
        As in `hours_per_person`.

    Returns
    -------
    ndarray of shape (n_draws, n_areas), hours a week

    Notes
    -----
    It rests on people whom councils support and so understates need: who waits, or
    has given up, is in no count.

    Examples
    --------
    >>> from analytics.access.replicates import central
    >>> estimated_need([[900, 0, 0, 0]], central(), [1, 1, 1]).round(1)
    array([[121.4]])
    """
    return hours_per_person(assumed, nation) @ np.asarray(people, float).T


def planned_need(
    planned: ArrayLike, estimate: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Set the council's planned hours where it has them, our estimate elsewhere.

    Beyond the council, and where a plan states no hours, our estimate stands in,
    scaled by the council's own ratio of planned to estimated hours, so that
    neighbours compete in the same coin.

    Parameters
    ----------
    planned : array_like of shape (n_areas,), hours a week
        nan where not known.
    estimate : ndarray of shape (n_draws, n_areas), hours a week

    Returns
    -------
    ndarray of shape (n_draws, n_areas), hours a week

    Notes
    -----
    Planned hours are met need: lowest exactly where care cannot be found.

    Examples
    --------
    >>> planned_need([30, 10, np.nan], np.array([[10.0, 10.0, 5.0]]))
    array([[30., 10., 10.]])
    """
    hours = np.asarray(planned, float)
    is_known = ~np.isnan(hours)
    known = estimate[:, is_known].sum(axis=1)
    ratio = np.divide(
        hours[is_known].sum(), known, out=np.zeros_like(known), where=known > 0
    )
    return np.where(is_known, hours, estimate * ratio[:, np.newaxis])
