"""Places: listed areas that touch are one, and are named from their wards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

MOST_WARDS = 2  # in a name


def places_of(
    listed: NDArray[np.bool_], touching: Sequence[tuple[int, int]]
) -> NDArray[np.intp]:
    """Gather listed areas that touch into places.

    Parameters
    ----------
    listed : ndarray of shape (n_areas,), bool
    touching : sequence of (int, int)
        Rows of areas that touch.

    Returns
    -------
    ndarray of shape (n_areas,), int
        The row of the first area of each one's place; -1 for an area not listed.

    Examples
    --------
    >>> places_of(np.array([True, True, False, True]), [(0, 1), (1, 2), (2, 3)])
    array([ 0,  0, -1,  3])
    """
    head = np.arange(len(listed))

    def first_of(row: int) -> int:
        while head[row] != row:
            head[row] = head[head[row]]
            row = int(head[row])
        return row

    for one, other in touching:
        if listed[one] and listed[other]:
            low, high = sorted((first_of(one), first_of(other)))
            head[high] = low
    return np.array(
        [first_of(row) if listed[row] else -1 for row in range(len(listed))],
        dtype=np.intp,
    )


def place_names(areas: pd.DataFrame, places: NDArray[np.intp]) -> list[str | None]:
    """Name each area's place from the wards with most people in it.

    Parameters
    ----------
    areas : DataFrame, one row for each area
        area_name, ward_name, district_name, and people (count).
    places : ndarray of shape (n_areas,), int
        As `places_of` gives them.

    Returns
    -------
    list of str or None, of length n_areas
        "A", or "A and B" when a place lies in several wards; None for an area in no
        place. Of two places that would share a name, each also says the name of its
        area with most people.

    Examples
    --------
    >>> areas = pd.DataFrame(
    ...     {
    ...         "area_name": ["Fen 001A", "Fen 001B", "Fen 002A"],
    ...         "ward_name": ["Marsh", "Sands", "Sands"],
    ...         "district_name": "Fen",
    ...         "people": [900, 1500, 1600],
    ...     }
    ... )
    >>> place_names(areas, np.array([0, 0, -1]))
    ['Sands and Marsh', 'Sands and Marsh', None]
    """
    wards = areas["ward_name"].fillna(areas["district_name"])
    wards = wards.fillna(areas["area_name"]).tolist()
    names_of_areas = areas["area_name"].tolist()
    people = areas["people"].fillna(0.0).tolist()
    of_wards: dict[int, Counter[str]] = {}
    of_areas: dict[int, Counter[str]] = {}
    for row in np.flatnonzero(places >= 0):
        place = int(places[row])
        of_wards.setdefault(place, Counter())[wards[row]] += people[row]
        of_areas.setdefault(place, Counter())[names_of_areas[row]] = people[row]
    names = {
        place: " and ".join(_by_people(totals)[:MOST_WARDS])
        for place, totals in of_wards.items()
    }
    used = Counter(names.values())
    names = {
        place: f"{name} ({_by_people(of_areas[place])[0]})" if used[name] > 1 else name
        for place, name in names.items()
    }
    return [names.get(int(place)) for place in places]


def _by_people(totals: Counter[str]) -> list[str]:
    """List names, most people first, then by the alphabet."""
    return [name for name, _ in sorted(totals.items(), key=lambda t: (-t[1], t[0]))]
