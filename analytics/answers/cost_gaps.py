"""Words for what a model does not say, so that no blank is read as a nought."""

from __future__ import annotations

from collections.abc import Iterable

from analytics import words
from analytics.answers.cost_words import sentence_case
from analytics.costs.alike import TOO_FEW
from analytics.costs.models import doing, model
from analytics.costs.scenario import Scenario


def _doing(tasks: Iterable[str]) -> str:
    return words.listing([doing(task) for task in tasks])


def left_out(told: Scenario) -> str:
    """Say which tasks are outside the comparison; "" where none is."""
    if not told.alike.left_out:
        return ""
    return f"{_doing(told.alike.left_out)} left out"


def gap_sentences(told: Scenario) -> list[str]:
    """Say of each model to choose from what its lines do not say.

    Models that lack the same share a sentence; one that says too little to be compared
    has a sentence of its own.
    """
    lacks = told.alike.lacks
    alike_in: dict[tuple[str, ...], list[str]] = {}
    for each in told.contest:
        if each.key in lacks:
            alike_in.setdefault(lacks[each.key], []).append(each.noun)
    said = []
    for lacked, nouns in alike_in.items():
        many = len(nouns) > 1
        said.append(
            f"{sentence_case(words.listing(nouns))} {'do' if many else 'does'} not say "
            f"who pays for {_doing(lacked)}, so {'their' if many else 'its'} "
            f"{'totals are' if many else 'total is'} incomplete."
        )
    every = len(told.alike.tasks)
    return said + [
        f"{sentence_case(model(key).noun)} is not compared: it says who pays for "
        f"{every - len(lacks.get(key, ()))} of {every} tasks."
        for key, why in told.alike.apart.items()
        if why == TOO_FEW
    ]


def our_readings(told: Scenario) -> list[str]:
    """Name the tasks that we, and no line, put inside another part of a rate."""
    read = {
        (task, at)
        for each in told.shown
        for task, at in each.in_rate
        if told.alike.inside[each.key].get(task) == at
    }
    return [
        f"Our reading: a rate’s {doing(at)} include {doing(task)}."
        for task, at in sorted(read)
    ]
