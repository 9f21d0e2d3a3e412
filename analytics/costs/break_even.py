"""Where two models cost the same, and which costs least between those places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

from analytics.costs.curve import Curve

EVEN = 1e-9  # £ a year for each £: a smaller difference is rounding


@dataclass(frozen=True)
class Crossing:
    """Hours a year at which one model begins to cost less than another.

    Attributes
    ----------
    hours : hours a year
    per_hour : £ an hour of the model that does not jump there, or of both
    cheaper_after, dearer_after : the two models
    at_step : one of them jumps past the other, because a step is full
    """

    hours: float
    per_hour: float
    cheaper_after: str
    dearer_after: str
    at_step: bool


@dataclass(frozen=True)
class Span:
    """Hours a year, from just above `low` up to `high`, where one model costs least."""

    low: float
    high: float
    model: str


def crossings(curves: Mapping[str, Curve], low: float, high: float) -> list[Crossing]:
    """Find every break-even of every pair, exactly, in order of hours.

    Parameters
    ----------
    curves : model -> Curve of single numbers
    low, high : float, hours a year, above 0

    Notes
    -----
    Between two jumps a model's cost is a straight line in the hours, so each piece has
    at most one meeting, found by solving it. A jump can carry one past the other
    without their meeting: that counts too. Where two run together, the crossing is the
    place where they last parted.

    Examples
    --------
    >>> grant, rate = Curve(83_000, 1.5), Curve(0, 2.5)
    >>> [round(each.hours) for each in crossings({"a": grant, "b": rate}, 1e4, 2e5)]
    [83000]
    """
    found = [
        crossing
        for one, other in combinations(curves, 2)
        for crossing in _pair(one, curves[one], other, curves[other], low, high)
    ]
    return sorted(found, key=lambda each: (each.hours, each.cheaper_after))


def _pair(
    one: str, a: Curve, other: str, b: Curve, low: float, high: float
) -> list[Crossing]:
    """Walk the pieces of one pair from left to right."""
    edges = [low, *sorted({*a.jumps(low, high), *b.jumps(low, high)}), high]
    found: list[Crossing] = []
    sign = 0  # of a's cost less b's, where they last differed
    for left, right in pairwise(edges):
        inside = (left + right) / 2
        (a0, a1), (b0, b1) = a.piece(inside), b.piece(inside)
        even = EVEN * (abs(a0 + a1 * right) + abs(b0 + b1 * right))
        at_left, at_right = (a0 - b0 + (a1 - b1) * h for h in (left, right))
        meeting = (b0 - a0) / (a1 - b1) if at_left * at_right < 0 else left
        for place, difference in ((left, at_left), (right, at_right)):
            now = 0 if abs(difference) <= even else (1 if difference > 0 else -1)
            if now and sign and now != sign:
                jumped = place == left
                hours = left if jumped else meeting
                cheaper, dearer = (one, other) if now < 0 else (other, one)
                steady = b if left in a.jumps(low, high) else a
                cost = steady.annual(hours) if jumped else a0 + a1 * hours
                found.append(
                    Crossing(hours, float(cost) / hours, cheaper, dearer, jumped)
                )
            sign = now or sign
    return found


def cheapest_spans(curves: Mapping[str, Curve], low: float, high: float) -> list[Span]:
    """Divide the hours between low and high by which model costs least.

    Two that cost the same throughout are told apart by the order given.
    """
    edges = {low, high, *(each.hours for each in crossings(curves, low, high))}
    for curve in curves.values():
        edges.update(curve.jumps(low, high))
    spans: list[Span] = []
    for left, right in pairwise(sorted(edges)):
        inside = (left + right) / 2
        least = min(curves, key=lambda name: float(curves[name].annual(inside)))
        if spans and spans[-1].model == least:
            spans[-1] = Span(spans[-1].low, right, least)
        else:
            spans.append(Span(left, right, least))
    return spans
