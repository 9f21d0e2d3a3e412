"""What the page on lasting says, on the desk and of protected counts alone."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from analytics.answers import lasting, lasting_counts, lasting_notes
from analytics.evidence import About, Evidence
from analytics.selection import Selection
from analytics.stats.life_table import life_table

ROUTES = ("direct_payment", "isf", "managed_budget", "commissioned")


def evidence(tables, view="internal", **choices):
    about = About(
        council_code="X99000001",
        council_name="Mirrorshire",
        build_id="a",
        built_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
        as_of=dt.date(2026, 9, 30),
        is_synthetic=True,
        supplied={"council_arrangements": dt.date(2026, 9, 1)},
        seed=1,
    )
    return Evidence(about, Selection("X", view).with_choices(choices), tables)


def curve(group, shares, watched=300, split="route"):
    """Return a curve from its shares at every fourth week, with weeks between."""
    weeks = np.arange(0, 4 * len(shares) - 3)
    read = np.array(shares)[weeks // 4]
    frame = pd.DataFrame(
        {
            "split": split,
            "group": group,
            "weeks": weeks,
            "watched": watched,
            "share_going": read,
            "share_lower": np.where(weeks, read - 0.03, np.nan),
            "share_upper": np.where(weeks, read + 0.03, np.nan),
        }
    )
    for column in ("share_lower", "share_upper"):
        blank = frame[column].isna()
        frame[f"{column}_status"] = np.where(blank, "not_applicable", "ok")
    return frame


def falling(pace, n=20):
    return [(1 - pace) ** step for step in range(n)]


def desk(*made, chance=0.2, split="route", unknown=0):
    groups = [frame["group"].iloc[0] for frame in made]
    return {
        "arrangement_curves": pd.concat(made, ignore_index=True),
        "arrangement_tests": pd.DataFrame({"split": [split], "chance_alone": [chance]}),
        "arrangement_groups": pd.DataFrame(
            {"group": groups, "start_unknown": [unknown] * len(groups)}
        ),
        "arrangement_ends": pd.DataFrame(
            {"group": groups, "end_reason": "died", "ended": 12}
        ),
    }


def test_the_answer_is_of_the_two_routes_that_were_asked_after():
    tables = desk(
        curve("direct_payment", falling(0.011)),
        curve("isf", falling(0.02)),
        curve("managed_budget", falling(0.05)),
    )
    said = lasting.answer(evidence(tables))

    assert said.text == (
        "**Mostly.** Of direct payments that start, about **87% still run after a "
        "year** (95% interval 84% to 90%); of individual service funds (ISFs), "
        "**77%** (95% interval 74% to 80%)."
    )
    assert said.facts["going_after_a_year.managed_budget"] == pytest.approx(0.95**13)


@pytest.mark.parametrize(
    ("share", "word"),
    [
        (0.70, "Mostly."),
        (0.69, "More than half do."),
        (0.55, "More than half do."),
        (0.54, "About half do."),
        (0.45, "About half do."),
        (0.44, "Mostly not."),
    ],
)
def test_the_first_words_answer_the_question(share, word):
    tables = desk(curve("direct_payment", [1.0] * 13 + [share] * 3))

    assert lasting.answer(evidence(tables)).text.startswith(f"**{word}**")


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (0.0001, "paces that differ: chance alone would part them so far in under 1%"),
        (0.049, "paces that differ"),
        (0.05, "may well end at one pace"),
        (0.4, "in 40% of cases"),
        (np.nan, "too few ends to compare"),
    ],
)
def test_the_test_is_said_with_its_caution(chance, said):
    made = curve("direct_payment", falling(0.01)), curve("isf", falling(0.02))
    sure = lasting.answer(evidence(desk(*made, chance=chance))).sure

    assert said in sure
    if not np.isnan(chance):
        assert "says nothing of why" in sure


def test_a_curve_stops_where_too_few_are_watched_and_does_not_start_again():
    thin = curve("isf", falling(0.02))
    thin.loc[thin["weeks"].between(24, 31), "watched"] = 19
    shown = lasting_counts.curves(
        evidence(desk(curve("direct_payment", falling(0.01)), thin))
    )
    ends = shown.groupby("group")["weeks"].max()

    assert ends["isf"] == 20
    assert ends["direct_payment"] == 76
    assert shown["group"].drop_duplicates().tolist() == ["direct_payment", "isf"]


def test_with_nobody_watched_for_a_year_we_cannot_tell():
    said = lasting.answer(evidence(desk(curve("isf", falling(0.02, n=10)))))

    assert said.text.startswith("**We cannot tell yet.**")
    assert "20 or more" in said.sure


def test_other_splits_speak_of_every_group_but_the_unknown():
    tables = desk(
        curve("pa_employed", falling(0.01), split="workforce"),
        curve("self_employed", falling(0.02), split="workforce"),
        curve("unknown", falling(0.9), split="workforce"),
        split="workforce",
    )
    text = lasting.answer(evidence(tables, by="workforce")).text

    assert "with an employed assistant that start" in text
    assert "with self-employed workers, **77%**" in text
    assert "not supplied" not in text


# In public.


def life(group, watched, ended):
    return pd.DataFrame(
        {
            "split": "route",
            "group": group,
            "weeks": 26 * np.arange(len(watched)),
            "watched": watched,
            "ended": ended,
        }
    )


def test_public_curves_are_a_function_of_the_protected_counts_alone():
    tables = {
        "arrangement_life": pd.concat(
            [
                life("direct_payment", [500, 400, 300, 200], [40, 30, 20, 10]),
                life("isf", [200, 150, np.nan, 40], [10, np.nan, 5, 5]),
            ]
        ),
        # An exact curve that has got onto the shelf by mistake is not looked at.
        "arrangement_curves": curve("direct_payment", falling(0.5)),
    }
    asked = evidence(tables, view="public")
    shown = lasting_counts.curves(asked)
    own = shown[shown["group"] == "direct_payment"]
    table = life_table([500, 400, 300, 200], [40, 30, 20, 10])

    assert own["share_going"].tolist() == pytest.approx(table.survival.tolist())
    assert shown.loc[shown["group"] == "isf", "weeks"].tolist() == [0, 26]
    said = lasting.answer(asked)
    assert "rounded counts in steps of 26 weeks and from nothing else" in said.sure
    # The fund's curve stops before a year: nothing is said of it.
    assert "ISF" not in said.text
    assert "chance_alone" not in said.facts


def test_a_group_that_is_hidden_has_no_curve():
    hidden = life("isf", [np.nan] * 3, [np.nan] * 3)
    shown = lasting_counts.curves(evidence({"arrangement_life": hidden}, view="public"))

    assert shown.empty


# Ends and moves.


def test_reasons_stand_by_number_and_shares_are_of_those_with_one():
    ended = {"died": 30, "could_not_find_care": 10, "reason_unknown": 60, "other": 0}
    tables = {
        "arrangement_ends": pd.DataFrame(
            {
                "split": "route",
                "group": "direct_payment",
                "end_reason": list(ended),
                "ended": list(ended.values()),
                "ended_status": "ok",
            }
        )
    }
    shown = lasting_counts.ends(evidence(tables, ends="direct_payment"))

    assert shown["words"].tolist() == ["30 (75%)", "10 (25%)", "60"]
    assert shown["token"].tolist() == ["data", "accent", ""]
    few = {"arrangement_ends": tables["arrangement_ends"].assign(ended=[3, 2, 0, 1])}
    shown = lasting_counts.ends(evidence(few, ends="direct_payment"))
    assert shown["words"].tolist() == ["3", "2", "1"]


def test_who_changed_route_is_told_without_those_who_came_or_went():
    rows = [
        ("2025-09-30", "managed_budget", "isf", 90),
        ("2026-09-30", "managed_budget", "isf", 7),
        ("2026-09-30", "isf", "direct_payment", 1),
        ("2026-09-30", "isf", "isf", 40),
        ("2026-09-30", "isf", "none", 12),
        ("2026-09-30", "none", "isf", 15),
        ("2026-09-30", "direct_payment", "isf", 0),
        ("2026-09-30", "commissioned", "commissioned", 0),
    ]
    columns = ["year_end", "route_before", "route_after", "people"]
    asked = evidence({"route_switches": pd.DataFrame(rows, columns=columns)})
    shown = lasting_counts.switches(asked)

    assert len(shown) == 7  # a move that nobody made is no row; staying always is
    heading = lasting_notes.switches_heading(shown, asked)
    assert heading == "8 people changed route in the year to 30 September 2026"
    assert lasting_notes.switches_finding(shown, asked) == (
        "In the last year 7 from Managed budget to ISF and 1 from ISF to Direct "
        "payment changed route."
    )


@pytest.mark.parametrize("unknown", [0, 400])
def test_the_notes_say_whose_start_is_not_known(unknown):
    tables = desk(curve("direct_payment", falling(0.01)), unknown=unknown)
    notes = lasting_notes.notes(evidence(tables))

    assert ("400 arrangements that share one start day" in notes.read_with_care) == (
        unknown > 0
    )
    assert "up to 14 days apart are one" in notes.source


@pytest.mark.parametrize("view", ["internal", "public"])
def test_an_older_build_without_these_tables_is_no_fault(view):
    older = evidence({}, view=view)

    assert lasting.answer(older).text.startswith("**We cannot tell yet.**")
    assert lasting_notes.notes(older).source
