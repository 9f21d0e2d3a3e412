from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.protect.statuses import BLANK, complete_statuses
from data.errors import BrokenContractError

CLASSED = SimpleNamespace(column_class="council")
PERSON = SimpleNamespace(column_class="person")
PROVIDER = SimpleNamespace(column_class="provider_confidential")


def declared(keys, **values):
    return SimpleNamespace(
        name="a_table", keys={key: CLASSED for key in keys}, values=values
    )


HOURS = declared(["area"], hours=CLASSED)


def hours(values, statuses=None, areas=None):
    frame = pd.DataFrame({"hours": values})
    frame.insert(0, "area", areas or [f"a{n}" for n in range(len(frame))])
    return frame if statuses is None else frame.assign(hours_status=statuses)


@given(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.just(0.0), st.floats(-1e9, 1e9)),
            st.sampled_from(BLANK),
            st.booleans(),
        ),
        max_size=20,
    )
)
def test_a_blank_has_a_reason_and_a_value_has_none(cells):
    values = [value for value, _, _ in cells]
    statuses = [
        reason if value is None else ("low_reliability" if is_low else None)
        for value, reason, is_low in cells
    ]

    whole = complete_statuses(
        hours(pd.array(values, "Float64").to_numpy(float, na_value=np.nan), statuses),
        HOURS,
    )

    is_blank = whole["hours"].isna()
    assert (is_blank == whole["hours_status"].isin(BLANK)).all()
    assert (whole.loc[whole["hours_status"] == "zero", "hours"] == 0).all()
    is_zero = whole["hours"] == 0
    assert whole.loc[is_zero, "hours_status"].isin(["zero", "low_reliability"]).all()
    assert list(whole.columns) == ["area", "hours", "hours_status"]


def test_a_zero_called_ok_is_a_zero():
    whole = complete_statuses(hours([0.0, 2.0], ["ok", None]), HOURS)

    assert list(whole["hours_status"]) == ["zero", "ok"]


@pytest.mark.parametrize(
    ("frame", "fault"),
    [
        (hours([1.0, np.nan]), "1 rows in which hours is blank without a reason"),
        (hours([1.0, np.nan], ["ok", "ok"]), "blank without a reason"),
        (hours([1.0], ["suppressed"]), "both a value and a reason to be blank"),
        (hours([1.0], ["zero"]), "is called zero and is not"),
        (hours([1.0], ["fine"]), r"calls hours \['fine'\], which is no status"),
        (hours([np.inf]), "an infinite hours"),
        (hours([1.0, 2.0], areas=["a", "a"]), r"repeats \(area\) in 1 rows"),
        (hours([1.0, 2.0], areas=["a", None]), "1 rows whose area is blank"),
        (hours([1.0]).rename(columns={"hours": "days"}), r"lacks \['hours'\]"),
        (hours([1.0]).assign(cost=1), r"has \['cost'\] undeclared"),
    ],
)
def test_a_broken_promise_is_refused_by_name(frame, fault):
    with pytest.raises(BrokenContractError, match=fault):
        complete_statuses(frame, HOURS)


def test_a_status_on_words_is_refused():
    words = declared(["area"], reason=CLASSED)
    frame = pd.DataFrame({"area": ["a"], "reason": ["full"], "reason_status": ["ok"]})

    with pytest.raises(BrokenContractError, match="reason, which is no number"):
        complete_statuses(frame, words)


@pytest.mark.parametrize(
    ("column", "column_class", "text", "fault"),
    [
        ("person_key", CLASSED, "x", "person_key, which may hold a person"),
        ("home_postcode", CLASSED, "x", "home_postcode, which may hold a person"),
        ("notes", CLASSED, "x", "notes, which may hold a person"),
        ("who", PERSON, "somebody", "free text of class person in who"),
        ("who", CLASSED, "0123456789abcdef" * 2, "a hashed id in who"),
        ("who", PROVIDER, "Care at ZZ1 4AB", "a full postcode in who"),
    ],
)
def test_what_looks_like_a_person_is_refused_without_saying_it(
    column, column_class, text, fault
):
    table = declared(["area"], **{column: column_class})
    frame = pd.DataFrame({"area": ["a"], column: [text]})

    with pytest.raises(BrokenContractError, match=fault) as refused:
        complete_statuses(frame, table)

    assert len(text) < 5 or text not in str(refused.value)


def test_a_count_of_people_is_no_free_text():
    table = declared(["area"], people=PERSON)

    whole = complete_statuses(pd.DataFrame({"area": ["a"], "people": [3]}), table)

    assert list(whole["people_status"]) == ["ok"]


def test_levels_that_were_added_up_are_one_level():
    table = declared(["line"], people=CLASSED)
    lines = pd.DataFrame({"line": np.arange(0.5, 1.55, 0.1), "people": 1})

    whole = complete_statuses(lines, table)

    assert 1.1 in set(whole["line"])
