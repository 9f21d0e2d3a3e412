"""What the fair choice page says, of councils whose differences are known."""

import numpy as np
import pandas as pd
import pytest

from analytics.answers import fair_counts, fair_notes, fairness
from analytics.answers.fair_counts import groups, target
from analytics.answers.fair_funnel import funnel
from analytics.answers.fair_judgement import slopes
from analytics.catalogue.fairness_tables import BY_FIFTH
from analytics.protect.people import protect_people
from analytics.protect.plan import load_plan
from analytics.stats.funnel import binomial_limits
from tests.fair_evidence import evidence, tables

ALIKE = {"Fen": (120, 300), "Coast": (82, 200), "Wold": (198, 500)}
WARDS = {f"Ward {n:02}": (20 + n % 3 - 1, 50) for n in range(24)}


def said(places=ALIKE, **traits):
    return evidence(tables(places, traits))


def test_a_council_alike_in_all_is_called_alike():
    found = fairness.answer(said())

    assert found.text.startswith("**Alike, as far as counts can tell.**")
    assert "40.0% of people supported, 400 of 1,000" in found.text
    assert (
        "place, deprivation, rurality, age and support reason no more than chance"
        in found.text
    )
    assert found.facts["differs"] == ()
    assert "not proof of unfairness" in found.sure


@pytest.mark.parametrize(
    ("traits", "head", "differs"),
    [
        (
            {"age": {"18_44": (260, 500), "75_84": (140, 500)}},
            "**Everywhere alike as far as counts can tell, but not by everyone.**",
            ("age",),
        ),
        (
            {"rurality": {"urban": (260, 500), "smaller_rural": (140, 500)}},
            "**By everyone alike, but not everywhere.**",
            ("rurality",),
        ),
        (
            {
                "rurality": {"urban": (260, 500), "smaller_rural": (140, 500)},
                "reason": {"physical": (140, 500), "learning_disability": (260, 500)},
            },
            "**Neither everywhere nor by everyone alike.**",
            ("rurality", "reason"),
        ),
    ],
)
def test_the_first_words_say_where_and_by_whom(traits, head, differs):
    found = fairness.answer(said(**traits))

    assert found.text.startswith(head)
    assert found.facts["differs"] == differs
    assert "from 28.0%" in found.text
    assert "to 52.0%" in found.text


def test_five_questions_are_each_asked_more_strictly():
    """A difference that one test in 30 gives by chance is no finding among five."""
    close = {"18_44": (216, 500), "75_84": (184, 500)}
    rows = groups(said(age=close), "age")
    chance = fair_notes.chance(said(age=close), rows)

    assert 0.01 < chance < 0.05
    assert fairness.verdict(said(age=close)).differs == ()


def test_a_group_too_small_to_judge_does_not_end_the_test_of_the_others():
    reason = {
        "physical": (10, 500),
        "learning_disability": (60, 400),
        "memory": (2, 40),
    }
    few = said({"Fen": (40, 500), "Wold": (32, 440)}, reason=reason)

    # Three of the 40 are expected, which is too few to say anything.
    assert "reason" in fairness.verdict(few).differs
    assert "too few" not in fair_notes.trait_heading(
        groups(few, "reason"), few, trait="reason"
    )


def test_people_of_unknown_age_are_shown_and_in_no_test():
    age = {"18_44": (200, 500), "75_84": (195, 470), "unknown": (5, 30)}
    found = groups(said(age=age), "age")

    assert list(found["level_name"]) == ["18 to 44", "75 to 84", "Age not known"]
    assert "age" in fairness.verdict(said(age=age)).alike
    notes = fair_notes.notes(said(age=age))
    assert "age of 30" in notes.read_with_care


def test_under_20_people_there_is_a_count_and_no_share():
    places = {**ALIKE, "Skerry": (9, 19), "Holm": (9, 20)}
    shown = funnel(said(places)).places.set_index("place_name")

    assert np.isnan(shown.loc["Skerry", "share"])
    assert shown.loc["Skerry", "share_status"] == "not_applicable"
    assert shown.loc["Skerry", "says"] == "9 of 19 people"
    assert shown.loc["Skerry", "people_chosen"] == 9
    assert shown.loc["Holm", "share"] == pytest.approx(0.45)


def test_places_stand_in_the_order_of_their_names_and_leftovers_last():
    places = {"Wold": (200, 500), "elsewhere": (9, 30), "Fen": (120, 300)}
    shown = funnel(said(places)).places

    assert list(shown["place_name"]) == ["Fen", "Wold", "Outside the council"]
    # Somewhere that is no place has no size in the funnel.
    assert np.isnan(shown["people_worth"].iloc[-1])


def test_with_few_places_the_limits_are_those_of_luck_alone():
    found = funnel(said())
    lower, upper = binomial_limits([300], 0.4, inside=0.998)
    row = found.places.set_index("place_name").loc["Fen"]

    assert not found.is_widened
    assert row["people_worth"] == 300
    assert row["share_low_998"] == pytest.approx(lower[0])
    assert row["share_high_998"] == pytest.approx(upper[0])


