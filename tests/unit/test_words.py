"""How numbers, dates and chances are written."""

import datetime as dt

import pytest

from analytics import words


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (0.999, "over 99%"),
        (0.99, "99%"),
        (0.5, "50%"),
        (0.01, "1%"),
        (0.0, "under 1%"),
        (1.0, "over 99%"),
    ],
)
def test_a_chance_is_never_none_and_never_all(probability, said):
    assert words.chance(probability) == said


@pytest.mark.parametrize(
    ("probability", "said"),
    [
        (0.96, "almost certainly"),
        (0.95, "very likely"),
        (0.80, "very likely"),
        (0.79, "likely"),
        (0.60, "likely"),
        (0.59, "about as likely as not"),
        (0.40, "about as likely as not"),
        (0.39, "unlikely"),
        (0.19, "very unlikely"),
        (0.04, "almost certainly not"),
    ],
)
def test_each_chance_has_one_word(probability, said):
    assert words.chance_word(probability) == said


def test_money_shows_pence_only_where_they_matter():
    assert words.pounds(2.234) == "£2.23"
    assert words.pounds(196_000) == "£196,000"
    assert words.pounds(-3) == "−£3.00"
    assert words.pounds(4387.5, pence=True) == "£4,387.50"


def test_a_quarter_is_named_by_its_months():
    assert words.quarter(dt.date(2026, 9, 30)) == "July to September 2026"
    assert words.date(dt.date(2026, 9, 3)) == "3 September 2026"


def test_lists_and_counts_read_as_a_person_writes_them():
    assert words.listing(["a"]) == "a"
    assert words.listing(["a", "b", "c"]) == "a, b and c"
    assert words.plural(1, "area") == "1 area"
    assert words.plural(1_200, "area") == "1,200 areas"
    assert words.plural(2, "council with", "councils with") == "2 councils with"


def test_a_blank_is_drawn_as_its_mark_and_a_zero_is_not():
    assert words.mark("", "suppressed") == "[c]"
    assert words.mark("", "not_supplied") == "[x]"
    assert words.mark("", "not_applicable") == "[z]"
    assert words.mark("0", "zero") == "0"
