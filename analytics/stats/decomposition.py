"""Why a share moved: those counted, those among whom, and the mix of both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Cells = NDArray[np.float64]


@dataclass(frozen=True)
class Change:
    """The change in a share in four parts, each in parts of 1, by age and reason.

    Attributes
    ----------
    before, after : float, shares
    numerator_cells, caseload_cells, age_cells, reason_cells : ndarray of shape
        (n_ages, n_reasons), what each group gives to each part
    """

    before: float
    after: float
    numerator_cells: Cells
    caseload_cells: Cells
    age_cells: Cells
    reason_cells: Cells

    @property
    def total(self) -> float:
        """Give the whole change; the four parts add up to it."""
        return self.after - self.before

    @property
    def numerator(self) -> float:
        """More or fewer people counted, within groups."""
        return float(self.numerator_cells.sum())

    @property
    def caseload(self) -> float:
        """More or fewer people among whom they are counted, within groups."""
        return float(self.caseload_cells.sum())

    @property
    def age_mix(self) -> float:
        """Groups of age with a higher share have grown or shrunk."""
        return float(self.age_cells.sum())

    @property
    def reason_mix(self) -> float:
        """Groups of reason with a higher share have grown or shrunk."""
        return float(self.reason_cells.sum())


def change_in_share(
    numerators: tuple[ArrayLike, ArrayLike], caseloads: tuple[ArrayLike, ArrayLike]
) -> Change:
    """Split the change in a share into numerator, caseload, age mix and reason mix.

    Parameters
    ----------
    numerators : pair of array_like of shape (n_ages, n_reasons), people
        Those counted, before and after.
    caseloads : pair of array_like of shape (n_ages, n_reasons), people
        Those among whom they are counted; people whose age or reason is not known
        are a group of their own.

    Returns
    -------
    Change
        Parts that add up to the change, to rounding.

    Raises
    ------
    ValueError
        If shapes differ, anything is missing or below 0, a group counts more than its
        caseload, or a caseload is empty altogether.

    Notes
    -----
    The share is the sum over groups of weight x numerator / caseload. First rates and
    weights are told apart: each change is taken at the mean of the other's two ends
    (Kitagawa). Then in the same way the numerator is told from the caseload in each
    group's rate, and age from reason in the weights, over both ways to nest them (age
    first, then reason within age, and the other way about). That is the Owen value: the
    mean over every order in which factors can be let move, rates and weights each
    kept together. So it is exact, no factor goes first, and going back gives the same
    parts with the sign turned. Shapley's plain mean over all 24 orders would also be
    exact, but calls it take-up when a group merely grows at the same rate.

    A group that is empty at one end has no rate there: it is taken at its rate at the
    other end, so its coming or going is all mix. Numerator and caseload together are
    the change in take-up; where a group grows at the same rate they cancel. What moved
    is not why it moved: no part is a cause.

    References
    ----------
    .. [1] Kitagawa, E. M. (1955). Components of a difference between two rates. JASA,
       50(272), 1168-1194.
    .. [2] Das Gupta, P. (1993). Standardization and Decomposition of Rates. US Bureau
       of the Census, P23-186.
    .. [3] Owen, G. (1977). Values of games with a priori unions. Mathematical Economics
       and Game Theory, Springer, 76-88.

    Examples
    --------
    Two ages, one reason. Rates stay, and the young become more.

    >>> change = change_in_share(
    ...     ([[40], [10]], [[60], [10]]), ([[100], [100]], [[150], [100]])
    ... )
    >>> round(change.total, 4), round(change.age_mix, 4)
    (0.03, 0.03)
    >>> abs(change.numerator + change.caseload) < 1e-12
    True
    """
    counted, among = _checked(numerators), _checked(caseloads)
    shapes = {each.shape for each in (*counted, *among)}
    if len(shapes) != 1:
        raise ValueError(f"Shapes differ: {sorted(shapes)}; they must be the same.")
    for k, c in zip(counted, among, strict=True):
        if (k > c).any():
            raise ValueError("A group counts more people than its caseload holds.")
        if not c.sum():
            raise ValueError("A caseload is empty: there is no share to compare.")
    weights = tuple(c / c.sum() for c in among)
    rates = _rates(counted, among)
    numerator, caseload = _rate_parts(counted, among, weights)
    age, reason = _mix_parts(weights)
    rate = _mean(rates)
    before, after = (
        float(k.sum() / c.sum()) for k, c in zip(counted, among, strict=True)
    )
    return Change(before, after, numerator, caseload, rate * age, rate * reason)


def _checked(pair: tuple[ArrayLike, ArrayLike]) -> tuple[Cells, Cells]:
    first, second = (np.asarray(each, float) for each in pair)
    for cells in (first, second):
        if cells.ndim != 2:
            raise ValueError(f"Shape {cells.shape}; (n_ages, n_reasons) is needed.")
        if not (cells >= 0).all():
            raise ValueError("A number of people is missing or below 0.")
    return first, second


def _mean(pair: tuple[Cells, ...]) -> Cells:
    return (pair[0] + pair[1]) / 2


def _share(part: Cells, whole: Cells) -> Cells:
    """Divide; NaN where there is nothing to divide by."""
    part, whole = np.broadcast_arrays(part, whole)
    return np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)


def _known(pair: tuple[Cells, Cells]) -> tuple[Cells, Cells]:
    """Fill what is not known at one end from the other end; 0 where at neither."""
    first, second = pair
    return (
        np.nan_to_num(np.where(np.isnan(first), second, first)),
        np.nan_to_num(np.where(np.isnan(second), first, second)),
    )


def _rates(
    counted: tuple[Cells, Cells], among: tuple[Cells, Cells]
) -> tuple[Cells, ...]:
    return _known((_share(counted[0], among[0]), _share(counted[1], among[1])))


def _rate_parts(
    counted: tuple[Cells, Cells], among: tuple[Cells, Cells], weights: tuple[Cells, ...]
) -> tuple[Cells, Cells]:
    """Tell people counted from caseload in each group that has both ends."""
    one = np.ones_like(among[0])
    per_head = tuple(_share(one, c) for c in among)
    weight = _mean(weights)
    numerator = weight * (counted[1] - counted[0]) * _mean(per_head)
    caseload = weight * _mean(counted) * (per_head[1] - per_head[0])
    # An empty end leaves NaN: that group's change is all mix.
    return np.nan_to_num(numerator), np.nan_to_num(caseload)


def _mix_parts(weights: tuple[Cells, ...]) -> tuple[Cells, Cells]:
    """Tell age from reason in the change of each group's weight."""
    ages, reasons = _nested(weights, axis=1)
    reasons_first, ages_within = _nested(weights, axis=0)
    return (ages + ages_within) / 2, (reasons + reasons_first) / 2


def _nested(weights: tuple[Cells, ...], *, axis: int) -> tuple[Cells, Cells]:
    """Split the change in weight into that of the outer mix and that of the inner."""
    outer = tuple(w.sum(axis=axis, keepdims=True) for w in weights)
    inner = _known(
        (_share(weights[0], outer[0]), _share(weights[1], outer[1])),
    )
    return (
        (outer[1] - outer[0]) * _mean(inner),
        _mean(outer) * (inner[1] - inner[0]),
    )
