from itertools import product
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.protect.plan import Release
from analytics.protect.release import protect
from analytics.protect.statuses import BLANK, complete_statuses
from data.errors import BrokenContractError


def table(name, keys, **classes):
    return SimpleNamespace(
        name=name,
        keys={key: SimpleNamespace(column_class="open") for key in keys},
        values={
            column: SimpleNamespace(column_class=column_class)
            for column, column_class in classes.items()
        },
    )


def release(name, rule, columns, dimensions, *, levels=None, whole_sets=()):
    return Release(
        name,
        rule,
        tuple(columns),
        tuple(dimensions),
        None,
        levels or {},
        tuple(whole_sets),
    )


def public(made, plan, frame, **others):
    desk = {made.name: complete_statuses(frame, made), **others}
    return protect(desk, {made.name: made}, {made.name: plan})[made.name]


PEOPLE = table("people_by", ["route", "age"], people="person", exact="person")
BY_AGE = release(
    "people_by", "people", ["people"], ["route", "age"], whole_sets=["route"]
)


@given(st.lists(st.integers(0, 12), min_size=6, max_size=6))
def test_what_is_shown_is_a_function_of_protected_counts(counts):
    frame = pd.DataFrame(product("ab", "xyz"), columns=["route", "age"])
    shown = public(PEOPLE, BY_AGE, frame.assign(people=counts, exact=counts))

    assert "exact" not in shown
    assert "exact_status" not in shown
    for route, start in (("a", 0), ("b", 3)):
        cells = shown[shown["route"] == route]
        exact = counts[start : start + 3]
        if any(1 <= count <= 4 for count in exact):
            assert cells["people"].isna().all()
            assert (cells["people_status"] == "suppressed").all()
        else:
            assert list(cells["people"]) == [5 * round(count / 5) for count in exact]
            assert list(cells["people_status"]) == [
                "ok" if count else "zero" for count in exact
            ]


def test_a_small_count_alone_hides_nothing_else():
    alone = release("people_by", "people", ["people"], ["route", "age"])
    frame = pd.DataFrame(
        {"route": list("abcd"), "age": "x", "people": [4, 5, 7, 8], "exact": 1}
    )

    shown = public(PEOPLE, alone, frame)

    assert list(
        shown["people"].astype(object).where(shown["people"].notna(), None)
    ) == [
        None,  # 4 people
        5,
        5,  # 7 lies nearer to 5
        10,
    ]


def test_a_blank_keeps_its_own_reason():
    frame = pd.DataFrame(
        {
            "route": ["a", "a"],
            "age": ["x", "y"],
            "people": [np.nan, 2],
            "people_status": ["not_supplied", None],
            "exact": 1,
        }
    )

    shown = public(PEOPLE, BY_AGE, frame)

    assert list(shown["people_status"]) == ["not_supplied", "suppressed"]


def test_part_of_a_person_is_no_count():
    frame = pd.DataFrame({"route": ["a"], "age": ["x"], "people": [7.5], "exact": 1})

    with pytest.raises(BrokenContractError, match="no whole number of people"):
        public(PEOPLE, BY_AGE, frame)


RATES = table(
    "rates",
    ["kind"],
    n_providers="open",
    largest_share="provider_confidential",
    pay="provider_confidential",
)
BY_KIND = release("rates", "providers", ["n_providers", "pay"], ["kind"])


def test_money_needs_three_providers_and_no_giant():
    frame = pd.DataFrame(
        [
            ("enough", 3, 0.80, 12.5),
            ("two", 2, 0.50, 13.5),
            ("a giant", 9, 0.81, 14.5),
            ("unknown giant", 9, np.nan, 15.5),
            ("none", 0, np.nan, np.nan),
        ],
        columns=["kind", "n_providers", "largest_share", "pay"],
    ).assign(
        largest_share_status=[None, None, None, "not_supplied", "not_applicable"],
        pay_status=[None, None, None, None, "not_applicable"],
    )

    shown = public(RATES, BY_KIND, frame)

    assert "largest_share" not in shown
    assert list(shown["n_providers"]) == [3, 2, 9, 9, 0]
    assert list(shown["pay_status"]) == [
        "ok",
        "suppressed",
        "suppressed",
        "suppressed",
        "not_applicable",
    ]
    assert shown["pay"].notna().tolist() == [True, False, False, False, False]


def test_money_without_contributors_is_refused():
    bare = table("rates", ["kind"], pay="provider_confidential")
    frame = pd.DataFrame({"kind": ["a"], "pay": [1.0]})

    with pytest.raises(BrokenContractError, match="does not give n_providers"):
        public(bare, BY_KIND, frame)


