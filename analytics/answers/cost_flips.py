"""What would flip the decision: sentences that name an input and its value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from analytics import words
from analytics.answers.cost_words import an_hour, hours, sentence_case
from analytics.costs.break_even import Span
from analytics.costs.changes import flips_of, inputs
from analytics.costs.models import Model
from analytics.costs.scenario import Scenario, scenario
from analytics.evidence import Evidence

# For each input: what is said where it is below its value, and where it is above.
PHRASES: Mapping[str, Mapping[str, str]] = {
    "rate": {
        "below": "the part of the agency rate that pays for infrastructure falls below "
        "**{value}** an hour",
        "above": "the part of the agency rate that pays for infrastructure rises above "
        "**{value}** an hour",
    },
    "step": {
        "below": "one coordinator can look after fewer than **{value} hours a week**",
        "above": "one coordinator can look after more than **{value} hours a week**",
    },
    "years": {
        "below": "what is paid once is spread over less than **{value} years**",
        "above": "what is paid once is spread over more than **{value} years**",
    },
    "discount": {
        "below": "the discount rate falls below **{value}**",
        "above": "the discount rate rises above **{value}**",
    },
    "chance": {
        "below": "the chance that workers are found to be employees falls below "
        "**{value}**",
        "above": "the chance that workers are found to be employees rises above "
        "**{value}**",
    },
}

# The same where the value is further than the reader may move it, so it is not named.
FURTHER: Mapping[str, Mapping[str, str]] = {
    "rate": {
        "below": "the part of the agency rate that pays for infrastructure falls far "
        "enough",
        "above": "the part of the agency rate that pays for infrastructure rises far "
        "enough",
    },
    "step": {
        "below": "one coordinator can look after few enough hours a week",
        "above": "one coordinator can look after enough hours a week",
    },
    "years": {
        "below": "what is paid once is spread over few enough years",
        "above": "what is paid once is spread over enough years",
    },
    "discount": {
        "below": "the discount rate falls far enough",
        "above": "the discount rate rises far enough",
    },
    "chance": {
        "below": "the chance that workers are found to be employees falls far enough",
        "above": "the chance that workers are found to be employees rises far enough",
    },
}


def _written(name: str, value: float) -> str:
    if name == "rate":
        return an_hour(value)
    if name in ("discount", "chance"):
        return words.percent(value, places=1)
    return f"{value:,.1f}" if name == "years" else words.count(value)


@dataclass(frozen=True)
class FlipSentence:
    """One model that is not the cheapest now, and what would make it so.

    Attributes
    ----------
    text : the sentence
    values : input -> value at which it becomes the cheapest, the exact ones
    """

    model: Model
    text: str
    values: Mapping[str, float]


def flip_sentences(evidence: Evidence) -> list[FlipSentence]:
    """Say of each model that is not the cheapest what would make it so."""
    told = scenario(evidence)
    if told.cheapest is None or len(told.contest) < 2:
        return []
    found: dict[str, list[str]] = {}
    further: dict[str, list[str]] = {}
    values: dict[str, dict[str, float]] = {}
    for one in inputs(told):
        if one.name == "hours":
            continue
        for flip in flips_of(told, one):
            if one.first <= flip.value <= one.last:
                said = PHRASES[one.name][flip.direction]
                shown = said.format(value=_written(one.name, flip.value))
                found.setdefault(flip.model, []).append(shown)
            else:
                said = FURTHER[one.name][flip.direction]
                further.setdefault(flip.model, []).append(said)
            values.setdefault(flip.model, {})[one.name] = flip.value
    sentences = []
    for each in told.contest:
        if each == told.cheapest:
            continue
        own = [*found.get(each.key, ())]
        spans = [span for span in told.spans if span.model == each.key]
        if spans:
            own.append(_volumes(told, each))
            values.setdefault(each.key, {})["hours"] = _nearest(told, spans)
        sentences.append(
            FlipSentence(
                each,
                _sentence(each, own, further.get(each.key, [])),
                values.get(each.key, {}),
            )
        )
    return sentences


def _sentence(each: Model, ways: list[str], further: list[str]) -> str:
    """Say what makes a model the cheapest: within what was tested, and beyond it."""
    name = sentence_case(each.short)
    if not ways and not further:
        return f"**{name} stays dearer** whatever one input we change on its own."
    if not ways:
        return (
            f"**{name} stays dearer** over the range we tested. Beyond it, it becomes "
            f"cheapest if {_joined(further)}."
        )
    said = f"**{name} becomes cheapest** if {_joined(ways)}."
    if further:
        said += (
            f" So it does if {_joined(further)}, but only beyond the range we tested."
        )
    return said


def _joined(ways: list[str]) -> str:
    if len(ways) < 3:
        return ", or if ".join(ways)
    return "; if ".join(ways[:-1]) + "; or if " + ways[-1]


def _nearest(told: Scenario, spans: list[Span]) -> float:
    now = told.hours_a_year
    ends = [end for span in spans for end in (span.low, span.high)]
    return min(ends, key=lambda end: abs(end - now))


def _volumes(told: Scenario, each: Model) -> str:
    """Say at which volumes a model costs least, with the gaps among them."""
    own = [span for span in told.spans if span.model == each.key]
    first, last = own[0], own[-1]
    gaps = [
        f"{hours(left.high + 1)} to {hours(right.low)}" for left, right in pairwise(own)
    ]
    apart = f", apart from {words.listing(gaps)}" if gaps else ""
    ends = told.starts.hours
    if last.high >= ends.most and first.low <= ends.least:
        return f"any number of hours but the present is arranged{apart}"
    if last.high >= ends.most:
        return f"**{hours(first.low)}** hours a year or more are arranged{apart}"
    if first.low <= ends.least:
        return f"fewer than **{hours(last.high)}** hours are arranged{apart}"
    return (
        f"between **{hours(first.low)}** and **{hours(last.high)}** hours a year are "
        f"arranged{apart}"
    )
