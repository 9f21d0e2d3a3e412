"""The rules as data: what each makes of every set of answers, and bad ones refused."""

import copy
import itertools

import pytest
import yaml

from analytics.routes.rules import ANSWERS, FILE, NOT_KNOWN, read_rules, rules
from data.errors import BrokenContractError

TOLD = ("yes", "no", "unknown", "unclear")
WRITTEN = yaml.safe_load(FILE.read_text("utf-8"))


def plainly(rule, capacity, directs, authorised):
    """Decide one rule of people by hand, where every answer is told."""
    asked = capacity == "yes"
    by_another = capacity == "no" and authorised == "yes"
    payment = asked or by_another
    strict = directs == "yes"
    wide = strict or capacity == "no"
    return {
        "direct_payment_asked": asked,
        "direct_payment_authorised": by_another,
        "direct_payment": payment,
        "isf_direction_required": strict,
        "isf_best_interests_allowed": wide,
        "any_direction_required": payment or strict,
        "any_best_interests_allowed": payment or wide,
    }[rule]


PEOPLE = [rule.code for rule in rules().shown("people")]


def told(capacity, directs, authorised):
    return {
        "has_capacity": capacity,
        "can_direct_support": directs,
        "has_authorised_person": authorised,
    }


@pytest.mark.parametrize("rule", PEOPLE)
def test_every_told_answer_is_decided_as_by_hand(rule):
    for answers in itertools.product(("yes", "no"), repeat=3):
        expected = "yes" if plainly(rule, *answers) else "no"
        assert rules().verdict(rule, told(*answers)) == expected


@pytest.mark.parametrize("rule", PEOPLE)
def test_an_answer_not_known_is_never_guessed(rule):
    """Filled in either way it never turns a verdict over that was given without it."""
    for answers in itertools.product(TOLD, repeat=3):
        found = rules().verdict(rule, told(*answers))
        could_be = {
            plainly(rule, *filled)
            for filled in itertools.product(
                *(("yes", "no") if a in NOT_KNOWN else (a,) for a in answers)
            )
        }
        if found != "unknown":
            assert could_be == {found == "yes"}
        else:
            assert set(answers) & set(NOT_KNOWN)


@pytest.mark.parametrize(
    ("answers", "rule", "verdict"),
    [
        # Somebody is authorised, but whether that matters hangs on capacity.
        (("unknown", "no", "yes"), "direct_payment_authorised", "unknown"),
        (("yes", "no", "unknown"), "direct_payment_authorised", "no"),
        (("no", "no", "unclear"), "direct_payment_authorised", "unknown"),
        # Who can direct needs no best-interests decision.
        (("unknown", "yes", "no"), "isf_best_interests_allowed", "yes"),
        (("yes", "unknown", "no"), "isf_best_interests_allowed", "unknown"),
        (("no", "unknown", "no"), "isf_direction_required", "unknown"),
    ],
)
def test_what_is_not_known_matters_only_where_it_decides(answers, rule, verdict):
    assert rules().verdict(rule, told(*answers)) == verdict


@pytest.mark.parametrize(
    ("rule", "answers", "verdict"),
    [
        ("isf_nobody_directs", {"workforce": "self_employed"}, "unknown"),
        ("isf_nobody_directs", {"workforce": "agency_employed"}, "no"),
        (
            "isf_nobody_directs",
            {"workforce": "mixed", "can_direct_support": "no"},
            "yes",
        ),
        (
            "isf_nobody_directs",
            {"workforce": "unknown", "can_direct_support": "yes"},
            "no",
        ),
        (
            "direct_payment_nobody_asked",
            {"has_capacity": "no", "has_authorised_person": "no"},
            "yes",
        ),
        (
            "direct_payment_nobody_asked",
            {"has_capacity": "no", "has_authorised_person": "unknown"},
            "unknown",
        ),
        ("direct_payment_first_review", {"review": "none_late"}, "yes"),
        ("direct_payment_first_review", {"review": "none_early"}, "no"),
        ("direct_payment_later_review", {"review": "overdue"}, "yes"),
        ("isf_later_review", {"review": "in_time"}, "no"),
        ("isf_later_review", {"review": "unknown"}, "unknown"),
    ],
)
def test_which_arrangements_need_a_look(rule, answers, verdict):
    assert rules().verdict(rule, answers) == verdict


def test_the_two_readings_belong_to_rules_of_their_own():
    by_reading = {
        reading: {r.code for r in rules().shown("people") if r.reading == reading}
        for reading in rules().readings
    }
    assert by_reading == {
        "direction_required": {"isf_direction_required", "any_direction_required"},
        "best_interests_allowed": {
            "isf_best_interests_allowed",
            "any_best_interests_allowed",
        },
    }
    months = rules().first_review_months, rules().later_review_months
    assert months == (6, 12)


def test_every_rule_says_its_source_and_what_it_cannot_know():
    for rule in rules().rules.values():
        assert len(rule.law) >= 5
        assert len(rule.cannot_know) >= 5
        assert len(rule.title) <= 45, "a phone has one line for it"
    assert {r.routes for r in rules().shown("arrangements")} == {
        ("isf",),
        ("direct_payment",),
    }


def changed(path, value):
    written = copy.deepcopy(WRITTEN)
    *folders, last = path
    at = written
    for folder in folders:
        at = at[folder]
    if value is None:
        del at[last]
    else:
        at[last] = value
    return written


ASKED = ("people", "direct_payment_asked")


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ((*ASKED, "law"), None, "direct_payment_asked has no law"),
        ((*ASKED, "law"), "  ", "direct_payment_asked has no law"),
        ((*ASKED, "note"), "x", "says note, which means nothing"),
        ((*ASKED, "when"), None, "needs either when or any_of"),
        ((*ASKED, "any_of"), ["direct_payment"], "needs either when or any_of"),
        ((*ASKED, "when"), {"age": ["yes"]}, "asks for age, which no table tells"),
        (
            (*ASKED, "when"),
            {"has_capacity": [True]},
            "whether has_capacity is True, which it never is",
        ),
        ((*ASKED, "reading"), "loose", "belongs to loose, which is no reading"),
        ((*ASKED, "routes"), ["isf"], "is asked of the routes"),
        (
            ("people", "direct_payment", "any_of"),
            ["elsewhere"],
            "needs elsewhere, which is no rule",
        ),
        (
            ("people", "direct_payment", "any_of"),
            ["any_direction_required"],
            "direct_payment needs itself",
        ),
        (
            ("arrangements", "isf_first_review", "routes"),
            ["barter"],
            "is asked of the routes",
        ),
        (("first_review_months",), "six", "two whole numbers above 0"),
    ],
)
def test_a_bad_rule_is_named_with_what_is_wrong(path, value, said):
    with pytest.raises(BrokenContractError, match=said):
        read_rules(changed(path, value))


def test_every_answer_that_a_rule_asks_for_is_one_that_a_measure_gives():
    asked = {name for rule in rules().rules.values() for name in rule.when}

    assert asked == set(ANSWERS)
