"""Words beside marks, each where it covers neither a mark nor other words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from math import cos, hypot, pi, sin

import numpy as np
from numpy.typing import NDArray

from analytics.figures.canvas import text_width
from analytics.figures.theme import TEXT_SIZE

LINE_HEIGHT = 1.25  # times the size of the type
AROUND = 16  # directions that are tried
# Pixels from a mark to its words.
REACHES = (18, 28, 40, 54, 70, 88, 108, 130, 156, 186)
NEAR = 20  # pixels: beyond this a thin leader joins them
OFF_MARK = 8  # pixels between a mark's middle and the start of its leader
COVERS, MOST_COVERED, CROSSES = 6, 9, 60  # pixels of way that a fault is worth
WORST = 190  # pixels: worse than this is no place at all

Segment = tuple[float, float, float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels from the top left corner of the plot."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Say whether the two share any space."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point is inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    @property
    def middle(self) -> tuple[float, float]:
        """The centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def text_box(x: float, y: float, lines: Sequence[str], size: float = TEXT_SIZE) -> Box:
    """Return the space that lines of words take about a centre; the first is bold."""
    wide = max(
        text_width(line, size, bold=place == 0) for place, line in enumerate(lines)
    )
    high = len(lines) * size * LINE_HEIGHT
    return Box(x - wide / 2 - 2, y - high / 2 - 1, x + wide / 2 + 2, y + high / 2 + 1)


@dataclass(frozen=True)
class Placed:
    """Words that found their place: their box, their mark, and the leader between."""

    box: Box
    mark: tuple[float, float]
    leader: Segment | None

    def points(self) -> list[tuple[float, float]]:
        """Return points along the leader."""
        if self.leader is None:
            return []
        x0, y0, x1, y1 = self.leader
        many = max(2, int(hypot(x1 - x0, y1 - y0) / 5))
        return [
            (x0 + (x1 - x0) * k / many, y0 + (y1 - y0) * k / many) for k in range(many)
        ]


@dataclass
class Plan:
    """The plot as it fills: what words may not cover, and what they had better not.

    Attributes
    ----------
    frame : the space for words
    taken : boxes that no words may cover, and leaders had better not cross
    drawn : points of lines, shape (n, 2), which words cover only where they must
    led : points of leaders, which no words may cover
    worded : boxes of words, which no leader may run through
    """

    frame: Box
    taken: list[Box] = field(default_factory=list)
    drawn: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 2)))
    led: list[tuple[float, float]] = field(default_factory=list)
    worded: list[Box] = field(default_factory=list)

    def take(self, boxes: Iterable[Box]) -> None:
        """Keep words away from these."""
        self.taken.extend(boxes)

    def draw(self, points: Iterable[tuple[float, float]]) -> None:
        """Keep words off these points where there is other room."""
        more = np.array([*points], float).reshape(-1, 2)
        self.drawn = np.concatenate([self.drawn, more])

    def place(
        self,
        marks: Sequence[tuple[float, float]],
        lines: Sequence[str],
        size: float = TEXT_SIZE,
        *,
        furthest: float = REACHES[-1],
        beside: Callable[[Box], float] | None = None,
    ) -> Placed | None:
        """Find the clearest room near one of some marks, and take it.

        Nearer is better; a line covered, or a leader across other words, is worse than
        a longer way. None where there is no room within the furthest reach.

        Parameters
        ----------
        beside : what a box costs more, in pixels of way; infinite where none may be
        """
        best: tuple[float, Placed] | None = None
        for mark in marks:
            for reach in REACHES:
                if reach > furthest or (best is not None and reach > best[0]):
                    break
                for turn in range(AROUND):
                    box = _beside(*mark, reach, 2 * pi * turn / AROUND, lines, size)
                    if not self._is_free(box):
                        continue
                    placed = Placed(box, mark, leader(*mark, box))
                    if self._runs_through_words(placed):
                        continue
                    cost = reach + self._harm(placed)
                    cost += beside(box) if beside else 0.0
                    if cost < (best[0] if best else WORST):
                        best = cost, placed
        if best is None:
            return None
        self.worded.append(best[1].box)
        self.taken.append(best[1].box)
        self.led += best[1].points()
        return best[1]

    def _is_free(self, box: Box) -> bool:
        inside = (
            self.frame.left <= box.left
            and box.right <= self.frame.right
            and self.frame.top <= box.top
            and box.bottom <= self.frame.bottom
        )
        return (
            inside
            and not any(box.overlaps(other) for other in self.taken)
            and not any(box.holds(*point) for point in self.led)
        )

    def _runs_through_words(self, placed: Placed) -> bool:
        points = placed.points()
        return any(box.holds(*point) for box in self.worded for point in points)

    def _harm(self, placed: Placed) -> float:
        x, y = self.drawn.T
        box = placed.box
        covered = (
            (x >= box.left) & (x <= box.right) & (y >= box.top) & (y <= box.bottom)
        )
        crossed = sum(
            any(other.holds(*point) for point in placed.points())
            for other in self.taken
            if not other.holds(*placed.mark)
        )
        return COVERS * min(float(covered.sum()), MOST_COVERED) + CROSSES * crossed


def _beside(
    x: float, y: float, reach: float, turn: float, lines: Sequence[str], size: float
) -> Box:
    """Return a box whose edge is `reach` from the point, in one direction."""
    at = text_box(0, 0, lines, size)
    wide, high = at.right, at.bottom
    across, up = cos(turn), sin(turn)
    # As far as the box's own edge in that direction, and then the reach.
    edge = min(
        wide / abs(across) if abs(across) > 1e-9 else float("inf"),
        high / abs(up) if abs(up) > 1e-9 else float("inf"),
    )
    far = edge + reach - 8
    return text_box(x + far * across, y + far * up, lines, size)


def leader(x: float, y: float, box: Box) -> Segment | None:
    """Return the ends of a thin line from a mark to its words; None when they touch."""
    to_x = min(max(x, box.left), box.right)
    to_y = min(max(y, box.top), box.bottom)
    far = hypot(to_x - x, to_y - y)
    if far <= NEAR:
        return None
    off = OFF_MARK / far
    return x + (to_x - x) * off, y + (to_y - y) * off, to_x, to_y


def spread(
    places: Sequence[float], pitch: float, low: float, high: float
) -> list[float]:
    """Move places apart until no two are nearer than `pitch`, in the same order.

    Examples
    --------
    >>> spread([10, 12, 60], 20, 0, 100)
    [1.0, 21.0, 60.0]
    """
    order = sorted(range(len(places)), key=lambda i: places[i])
    groups: list[list[int]] = []
    centres: list[float] = []
    for i in order:
        groups.append([i])
        centres.append(float(places[i]))
        # A group that meets the one before it joins it, about their common middle.
        while len(groups) > 1 and _meet(groups, centres, pitch):
            last, before = groups.pop(), groups.pop()
            centres.pop(), centres.pop()
            joined = before + last
            groups.append(joined)
            centres.append(sum(places[j] for j in joined) / len(joined))
    found = [0.0] * len(places)
    for group, centre in zip(groups, centres, strict=True):
        half = (len(group) - 1) / 2 * pitch
        middle = min(max(centre, low + half), high - half)
        for k, i in enumerate(group):
            found[i] = middle - half + k * pitch
    return found


def _meet(groups: list[list[int]], centres: list[float], pitch: float) -> bool:
    gap = centres[-1] - centres[-2]
    return gap < pitch * (len(groups[-1]) + len(groups[-2])) / 2
