"""What a model costs a year, and an hour, at each volume of care."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

WEEKS_A_YEAR = 52
# A step that divides the hours exactly is not exceeded by rounding in the division.
ROUNDING = 1e-12


def annuity(years: ArrayLike, discount_rate: ArrayLike) -> NDArray[np.float64]:
    """Spread a pound paid once over years, as equal payments at each year's end.

    Parameters
    ----------
    years : array_like, years
        Over how many; above 0.
    discount_rate : array_like, share a year
        Real rate; 0 spreads evenly.

    Returns
    -------
    ndarray, £ a year for each £
        Shapes broadcast.

    Raises
    ------
    ValueError
        If a number of years is not above 0.

    References
    ----------
    .. [1] HM Treasury, The Green Book, annex on discounting.

    Examples
    --------
    >>> float(annuity(10, 0.0)), round(float(annuity(10, 0.035)), 6)
    (0.1, 0.120241)
    """
    n, r = np.asarray(years, float), np.asarray(discount_rate, float)
    if (n <= 0).any():
        raise ValueError(f"years must be above 0; the least is {n.min()}.")
    safe = np.where(r == 0, 1.0, r)
    spread = np.where(r == 0, 1 / n, safe / -np.expm1(-n * np.log1p(safe)))
    return np.asarray(spread, np.float64)


@dataclass(frozen=True)
class Step:
    """A cost that comes once for each so many hours begun.

    Attributes
    ----------
    gbp : £ a year for one step
    hours : hours of care a year that one step covers
    """

    gbp: ArrayLike
    hours: ArrayLike


@dataclass(frozen=True)
class Curve:
    """A model's yearly cost as a function of its hours a year.

    Attributes
    ----------
    fixed : £ a year, whatever the hours
    hourly : £ for each hour
    steps : costs that come in steps

    Notes
    -----
    Every number may be an array of draws; they then broadcast against the hours.
    """

    fixed: ArrayLike
    hourly: ArrayLike
    steps: tuple[Step, ...] = ()

    def posts(self, hours: ArrayLike) -> list[NDArray[np.float64]]:
        """Return how many of each step are needed at these hours a year."""
        h = np.asarray(hours, float)
        return [
            np.ceil(h / np.asarray(step.hours, float) - ROUNDING) for step in self.steps
        ]

    def annual(self, hours: ArrayLike) -> NDArray[np.float64]:
        """Return the cost, £ a year, at these hours a year."""
        h = np.asarray(hours, float)
        total = np.asarray(self.fixed, float) + np.asarray(self.hourly, float) * h
        for step, needed in zip(self.steps, self.posts(h), strict=True):
            total = total + np.asarray(step.gbp, float) * needed
        return np.asarray(total, np.float64)

    def per_hour(self, hours: ArrayLike) -> NDArray[np.float64]:
        """Return the cost, £ an hour, at these hours a year (above 0)."""
        h = np.asarray(hours, float)
        return np.asarray(self.annual(h) / h, np.float64)

    def jumps(self, low: float, high: float) -> list[float]:
        """Return the hours at which a step is full, from low up to just below high.

        At the hours themselves the step still suffices; any more needs the next.
        """
        found: set[float] = set()
        for step in self.steps:
            width = float(np.asarray(step.hours, float))
            first = int(np.floor(low / width)) + 1
            found.update(width * n for n in range(first, int(high / width) + 1))
        return sorted(each for each in found if low < each < high)

    def piece(self, inside: float) -> tuple[float, float]:
        """Return cost at no hours (£ a year) and slope (£ an hour) of one piece.

        Parameters
        ----------
        inside : float, hours a year
            Any point of the piece that is not a jump.
        """
        start = float(np.asarray(self.fixed, float))
        for step, needed in zip(self.steps, self.posts(inside), strict=True):
            start += float(np.asarray(step.gbp, float)) * float(needed)
        return start, float(np.asarray(self.hourly, float))