VERDICTS = table(
    "area_verdicts",
    ["area_code", "kind", "travel_minutes"],
    hours_in_reach="provider_confidential",
    **{"class": "council", "verdict": "council", "reason": "council"},
)
DESERTS = release(
    "area_verdicts",
    "deserts",
    ["class", "verdict", "reason"],
    ["area_code"],
    levels={"kind": ("all",), "travel_minutes": (25,)},
)
REACHED = pd.DataFrame(
    [
        ("nobody", 0, np.nan),
        ("one", 1, 1.0),
        ("two", 2, 0.5),
        ("three", 3, 0.8),
        ("a giant", 5, 0.9),
        ("beyond", 1, 1.0),
    ],
    columns=["area_code", "providers_in_reach", "largest_share"],
).assign(travel_minutes=25)


def verdicts():
    frame = REACHED[["area_code", "travel_minutes"]].assign(
        kind="all",
        hours_in_reach=1.5,
        verdict="desert",
        reason="full",
        **{"class": [0.0, 1, 2, 3, 4, np.nan]},
        class_status=[None] * 5 + ["not_supplied"],
    )
    other_kind = frame.assign(kind="homecare_agency")
    further = frame.assign(travel_minutes=35)
    return pd.concat([frame, other_kind, further], ignore_index=True)


def test_an_area_that_would_show_its_supplier_is_hidden():
    shown = public(VERDICTS, DESERTS, verdicts(), area_reach=REACHED)

    assert len(shown) == 6
    assert set(shown["kind"]) == {"all"}
    assert not set(shown) & {"hours_in_reach", "hours_in_reach_status"}
    assert dict(zip(shown["area_code"], shown["class_status"], strict=True)) == {
        "nobody": "zero",
        "one": "suppressed",
        "two": "suppressed",
        "three": "ok",
        "a giant": "suppressed",
        "beyond": "not_supplied",  # its reason tells nothing of a supplier
    }
    hidden = shown[shown["class_status"] == "suppressed"]
    assert (hidden["verdict"] == "suppressed").all()
    assert hidden[["class", "reason"]].isna().all(axis=None)


def test_a_place_is_named_from_the_areas_that_are_shown():
    """Three in a row are one place on the desk; the middle one is hidden."""
    codes = ["left", "middle", "right"]
    named = release(
        "area_verdicts",
        "deserts",
        ["class", "verdict", "place_name"],
        ["area_code"],
        levels={"kind": ("all",), "travel_minutes": (25,)},
    )
    frame = pd.DataFrame({"area_code": codes, "travel_minutes": 25}).assign(
        kind="all", verdict="desert", place_name="Middle and Left", **{"class": 1.0}
    )
    reach = frame[["area_code", "travel_minutes"]].assign(
        providers_in_reach=[3, 1, 3], largest_share=[0.5, 1.0, 0.5]
    )
    areas = pd.DataFrame(
        {
            "area_code": codes,
            "area_name": codes,
            "ward_name": ["Left", "Middle", "Right"],
            "district_name": "District",
            "people_65_plus": [10.0, 90.0, 20.0],
            "people_18_64": 0.0,
        }
    )
    outlines = pd.DataFrame(
        {
            "layer": "area",
            "area_code": codes,
            "x_km": [[x, x + 1, x + 1, x, x] for x in range(3)],
            "y_km": [[0, 0, 1, 1, 0]] * 3,
        }
    )
    # `protect` completes what it is given: the others go through as they are.
    shown = public(
        table(
            "area_verdicts",
            ["area_code", "kind", "travel_minutes"],
            verdict="open",
            place_name="open",
            **{"class": "provider_confidential"},
        ),
        named,
        frame,
        area_reach=reach,
        areas=areas,
        area_outlines=outlines,
    )

    named = shown.set_index("area_code")["place_name"]
    assert named.dropna().to_dict() == {"left": "Left", "right": "Right"}


def test_an_area_of_unknown_reach_is_hidden():
    shown = public(VERDICTS, DESERTS, verdicts(), area_reach=REACHED.iloc[:0])

    assert set(shown["class_status"]) == {"suppressed", "not_supplied"}


def test_one_kind_of_care_alone_is_not_released():
    one_kind = release(
        "area_verdicts",
        "deserts",
        ["class"],
        ["area_code"],
        levels={"kind": ("homecare_agency",), "travel_minutes": (25,)},
    )

    with pytest.raises(BrokenContractError, match=r"of kind \[all\]"):
        public(VERDICTS, one_kind, verdicts(), area_reach=REACHED)


def test_published_figures_pass_as_they_are():
    peers = table("peers", ["council"], numerator="open")
    plan = release("peers", "open", ["numerator"], ["council"])
    frame = pd.DataFrame(
        {
            "council": ["L", "M"],
            "numerator": [2214, np.nan],
            "numerator_status": [None, "suppressed"],
        }
    )

    shown = public(peers, plan, frame)

    assert shown["numerator"].iloc[0] == 2214
    assert shown["numerator_status"].iloc[1] in BLANK


def test_a_table_without_a_release_stays():
    secret = table("secret", ["a"], b="council")
    frame = complete_statuses(pd.DataFrame({"a": [1], "b": [2]}), secret)

    assert protect({"secret": frame}, {"secret": secret}, {}) == {}
