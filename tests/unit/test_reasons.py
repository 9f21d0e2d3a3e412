"""Why an area has too little care: the first reason that holds."""

import numpy as np

from analytics.access.reasons import reasons


def reason(**given):
    areas = {
        "suppliers_at_longest": 5.0,
        "access_at_longest": 0.5,
        "access_all_kinds": 0.5,
        "suppliers": 2.0,
        "free_hours": 9.0,
        **given,
    }
    shaped = {k: None if v is None else np.array([v]) for k, v in areas.items()}
    return reasons(**shaped, line=1.0)[0]


def test_the_first_reason_that_holds_is_given():
    everything = {
        "suppliers_at_longest": 0,
        "access_at_longest": 1.0,
        "free_hours": 0.0,
    }
    assert reason(**everything) == "no supply"
    assert reason(**{**everything, "suppliers_at_longest": 1}) == "too far"
    assert reason(access_all_kinds=1.0, free_hours=0.0) == "wrong kind"
    assert reason(free_hours=0.0) == "full"
    assert reason() == "unknown"


def test_equal_to_the_line_is_not_below_it():
    assert reason(access_at_longest=0.999) == "unknown"
    assert reason(access_at_longest=1.0) == "too far"


def test_no_kind_is_wrong_where_every_kind_is_asked_for():
    assert reason(access_all_kinds=1.5) == "wrong kind"
    assert reason(access_all_kinds=None) == "unknown"


def test_suppliers_who_have_not_said_are_not_called_full():
    assert reason(free_hours=np.nan) == "unknown"
    assert reason(suppliers=0.0, free_hours=0.0) == "unknown"
