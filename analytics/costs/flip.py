"""The value of one input at which another model becomes the cheapest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Literal

import numpy as np
from scipy.optimize import brentq

Costs = Callable[[float], Mapping[str, float]]
PIECES = 8  # a stretch between two breaks is looked at this finely for a root
EXACT = 1e-12  # of the value: a root is found to the limit of its float


@dataclass(frozen=True)
class Flip:
    """Where one model becomes the cheapest, were one input to change.

    Attributes
    ----------
    model : the one that becomes the cheapest
    direction : "above" or "below" the value
    value : of the input, in its unit
    """

    model: str
    direction: Literal["above", "below"]
    value: float


def flips(
    costs: Costs,
    current: float,
    low: float,
    high: float,
    *,
    breaks: Sequence[float] = (),
) -> list[Flip]:
    """Find, on each side of the current value, where each model first costs least.

    Parameters
    ----------
    costs : function of the input
        Costs by model, in any one unit; smooth between two breaks.
    current, low, high : float
        The input now, and the ends within which it is looked for.
    breaks : values of the input at which a cost may jump

    Returns
    -------
    list of Flip, nearest first
        None for the model that is the cheapest now.
    """
    inner = sorted({each for each in (*breaks, current) if low < each < high})
    edges = sorted({low, high, *inner, *_roots(costs, [low, *inner, high])})
    spans = [
        (left, right, _least(costs((left + right) / 2)))
        for left, right in pairwise(edges)
    ]
    now = _least(costs(current))
    found: dict[tuple[str, str], Flip] = {}
    for left, _, model in (span for span in spans if span[0] >= current):
        found.setdefault((model, "above"), Flip(model, "above", left))
    for _, right, model in reversed([span for span in spans if span[1] <= current]):
        found.setdefault((model, "below"), Flip(model, "below", right))
    others = [each for each in found.values() if each.model != now]
    return sorted(others, key=lambda each: abs(each.value - current))


def _least(costs: Mapping[str, float]) -> str:
    return min(costs, key=lambda model: costs[model])


def _roots(costs: Costs, edges: Sequence[float]) -> list[float]:
    """Return every value between two edges at which some pair costs the same."""
    found: list[float] = []
    for left, right in pairwise(edges):
        # The ends themselves may belong to the piece before or after.
        margin = (right - left) * 1e-9
        points = np.linspace(left + margin, right - margin, PIECES + 1)
        seen = [costs(float(each)) for each in points]
        for one, other in combinations(seen[0], 2):
            apart = [each[one] - each[other] for each in seen]
            for i, (a, b) in enumerate(pairwise(apart)):
                if a * b < 0:
                    found.append(_root(costs, one, other, points[i], points[i + 1]))
    return found


def _root(costs: Costs, one: str, other: str, left: float, right: float) -> float:
    def apart(value: float) -> float:
        both = costs(value)
        return both[one] - both[other]

    return float(brentq(apart, left, right, xtol=EXACT * abs(right), rtol=1e-14))
