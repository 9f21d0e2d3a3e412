"""The life table of counts of steps, and what may be published of it."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.protect.plan import Release
from analytics.protect.release import how_protected, protect
from analytics.protect.statuses import complete_statuses
from analytics.stats.life_table import life_table
from analytics.stats.survival import kaplan_meier
from data.errors import BrokenContractError


@given(st.lists(st.integers(0, 9), min_size=1, max_size=12), st.integers(1, 40))
def test_where_nobody_comes_or_goes_unseen_it_is_the_share_that_is_left(ends, rest):
    first = sum(ends) + rest
    watched = first - np.cumsum([0, *ends])[:-1]
    shares = life_table(watched, ends).survival

    assert shares == pytest.approx(watched / first)


def test_a_step_is_worked_as_by_hand():
    # 100 watched, 20 end, 10 come and 30 are last seen: 60 at the next. Exposed:
    # (100 + 60 + 20) / 2 = 90. Then 60 and 9 that end, 51 left: exposed 60.
    table = life_table([100, 60, 51], [20, 9, 0])

    assert table.survival == pytest.approx([1, 70 / 90, 70 / 90 * 51 / 60])
    log_variance = 20 / (90 * 70) + 9 / (60 * 51)
    share = 70 / 90 * 51 / 60
    reach = 1.959964 * np.sqrt(log_variance) / abs(np.log(share))
    assert table.lower[2] == pytest.approx(share ** np.exp(reach), abs=1e-6)
    assert table.upper[2] == pytest.approx(share ** np.exp(-reach), abs=1e-6)
    assert np.isnan([table.lower[0], table.upper[0]]).all()


def test_it_agrees_with_kaplan_meier_where_few_go_unseen():
    rng = np.random.default_rng(5)
    exits = rng.geometric(0.001, 20_000).astype(float)
    ended = exits < 1_500
    exits = np.minimum(exits, 1_500)
    edges = np.arange(0, 1_400, 91)
    watched = [(exits > edge).sum() for edge in edges]
    ends = [(ended & (exits > edge) & (exits <= edge + 91)).sum() for edge in edges]
    shares = life_table(watched, ends).survival

    assert shares == pytest.approx(kaplan_meier(exits, ended).at(edges), abs=1e-9)


def test_it_stops_at_the_first_count_that_is_hidden():
    table = life_table([100, 80, np.nan, 50, 40], [20, 5, 5, 5, 5])
    assert np.isfinite(table.survival).tolist() == [True, True, False, False, False]
    table = life_table([100, 80, 70, 50], [20, np.nan, 5, 5])
    assert np.isfinite(table.survival).tolist() == [True, True, False, False]


def test_nobody_left_to_end_is_no_share_and_all_ending_is_nought():
    assert life_table([5, 0, 0], [5, 0, 0]).survival[1] == 0
    assert np.isnan(life_table([0, 0], [0, 0]).survival[1])
    assert life_table([], []).survival.size == 0


@pytest.mark.parametrize(
    ("watched", "ended", "fault"),
    [([1, 2], [1], "one and the same"), ([5, -1], [1, 1], "none of them below 0")],
)
def test_counts_that_cannot_be_are_refused(watched, ended, fault):
    with pytest.raises(ValueError, match=fault):
        life_table(watched, ended)


# What may be published.

LIFE = SimpleNamespace(
    name="life",
    keys={
        key: SimpleNamespace(column_class="council")
        for key in ("split", "group", "weeks")
    },
    values={
        name: SimpleNamespace(column_class="person") for name in ("watched", "ended")
    },
)
PLAN = Release(
    "life", "curves", ("watched", "ended"), ("group",), "weeks",
    {"split": ("route",)}, (),
)  # fmt: skip


def public(rows):
    frame = pd.DataFrame(rows, columns=["split", "group", "weeks", "watched", "ended"])
    desk = {"life": complete_statuses(frame, LIFE)}
    return protect(desk, {"life": LIFE}, {"life": PLAN})["life"]


def test_a_group_with_few_ends_is_hidden_as_a_whole():
    shown = public(
        [
            ("route", "few", 0, 200, 4),
            ("route", "few", 26, 150, 5),
            ("route", "enough", 0, 200, 4),
            ("route", "enough", 26, 150, 6),
            # Another split is not released, nor lends its ends to a group's name.
            ("holder", "few", 0, 200, 90),
        ]
    )

    assert set(shown["split"]) == {"route"}
    few = shown[shown["group"] == "few"]
    assert (few[["watched_status", "ended_status"]] == "suppressed").all(axis=None)
    assert few[["watched", "ended"]].isna().all(axis=None)
    enough = shown[shown["group"] == "enough"]
    assert enough["watched"].tolist() == [200, 150]
    assert enough["ended_status"].tolist() == ["suppressed", "ok"]
    assert enough["ended"].iloc[1] == 5


COUNTS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 9)), min_size=4, max_size=8
)


@given(COUNTS, st.randoms(use_true_random=False))
def test_worlds_of_the_same_protected_counts_are_published_alike(counts, luck):
    def rows(pairs):
        return [
            ("route", "a", 26 * n, watched, ended)
            for n, (watched, ended) in enumerate(pairs)
        ]

    def another(count):
        """Return a count that protection makes the same of."""
        if count == 0:
            return 0
        if count < 5:
            return luck.randint(1, 4)
        middle = (count + 2) // 5 * 5
        return luck.randint(max(5, middle - 2), middle + 2)

    other = [(another(watched), another(ended)) for watched, ended in counts]
    few = sum(ended for _, ended in counts) < 10
    if few != (sum(ended for _, ended in other) < 10):
        return
    first, second = public(rows(counts)), public(rows(other))

    pd.testing.assert_frame_equal(first, second)


def test_a_table_without_ends_is_refused():
    table = SimpleNamespace(
        name="life", keys=LIFE.keys, values={"watched": LIFE.values["watched"]}
    )
    frame = pd.DataFrame(
        [("route", "a", 0, 9)], columns=["split", "group", "weeks", "watched"]
    )
    desk = {"life": complete_statuses(frame, table)}
    plan = Release("life", "curves", ("watched",), ("group",), "weeks",
                   {"split": ("route",)}, ())  # fmt: skip

    with pytest.raises(BrokenContractError, match="does not give ended"):
        protect(desk, {"life": table}, {"life": plan})


def test_the_rule_says_what_it_does():
    said = how_protected(["curves"])

    assert "fewer than 10 ends" in said
    assert "these counts alone" in said
