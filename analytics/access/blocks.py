"""Walk a map in blocks, so that no list of pairs is ever held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.access.travel import Points, metres_between, more_rural

MOST_PAIRS = 250_000  # pairs looked at together: 2 MB for each array of them


@dataclass(frozen=True)
class Block:
    """Some sites, and every origin that any of them could reach.

    Attributes
    ----------
    origins : ndarray of shape (n_origins,)
        Rows of the origins.
    sites : ndarray of shape (n_sites,)
        Rows of the sites.
    metres : ndarray of shape (n_origins, n_sites), metres
    rurality : ndarray of shape (n_origins, n_sites), int8
        Of the more rural end.
    """

    origins: NDArray[np.intp]
    sites: NDArray[np.intp]
    metres: NDArray[np.float64]
    rurality: NDArray[np.int8]


def blocks_of(
    origins: Points, sites: Points, reach_m: NDArray[np.float64]
) -> Iterator[Block]:
    """Cut the map into blocks that hold every pair within reach.

    Parameters
    ----------
    origins, sites : Points
        The two ends; every site falls into exactly one block.
    reach_m : ndarray of shape (3,), metres
        The furthest straight line worth looking at, by the rurality of the more
        rural end.

    Yields
    ------
    Block
        Origins that no site of the block could reach are left out.

    Notes
    -----
    Each block has all the origins of its sites, so that a site's catchment is summed
    whole before its care is shared out, and one pass does both steps.
    """
    if not len(origins) or not len(sites):
        return
    grid = _Grid(origins, float(reach_m.max()))
    for cell, members in _by_cell(grid.cells(sites)):
        near = grid.around(cell)
        most = max(1, MOST_PAIRS // max(1, near.size))
        for first in range(0, members.size, most):
            block = _block(origins, sites, near, members[first : first + most], reach_m)
            if block.origins.size:
                yield block


def _block(
    origins: Points,
    sites: Points,
    rows: NDArray[np.intp],
    members: NDArray[np.intp],
    reach_m: NDArray[np.float64],
) -> Block:
    ends, starts = origins.take(rows), sites.take(members)
    metres, rurality = metres_between(ends, starts), more_rural(ends, starts)
    reached = (metres <= reach_m[rurality]).any(axis=1)
    return Block(rows[reached], members, metres[reached], rurality[reached])


class _Grid:
    """Origins sorted by square cells a reach wide, a row of cells after another."""

    def __init__(self, origins: Points, reach_m: float) -> None:
        self._size = max(reach_m, 1.0)
        self._left, self._bottom = origins.x_m.min(), origins.y_m.min()
        across = (origins.x_m.max() - self._left) // self._size
        # Empty margins either side keep a row's end from touching the next one's start.
        self._across = int(across) + 4
        cells = self.cells(origins)
        self._order = np.argsort(cells, kind="stable")
        self._sorted = cells[self._order]

    def cells(self, points: Points) -> NDArray[np.int64]:
        """Find the cell of each point; points far outside share a margin's cells."""
        right = np.floor((points.x_m - self._left) / self._size)
        up = np.floor((points.y_m - self._bottom) / self._size)
        right = np.clip(right, -1, self._across - 2)
        numbered: NDArray[np.int64] = (up * self._across + right).astype(np.int64)
        return numbered

    def around(self, cell: int) -> NDArray[np.intp]:
        """List the origins in the cells within reach of a cell."""
        found = []
        for up in (-1, 0, 1):
            middle = cell + up * self._across
            first, last = np.searchsorted(self._sorted, [middle - 1, middle + 2])
            found.append(self._order[first:last])
        return np.concatenate(found)


def _by_cell(
    cells: NDArray[np.int64],
) -> Iterator[tuple[int, NDArray[np.intp]]]:
    order = np.argsort(cells, kind="stable")
    starts = np.flatnonzero(np.diff(cells[order], prepend=cells[order][0] - 1))
    for members in np.split(order, starts[1:]):
        yield int(cells[members[0]]), members
