"""The rules as data: read, checked, and asked of one set of answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from data.errors import BrokenContractError

FILE = Path(__file__).with_suffix(".yaml")
Verdict = Literal["yes", "no", "unknown"]
VERDICTS: tuple[Verdict, ...] = ("yes", "no", "unknown")
NOT_KNOWN = ("unknown", "unclear")

# What the measures tell of a person, and of an arrangement, and may be asked for.
YES_NO = ("yes", "no", *NOT_KNOWN)
ANSWERS: Mapping[str, tuple[str, ...]] = {
    "has_capacity": YES_NO,
    "can_direct_support": YES_NO,
    "has_authorised_person": YES_NO,
    "workforce": (
        "agency_employed",
        "pa_employed",
        "self_employed",
        "mixed",
        "unknown",
    ),
    "review": ("in_time", "overdue", "none_early", "none_late", "unknown"),
}
ROUTES = ("direct_payment", "isf", "managed_budget", "commissioned")
_WORDS = ("title", "wording", "cite", "law", "cannot_know")


@dataclass(frozen=True)
class Reading:
    """One way to read who may have an individual service fund."""

    code: str
    name: str
    says: str
    source: str


@dataclass(frozen=True)
class Rule:
    """One rule: what it asks, where it comes from, what it cannot know.

    Attributes
    ----------
    of : "people" (on neither route) or "arrangements" (open)
    cite, law : its source, in short and in full
    when : answer -> the values for which it holds; all must
    any_of : rules of which one is enough, instead of `when`
    routes : the routes of arrangements that it is asked of; none for people
    reading : the reading that it belongs to; none where both agree
    is_part : only used by another rule, and not shown
    """

    code: str
    of: str
    title: str
    wording: str
    cite: str
    law: str
    cannot_know: str
    when: Mapping[str, tuple[str, ...]]
    any_of: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    reading: str = ""
    is_part: bool = False


@dataclass(frozen=True)
class Rules:
    """All rules, in their order, the readings, and when reviews are due."""

    rules: Mapping[str, Rule]
    readings: Mapping[str, Reading]
    first_review_months: int
    later_review_months: int

    def shown(self, of: str) -> list[Rule]:
        """Return the rules that are asked of people, or of arrangements, and shown."""
        return [
            each for each in self.rules.values() if each.of == of and not each.is_part
        ]

    def verdict(self, code: str, answers: Mapping[str, str]) -> Verdict:
        """Ask one rule of one set of answers.

        Returns
        -------
        "yes", "no" or "unknown"
            As logic of three values has it: all of several is "no" as soon as one is
            and "unknown" only where none is; any of several the other way about.
        """
        rule = self.rules[code]
        if rule.any_of:
            return _any([self.verdict(each, answers) for each in rule.any_of])
        return _all(
            _holds(answers.get(name, "unknown"), values)
            for name, values in rule.when.items()
        )


def _holds(answer: str, values: Iterable[str]) -> Verdict:
    if answer in values:
        return "yes"
    return "unknown" if answer in NOT_KNOWN else "no"


def _all(verdicts: Iterable[Verdict]) -> Verdict:
    told = set(verdicts)
    return "no" if "no" in told else "unknown" if "unknown" in told else "yes"


def _any(verdicts: Iterable[Verdict]) -> Verdict:
    told = set(verdicts)
    return "yes" if "yes" in told else "unknown" if "unknown" in told else "no"


@cache
def rules() -> Rules:
    """Return the rules that this version of the tool holds to."""
    return read_rules(yaml.safe_load(FILE.read_text("utf-8")))


def read_rules(written: Mapping[str, Any]) -> Rules:
    """Read rules and refuse what they could not be held to.

    Raises
    ------
    BrokenContractError
        If a rule lacks its words, asks for an answer or a value that no table gives,
        names a rule or a reading that is not there, or asks for itself.
    """
    readings = {
        code: Reading(code, **each) for code, each in written["readings"].items()
    }
    found = {
        code: _rule(code, of, each)
        for of in ("people", "arrangements")
        for code, each in written[of].items()
    }
    for rule in found.values():
        if rule.reading and rule.reading not in readings:
            raise _broken(rule.code, f"belongs to {rule.reading}, which is no reading")
        if strangers := [each for each in rule.any_of if each not in found]:
            raise _broken(rule.code, f"needs {strangers[0]}, which is no rule")
        if rule.code in _needed(rule, found):
            raise _broken(rule.code, "needs itself")
    months = [written[f"{which}_review_months"] for which in ("first", "later")]
    if not all(isinstance(each, int) and each > 0 for each in months):
        raise BrokenContractError(
            f"Reviews are due after {months[0]} and {months[1]} months; give two whole "
            "numbers above 0 in analytics/routes/rules.yaml."
        )
    return Rules(found, readings, *months)


def _rule(code: str, of: str, written: Mapping[str, Any]) -> Rule:
    known = {*_WORDS, "when", "any_of", "routes", "reading", "is_part"}
    if unknown := sorted(set(written) - known):
        raise _broken(code, f"says {unknown[0]}, which means nothing")
    if lacking := [each for each in _WORDS if not str(written.get(each, "")).strip()]:
        raise _broken(code, f"has no {lacking[0]}")
    when, any_of = written.get("when", {}), tuple(written.get("any_of", ()))
    if bool(when) == bool(any_of):
        raise _broken(code, "needs either when or any_of, and not both")
    for answer, values in when.items():
        if answer not in ANSWERS:
            raise _broken(code, f"asks for {answer}, which no table tells")
        if odd := [each for each in values if each not in ANSWERS[answer]]:
            raise _broken(code, f"asks whether {answer} is {odd[0]}, which it never is")
    routes = tuple(written.get("routes", ()))
    if (of == "arrangements") != bool(routes) or set(routes) - set(ROUTES):
        raise _broken(
            code, f"is asked of the routes {list(routes)}, which is no choice"
        )
    return Rule(
        code=code,
        of=of,
        **{each: " ".join(str(written[each]).split()) for each in _WORDS},
        when={answer: tuple(values) for answer, values in when.items()},
        any_of=any_of,
        routes=routes,
        reading=written.get("reading", ""),
        is_part=bool(written.get("is_part", False)),
    )


def _needed(rule: Rule, found: Mapping[str, Rule]) -> set[str]:
    """Return every rule that a rule needs, however far down."""
    needed: set[str] = set()
    ahead = list(rule.any_of)
    while ahead:
        code = ahead.pop()
        if code not in needed:
            needed.add(code)
            ahead += found[code].any_of if code in found else ()
    return needed


def _broken(code: str, fault: str) -> BrokenContractError:
    return BrokenContractError(
        f"The rule {code} {fault}; correct analytics/routes/rules.yaml."
    )
