"""Which tasks every model says it pays for, so that like is set beside like.

A task without a line is a blank, and a blank is never a nought: a model that says
nothing of a task that another pays for has a total, but not all of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analytics.costs.lines import CostLine
from analytics.costs.models import model, plain_part, tasks
from analytics.costs.rate import inside_another, is_unsplit

LEAST_SHARE = 0.5  # of the tasks: a comparison of fewer says too little
TOO_FEW, NOT_ALIKE = "too few tasks", "cannot be split"

Inside = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Alike:
    """What the models can be compared on.

    Attributes
    ----------
    tasks : those that some model to choose from pays for
    inside : model -> task -> the task at whose line its cost stands
    lacks : model -> the tasks of which it says nothing; models with none are absent
    left_out : tasks outside the comparison, as some model compared lacks them
    contest : models that are compared
    apart : model -> why it is not compared, in a few words
    """

    tasks: tuple[str, ...]
    inside: Inside
    lacks: Mapping[str, tuple[str, ...]]
    left_out: tuple[str, ...]
    contest: tuple[str, ...]
    apart: Mapping[str, str]

    def compared(self, lines: Iterable[CostLine]) -> list[CostLine]:
        """Return the lines that are compared, of the models that are."""
        return [
            line
            for line in lines
            if line.task not in self.left_out and line.model not in self.apart
        ]


def alike(lines: Sequence[CostLine], keys: Sequence[str]) -> Alike:
    """Find the tasks of which every model to choose from says who pays.

    Parameters
    ----------
    lines : those that count, of every model shown
    keys : the models shown

    Notes
    -----
    A task that some model lacks is left out for all of them, and with it every task
    that shares a line with it. Where under half of the tasks would remain, the model
    that lacks most is not compared (of several, the last in our file's order), so that
    one half-written model does not hide the others.
    """
    own = {key: [line for line in lines if line.model == key] for key in keys}
    inside = {key: inside_another(model(key), own[key]) for key in keys}
    contest = [key for key in keys if not model(key).is_comparator]
    every = _paid_for(own, contest)
    apart: dict[str, str] = {}
    while True:
        needed = _paid_for(own, contest)
        lacks = {key: _lacking(needed, own[key], inside[key]) for key in contest}
        left_out = _with_their_kin(
            {task for each in lacks.values() for task in each},
            [inside[key] for key in contest],
        )
        kept = [task for task in needed if task not in left_out]
        if len(kept) >= LEAST_SHARE * len(needed) or len(contest) < 2:
            break
        barest = max(reversed(contest), key=lambda key: len(lacks[key]))
        contest.remove(barest)
        apart[barest] = TOO_FEW
    apart |= {
        key: NOT_ALIKE
        for key in keys
        if model(key).is_comparator and _mixes(inside[key], left_out)
    }
    lacking = {key: _lacking(every, own[key], inside[key]) for key in keys}
    return Alike(
        tasks=tuple(every),
        inside=inside,
        lacks={key: each for key, each in lacking.items() if each},
        left_out=tuple(task for task in tasks() if task in left_out),
        contest=tuple(contest),
        apart=apart,
    )


def _paid_for(own: Mapping[str, Sequence[CostLine]], keys: Iterable[str]) -> list[str]:
    """Return the tasks that some of these models pay for, in the ledger's order."""
    found: set[str] = set()
    for key in keys:
        # A rate that is one sum says nothing of the task at which it stands.
        lump = plain_part().task if is_unsplit(own[key]) else ""
        found |= {
            line.task
            for line in own[key]
            if line.gbp > 0 and not (line.from_rate and line.task == lump)
        }
    return [task for task in tasks() if task in found]


def _lacking(
    needed: Iterable[str], own: Iterable[CostLine], inside: Mapping[str, str]
) -> tuple[str, ...]:
    said = {line.task for line in own} | set(inside)
    return tuple(task for task in needed if task not in said)


def _with_their_kin(lacked: set[str], inside: Iterable[Mapping[str, str]]) -> set[str]:
    """Add every task that shares a line with one that is left out."""
    pairs = [pair for each in inside for pair in each.items()]
    found = set(lacked)
    while (
        more := {task for pair in pairs if found & set(pair) for task in pair} - found
    ):
        found |= more
    return found


def _mixes(inside: Mapping[str, str], left_out: set[str]) -> bool:
    """Say whether a line holds a task that is compared and one that is not."""
    return any((task in left_out) != (at in left_out) for task, at in inside.items())
