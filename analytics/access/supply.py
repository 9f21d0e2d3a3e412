"""How many hours of care suppliers can give, by kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.access.replicates import Assumed

ALL = "all"


def contact_share(assumed: Assumed) -> NDArray[np.float64]:
    """Find the part of a worker's paid hours that people receive.

    Parameters
    ----------
    assumed : Assumed

    Returns
    -------
    ndarray of shape (n_draws,), share of paid hours
        A visit's minutes over the visit and the paid travel to the next.

    Examples
    --------
    >>> from analytics.access.replicates import central
    >>> contact_share(central())
    array([0.8])
    """
    visit = assumed["access.visit_minutes"]
    share: NDArray[np.float64] = visit / (
        visit + assumed["access.between_visits_minutes"]
    )
    return share


class Kinds(NamedTuple):
    """The kinds of provider that a reader may ask for.

    Attributes
    ----------
    names : "all" first, then single kinds, most hours first
    counts : ndarray of shape (n_sites, n_kinds), 0 or 1
    """

    names: tuple[str, ...]
    counts: NDArray[np.float64]


def kinds_of(kinds: Sequence[str], hours: NDArray[np.float64], *, most: int) -> Kinds:
    """Choose the kinds that a reader may ask for, those with most hours.

    Parameters
    ----------
    kinds : sequence of str, one for each site
    hours : ndarray of shape (n_sites,), hours a week
    most : int
        How many to offer at most, "all" among them.

    Returns
    -------
    Kinds
        A kind left out still counts within "all".

    Examples
    --------
    >>> kinds_of(["agency", "micro", "agency"], np.array([9.0, 20.0, 30.0]), most=2)
    Kinds(names=('all', 'agency'), counts=array([[1., 1.],
           [1., 0.],
           [1., 1.]]))
    """
    totals = pd.Series(hours).groupby(np.asarray(kinds, dtype=object)).sum()
    # By hours, then by name, so that a tie falls the same way in every build.
    ranked = sorted(totals.items(), key=lambda each: (-each[1], str(each[0])))
    single = [str(name) for name, _ in ranked[: most - 1]]
    if len(totals) == 1:
        single = []  # the one kind is "all"
    columns = [np.ones(len(hours))]
    columns += [(np.asarray(kinds, dtype=object) == name) * 1.0 for name in single]
    return Kinds((ALL, *single), np.column_stack(columns))
