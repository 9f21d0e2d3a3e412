"""What the outcomes page says of hours, of providers and of themes."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from analytics.answers import outcome_scores, outcome_words, outcomes
from analytics.evidence import About, Evidence
from analytics.selection import Selection

SUPPLIED = {
    "council_reviews": dt.date(2026, 9, 25),
    "council_feedback": dt.date(2026, 9, 27),
}


def evidence(tables, view="internal", **choices):
    about = About(
        council_code="X99000001",
        council_name="Mirrorshire",
        build_id="a",
        built_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
        as_of=dt.date(2026, 9, 30),
        is_synthetic=True,
        supplied=SUPPLIED,
        seed=1,
    )
    asked = {"kind": "homecare_agency", "measure": "independence", **choices}
    return Evidence(about, Selection("X", view).with_choices(asked), tables)


def people(**groups):
    rows = [
        (group, outcome, number)
        for group, numbers in groups.items()
        for outcome, number in zip(outcomes.NAMES, numbers, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["people_group", "outcome", "people"])
    status = np.where(frame["people"].isna(), "suppressed", "ok")
    frame = frame.assign(people_status=status)
    ends = {"people_at_least": frame["people"] + 2, "people_at_most": 1}
    return {"fading_support": frame.assign(**ends)}


NOBODY = (0,) * 6
ALONE = people(all=(64, 78, 24, 380, 54, 2), pilot=NOBODY, others=(64, 78, 24, 0, 0, 0))


def test_success_is_told_apart_from_cuts_and_from_the_unknown():
    said = outcomes.answer(evidence(ALONE))

    assert said.text == (
        "**For 64 of 166 people with at least 10% fewer hours, yes:** less support was "
        "their own aim, and neither independence nor satisfaction fell. For **78** it "
        "is unexplained, and no success; for **24** we cannot tell."
    )
    assert said.sure == (
        "2 people had no two reviews 90 days apart, so it is too early to say. Only "
        "people who were reviewed are counted."
    )
    assert said.facts["fewer"] == 166


def test_where_nobody_faded_it_says_none():
    said = outcomes.answer(evidence(people(all=(0, 5, 0, 0, 0, 0), pilot=NOBODY)))

    assert said.text.startswith("**For none of 5 people")
    assert "for **none** we cannot tell" in said.text


def test_where_no_hours_fell_we_cannot_tell():
    said = outcomes.answer(evidence(people(all=(0, 0, 0, 9, 3, 1), pilot=NOBODY)))

    assert said.text == (
        "**We cannot tell yet.** Nobody reviewed twice has at least 10% fewer hours."
    )


def test_hidden_counts_are_marks_and_add_up_to_nothing():
    tables = people(all=(65, 80, np.nan, 380, 55, 0))
    said = outcomes.answer(evidence(tables, view="public"))

    assert said.text.startswith("**For 65 with at least 10% fewer hours, yes:**")
    assert "for **[c]** we cannot tell" in said.text
    assert said.sure.startswith("Counts are rounded, and small ones hidden.")
    assert "fewer" not in said.facts
    view = evidence(tables, view="public")
    finding = outcome_words.fading_finding(outcomes.fading(view), view)
    assert "[c] of whom we cannot tell" in finding


def test_without_a_pilot_everyone_is_drawn_under_no_heading():
    rows = outcomes.fading(evidence(ALONE))

    assert set(rows["group_name"]) == {""}
    assert list(rows["outcome_name"]) == list(outcomes.NAMES.values())
    assert rows["token"].tolist() == ["data", "accent", "", "soft", "context", ""]


def test_with_a_pilot_the_groups_stand_side_by_side():
    tables = people(
        all=(15, 21, 3, 40, 0, 0),
        pilot=(12, 0, 0, 0, 0, 0),
        others=(3, 21, 3, 40, 0, 0),
    )
    view = evidence(tables)

    assert list(outcomes.fading(view)["group_name"].unique()) == [
        "In the pilot",
        "Not in the pilot",
    ]
    assert outcomes.answer(view).text.endswith(
        " In the pilot it is 12 of 12, outside it 3 of 27."
    )
    assert "and not compared" in outcomes.answer(view).sure


@pytest.mark.parametrize("view", ["internal", "public"])
@pytest.mark.parametrize("tables", [ALONE, {}], ids=["reviews", "none"])
def test_each_note_is_short_and_says_something(tables, view):
    for note in vars(outcome_words.notes(evidence(tables, view))).values():
        assert 3 <= len(note.split()) <= 30, note


def test_what_another_share_of_hours_would_make_is_counted():
    notes = outcome_words.notes(evidence(ALONE))

    assert notes.what_would_change_this == (
        "**The share.** Were a fall of 5% enough, 66 would have faded; were 20% "
        "needed, 1. Aims and scores of 24 more are not told."
    )
    hidden = outcome_words.notes(evidence(ALONE, view="public"))
    assert "66" not in hidden.what_would_change_this


def test_past_findings_have_their_size_and_date():
    found = {each.name: each for each in outcome_words.past_findings()}

    assert found["animate_hours"].size == "12 people"
    assert found["southwark_saving"].year == "2012"


def score(label, answers, good, middle=None, kind="homecare_agency"):
    ends = (np.nan, np.nan) if middle is None else (middle - 0.1, middle + 0.1)
    return {
        "measure": "independence",
        "provider_id": label,
        "provider_label": label,
        "kind": kind,
        "answers": answers,
        "good": good,
        "score": np.nan if middle is None else middle,
        "score_lower": ends[0],
        "score_upper": ends[1],
    }


SCORES = pd.DataFrame(
    [
        score("Few", 4, 3),
        score("Low", 40, 20, 0.52),
        score("High", 30, 27, 0.85),
        score("Broker", 20, 20, 0.9, "isf_broker"),
    ]
)


def test_scores_of_one_kind_are_held_against_everyone():
    view = evidence({"provider_feedback": SCORES})
    rows = outcome_scores.feedback(view)

    assert list(rows["provider_label"]) == ["High", "Low", "Few"]
    assert rows["says"].iloc[2] == "3 of 4: under 10, so no score"
    share = outcome_scores.everyone(SCORES)["line_value"]
    assert share == pytest.approx(70 / 94)
    assert outcome_scores.everyone(SCORES.iloc[:0])["line_value"] is None
    assert outcome_scores.scores_finding(rows, view) == (
        "From Low with 52% (95% interval 42% to 62%) to High with 85% (95% interval "
        "75% to 95%), among 2 providers; 1 provider with too few answers for a score."
    )


def test_providers_that_none_can_tell_apart_are_said_to_be_so():
    alike = pd.DataFrame([score("A", 20, 14, 0.7), score("B", 20, 15, 0.75)])
    view = evidence({"provider_reviews": alike})
    rows = outcome_scores.reviews(view)

    assert "every interval overlaps every other" in outcome_scores.scores_finding(
        rows, view
    )
    other = evidence({"provider_reviews": alike}, measure="satisfaction")
    assert outcome_scores.reviews(other).empty


def test_themes_come_most_first_and_the_unsaid_last():
    table = pd.DataFrame(
        {
            "theme": ["not_said", "dignity", "cost", "other"],
            "pieces": [90, 12, 40, 50],
            "low": [1, 2, 3, 4],
        }
    )
    view = evidence({"feedback_themes": table})
    rows = outcome_scores.themes(view)

    assert list(rows["theme_name"]) == ["Cost", "Dignity", "No theme given", "Other"]
    assert rows["said"].iloc[0] == "40, of which 3 low"
    assert outcome_scores.themes_finding(rows, view).startswith(
        "Of 192 pieces: Cost 40, of which 3 low; Dignity 12"
    )