def test_many_places_that_usually_differ_widen_the_limits():
    rng = np.random.default_rng(3)
    apart = {
        f"Ward {n:02}": (int(400 * share), 400)
        for n, share in enumerate(np.clip(rng.normal(0.4, 0.1, 24), 0.1, 0.9))
    }
    wide, narrow = funnel(said(apart)), funnel(said(WARDS))

    assert wide.is_widened
    assert not narrow.is_widened
    # By luck alone many would lie outside; given how they usually differ few do.
    lower, upper = binomial_limits([400], target(said(apart)), inside=0.998)
    share = wide.places["share"]
    by_luck = ((share < lower[0]) | (share > upper[0])).sum()
    assert by_luck > 3 * (wide.places["stands"] != "").sum()
    assert "usual differences between places" in fair_notes.places_sub(
        wide.places, said(apart)
    )


def test_a_place_outside_is_named_on_its_side():
    places = {**WARDS, "Isle": (70, 100), "Marsh": (8, 100)}
    shown = funnel(said(places)).places.set_index("place_name")["stands"]

    assert dict(shown[shown != ""]) == {"Isle": "above", "Marsh": "below"}
    found = fairness.answer(said(places))
    assert "**Isle** and **Marsh** lie outside the funnel" in found.text
    assert found.facts["stand_out"] == 2
    finding = fair_notes.places_finding(funnel(said(places)).places, said(places))
    assert finding == (
        "Isle lies above the 99.8% limit. Marsh lies below the 99.8% limit."
    )


def test_a_mix_that_explains_the_share_puts_a_place_on_the_line():
    found = tables({"Fen": (180, 300), "Wold": (220, 700)})
    places = found[fair_counts.PLACE]
    is_fen = places["place_name"] == "Fen"
    places.loc[is_fen, ["expected", "variance"]] = (180.0, 60.0)
    shown = funnel(evidence(found)).places.set_index("place_name")

    assert shown.loc["Fen", "share"] == pytest.approx(0.6)
    assert shown.loc["Fen", "share_adjusted"] == pytest.approx(0.4)
    # Luck has less to do there than the same people of the common mix would leave it.
    assert shown.loc["Fen", "people_worth"] == round(0.6 / 0.4 * 180**2 / 60)


SLOPE = {
    "1": (60, 200),
    "2": (70, 200),
    "3": (80, 200),
    "4": (90, 200),
    "5": (100, 200),
}


def test_a_slope_by_deprivation_is_told_with_care():
    words = fairness.gradient(said(fifth=SLOPE))
    crude, adjusted = slopes(said(fifth=SLOPE))

    assert "**lower** where areas are more deprived" in words
    # Shares fall by 5 points a fifth, and the ends are five fifths apart.
    assert crude.difference == pytest.approx(-0.25)
    assert "−25.0 percentage points" in words
    assert adjusted is not None
    assert adjusted.difference == pytest.approx(-0.25)


def test_no_clear_slope_is_called_no_clear_slope():
    assert "**no clear slope**" in fairness.gradient(said())


def published(found):
    release = load_plan()[BY_FIFTH.name]
    rows = protect_people(found[BY_FIFTH.name], release)
    return evidence({BY_FIFTH.name: rows}, view="public")


def test_the_public_page_speaks_of_deprivation_alone_and_from_rounded_counts():
    fifths = {str(n): (62 + n, 200 + n) for n in range(1, 6)}
    shown = published(tables(ALIKE, {"fifth": fifths}))
    found = fairness.answer(shown)

    assert found.text.startswith(
        "**Alike, as far as counts can tell, by deprivation.**"
    )
    assert "rurality" not in found.text
    frame = groups(shown, "fifth")
    assert set(frame["people_chosen"] % 5) == {0}
    assert (frame["share"] == frame["people_chosen"] / frame["people_all"]).all()
    assert "share_adjusted" not in frame
    assert "of one age" not in found.text


def test_a_hidden_fifth_has_no_share_and_the_page_says_so():
    fifths = {**{str(n): (60, 200) for n in range(2, 6)}, "1": (3, 200)}
    shown = published(tables(ALIKE, {"fifth": fifths}))

    frame = groups(shown, "fifth")
    assert frame["share"].isna().all()
    assert set(frame["share_status"]) == {"suppressed"}
    assert fairness.answer(shown).text == "**We cannot tell yet**: a count is hidden."


def test_nobody_counted_is_no_share_of_nought():
    nobody = said({"Fen": (0, 0)}, **{t: {"unknown": (0, 0)} for t in ("age", "fifth")})

    assert target(nobody) is None
    assert "nobody is counted" in fairness.answer(nobody).text


def test_nobody_with_the_choice_is_a_share_of_nought():
    none = said({name: (0, n) for name, (_, n) in ALIKE.items()})
    shown = funnel(none).places

    assert (shown["share"] == 0).all()
    assert set(shown["share_status"]) == {"zero"}
    assert "0 of 1,000 people supported" in fairness.answer(none).text
    assert isinstance(fair_notes.curves(none)["curves"], pd.DataFrame)


@pytest.mark.parametrize("places", [ALIKE, WARDS, {"Fen": (3, 12)}])
def test_every_note_is_short_and_every_heading_ends(places):
    shown = said(places)
    for note in vars(fair_notes.notes(shown)).values():
        assert 3 <= len(note.split()) <= 30, note
    frame = fair_notes.places(shown)
    assert "nan" not in fair_notes.places_heading(frame, shown)
    assert len(fair_notes.places_finding(frame, shown).split()) >= 5
