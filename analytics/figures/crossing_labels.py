"""The hours at each ring where curves cross, in the order of the rings."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from analytics import words
from analytics.figures.crossing_words import SAID_WIDE, Words, balanced, crossings
from analytics.figures.placing import Box, Placed, Plan
from analytics.figures.theme import LEAST_SIZE

TOGETHER = 14  # pixels between rings that share a label
JOINED = 60  # pixels between rings that share one where each has no room of its own
ASTRAY = 25  # pixels of way that a label beside another ring's is worth

At = tuple[float, float]


@dataclass(frozen=True)
class Label:
    """What is written at one ring, or at several that nearly touch.

    Attributes
    ----------
    rows : of the frame, left to right
    marks : pixels of their rings
    heads : their hours
    rest : lines of words under them
    """

    rows: tuple[int, ...]
    marks: tuple[At, ...]
    heads: tuple[str, ...]
    rest: tuple[str, ...]

    @property
    def across(self) -> float:
        """The middle of its rings from the left, in pixels."""
        return sum(x for x, _ in self.marks) / len(self.marks)


def write_crossings(on: Words, frame: pd.DataFrame) -> None:
    """Write the hours at each ring in bold, and words where another choice begins.

    A phone has room for those where another choice begins. Labels stand in the order
    of their rings; rings whose labels find no room so share one.
    """
    places = crossings(frame, on.plot)
    groups = clusters(places)
    while True:
        labels = _labels(on, frame, groups, places)
        plan = deepcopy(on.plan)
        found, homeless = _place(plan, labels)
        joined = _joined(groups, homeless, places)
        if joined is None:
            break
        groups = joined
    on.plan = plan
    style = f"color:{on.look.colour('ink_2')};font-size:{LEAST_SIZE}px"
    for label, (placed, rest) in found.items():
        small = "".join(f'<br><span style="{style}">{line}</span>' for line in rest)
        on.put(placed, f"<b>{'<br>'.join(label.heads)}</b>{small}")


def clusters(places: Mapping[int, At]) -> list[tuple[int, ...]]:
    """Put crossings whose rings nearly touch under one label, left to right."""
    found: list[tuple[int, ...]] = []
    for row in sorted(places, key=lambda each: places[each]):
        if found and _apart([places[found[-1][-1]]], [places[row]]) < TOGETHER:
            found[-1] = (*found[-1], row)
        else:
            found.append((row,))
    return found


def _apart(some: Sequence[At], others: Sequence[At]) -> float:
    """Return how far apart the nearest two rings are, in either direction."""
    return min(
        max(abs(x - other_x), abs(y - other_y))
        for x, y in some
        for other_x, other_y in others
    )


def _labels(
    on: Words,
    frame: pd.DataFrame,
    groups: Sequence[tuple[int, ...]],
    places: Mapping[int, At],
) -> list[Label]:
    said = frame["says"]
    found = []
    for rows in groups:
        says = "; ".join(each for each in said.loc[list(rows)] if each)
        if on.look.is_narrow and not says:
            continue
        found.append(
            Label(
                rows,
                tuple(places[row] for row in rows),
                tuple(words.count(frame.at[row, "x"]) for row in rows),
                () if on.look.is_narrow else tuple(balanced(says, SAID_WIDE)),
            )
        )
    return found


def _place(
    plan: Plan, labels: Sequence[Label]
) -> tuple[dict[Label, tuple[Placed, tuple[str, ...]]], list[Label]]:
    """Give each label its room; also return those that found none."""
    found: dict[Label, tuple[Placed, tuple[str, ...]]] = {}
    homeless = []
    # Those with words need most room, so they choose first.
    for label in sorted(labels, key=lambda each: not each.rest):
        cost = _in_order(label, labels, found)
        for rest in dict.fromkeys((label.rest, ())):
            placed = plan.place(label.marks, [*label.heads, *rest], beside=cost)
            if placed is not None:
                found[label] = placed, rest
                break
        else:
            homeless.append(label)
    return found, homeless


def _in_order(
    label: Label,
    labels: Sequence[Label],
    found: Mapping[Label, tuple[Placed, tuple[str, ...]]],
) -> Callable[[Box], float]:
    """Return what a place costs: nothing out of the rings' order, best by its own."""
    before = [each for each in labels if each.across < label.across]
    after = [each for each in labels if each.across > label.across]
    least = max(
        (found[each][0].box.middle[0] for each in before if each in found),
        default=-math.inf,
    )
    most = min(
        (found[each][0].box.middle[0] for each in after if each in found),
        default=math.inf,
    )
    left = max((each.across for each in before), default=-math.inf)
    right = min((each.across for each in after), default=math.inf)
    low, high = (left + label.across) / 2, (label.across + right) / 2

    def cost(box: Box) -> float:
        middle = box.middle[0]
        if not least < middle < most:
            return math.inf
        return 0.0 if low < middle < high else ASTRAY

    return cost


def _joined(
    groups: list[tuple[int, ...]],
    homeless: Sequence[Label],
    places: Mapping[int, At],
) -> list[tuple[int, ...]] | None:
    """Put a label without room under its nearest neighbour's; None where none is."""
    near = [
        (_apart([places[i] for i in one], [places[i] for i in other]), place)
        for place, (one, other) in enumerate(pairwise(groups))
        if any(each.rows in (one, other) for each in homeless)
    ]
    apart, place = min(near, default=(math.inf, 0))
    if apart > JOINED:
        return None
    return [
        *groups[:place],
        groups[place] + groups[place + 1],
        *groups[place + 2 :],
    ]
