"""What the page on individual service funds says of counts, blanks and charges."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from analytics.answers import isf, isf_counts, isf_notes
from analytics.evidence import About, Evidence
from analytics.selection import Selection

LINES = {
    "direct_payment": 2146,
    "isf": 200,
    "managed_budget": 2419,
    "commissioned": 205,
    "people_supported": 4970,
    "fund_beside_direct_payment": 10,
    "flagged_on_direct_payment": 0,
    "flagged_on_managed_budget": 3,
    "flagged_on_commissioned": 0,
    "fund_not_flagged": 4,
    "flags_of_nobody": 1,
    "rows_without_route": 2,
}
TERMS = {
    ("all", "all"): 210,
    ("holder", "support_provider"): 190,
    ("holder", "independent_broker"): 20,
    ("holder", "not_supplied"): 0,
    ("contract", "two_way"): 12,
    ("contract", "three_way"): 7,
    ("contract", "not_supplied"): 191,
    ("charge_level", "basic"): 150,
    ("charge_level", "other"): 20,
    ("charge_level", "not_supplied"): 40,
    ("pooled", "yes"): 18,
    ("pooled", "not_supplied"): 192,
}


def evidence(view="internal", **tables):
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
    given = {"isf_terms": terms(), "isf_balance": balance(), "isf_charge_sums": sums()}
    if view == "public":
        given = {"isf_terms": terms()}
    return Evidence(about, Selection("X", view), given | tables)


def terms(**changes):
    counts = TERMS | {tuple(key.split("__")): people for key, people in changes.items()}
    frame = pd.DataFrame(
        [(*key, people) for key, people in counts.items()],
        columns=["term", "level", "people"],
    )
    frame["people"] = frame["people"].astype(float)
    blank = frame["people"].isna()
    frame["people_status"] = np.where(blank, "suppressed", "ok")
    return frame


def balance(**changes):
    lines = LINES | changes
    frame = pd.DataFrame({"line": list(lines), "number": list(lines.values())})
    frame["number"] = frame["number"].astype(float)
    frame["number_status"] = np.where(frame["number"].isna(), "not_supplied", "ok")
    return frame


def sums(people=128, middle=14.52):
    row = {
        "basis": "per_week",
        "group_by": "all",
        "group": "all",
        "people": people,
        "charge_lower_quarter": 10.8,
        "charge_middle": middle,
        "charge_upper_quarter": 16.6,
        "pct_middle": np.nan,
        "below_range": 2,
        "inside_range": people - 5,
        "above_range": 3,
        "without_budget": 0,
    }
    share = {
        **row,
        "basis": "per_cent",
        "people": 50,
        "charge_middle": 13.27,
        "pct_middle": 5.6,
        "inside_range": 35,
        "above_range": 10,
        "without_budget": 3,
    }
    level = {**row, "group_by": "level", "group": "basic", "people": 60}
    other = {**row, "group_by": "level", "group": "other", "people": 9}
    return pd.DataFrame([row, share, level, other])


def test_the_answer_says_who_holds_funds_and_what_is_charged():
    said = isf.answer(evidence())

    assert said.text == (
        "**210 people have an individual service fund (ISF)**, 4.2% of the 4,970 "
        "supported. A support provider holds 190 and an independent broker 20. Where "
        "it is charged by the week the middle charge is **£14.52** (half of them "
        "£10.80 to £16.60)."
    )
    assert "What does not fit is named below" in said.sure
    assert said.facts["charge_middle"] == 14.52


def test_under_twenty_there_are_counts_and_no_percentages():
    few = terms(all__all=14, holder__support_provider=0, holder__independent_broker=14)
    text = isf.answer(evidence(isf_terms=few, isf_charge_sums=sums(people=9))).text

    assert "**14 people have an individual service fund (ISF)**, of the 4,970" in text
    assert "%" not in text
    assert "An independent broker holds 14." in text
    assert "Only 9 weekly charges are known." in text


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (dict.fromkeys(isf_counts.GAPS, 0), "its routes and its flags agree"),
        (
            {"flags_of_nobody": None, "fund_not_flagged": None},
            "no flags were supplied to hold it against",
        ),
        ({}, "What does not fit is named below"),
    ],
)
def test_how_routes_and_flags_agree_is_said(lines, said):
    assert said in isf.answer(evidence(isf_balance=balance(**lines))).sure


def test_nobody_is_an_answer_and_a_hidden_count_is_none():
    nobody = isf.answer(evidence(isf_terms=terms(all__all=0)))
    hidden = isf.answer(evidence("public", isf_terms=terms(all__all=None)))

    assert nobody.text.startswith("**Nobody.**")
    assert hidden.text.startswith("**We cannot tell yet.**")
    assert "people" not in hidden.facts


def test_in_public_only_rounded_counts_of_terms_are_said():
    said = isf.answer(evidence("public"))

    assert said.text.startswith("**About 210 people have")
    assert "£" not in said.text
    assert "a term with a small count is hidden" in said.sure


def test_a_share_is_of_those_whose_term_is_told_where_they_are_enough():
    shown = isf_counts.terms(evidence())
    told = dict(zip(shown["label"], shown["words"], strict=True))

    assert told["Support provider"] == "190 of 210 (90%)"
    assert told["Two-way: council and holder"] == "12"  # of 19
    assert told["Nothing said"] == "192"
    # What nobody has is no bar, and not supplied is an outline.
    holder = shown[shown["term"] == "holder"]
    assert holder["level_name"].tolist() == ["Support provider", "Independent broker"]
    outlined = shown.loc[shown["token"] == "", "level_name"].tolist()
    assert outlined == ["Not supplied", "Not supplied", "Nothing said"]


def test_a_hidden_count_stays_a_blank_with_its_mark():
    hidden = terms(holder__support_provider=None, holder__independent_broker=None)
    shown = isf_counts.terms(evidence("public", isf_terms=hidden))
    holder = shown[shown["term"] == "holder"]

    assert holder["people"].isna().all()
    assert (holder["people_status"] == "suppressed").all()
    assert (holder["words"] == "").all()


def test_a_level_says_its_middle_charge_where_enough_pay_it():
    labels = isf_counts.terms(evidence())["label"].tolist()

    assert "Basic, middle £14.52 a week" in labels
    assert "Another name" in labels


def charges():
    return pd.DataFrame(
        {
            "holder": ["independent_broker", "support_provider", "support_provider"],
            "basis": ["per_cent", "per_cent", "per_week"],
            "charge_gbp_week": [30.0, 8.0, 0.0],
            "people": [47, 100, 45],
        }
    )


def test_charges_are_told_beside_the_guides_range_and_free_ones_apart():
    asked = evidence(isf_charges=charges())
    shown = isf_counts.charges(asked)

    assert shown["holder_name"].drop_duplicates().tolist() == [
        "Support provider",
        "Independent broker",
    ]
    # 123 and 35 inside; 128 and 50 less the 3 without a budget; 192 dots in all.
    assert isf_notes.charges_heading(shown, asked) == (
        "158 of 175 charges within £5 to £25 a week, and 17 with no charge"
    )
    assert "in the middle 5.6%, or £13.27" in isf_notes.charges_sub(shown, asked)
    assert "10 above the guide's range" in isf_notes.charges_finding(shown, asked)


def test_the_balance_says_whether_it_adds_up_and_names_what_is_left():
    asked = evidence()
    shown = isf_counts.balance(asked)

    assert isf_notes.balance_heading(shown, asked) == (
        "The four routes add up to all 4,970 people supported"
    )
    assert "Not fitting: isf beside a direct payment, counted there 10" in (
        isf_notes.balance_finding(shown, asked)
    )
    short = evidence(isf_balance=balance(people_supported=4975))
    assert isf_notes.balance_heading(shown, short) == (
        "The four routes hold 4,970 of 4,975 people supported"
    )
    blank = isf_counts.balance(evidence(isf_balance=balance(flags_of_nobody=None)))
    row = blank.set_index("line_name").loc["Flags that match nobody supported today"]
    assert (row["number_status"], row["words"]) == ("not_supplied", "")


def test_what_is_least_written_down_would_change_this():
    note = isf_notes.notes(evidence()).what_would_change_this

    assert "“Parties to the agreement” is not supplied of 191 people" in note


def test_an_older_build_without_these_tables_is_no_fault():
    older = evidence()
    older = Evidence(older.about, older.selection, {})

    assert isf.answer(older).text.startswith("**We cannot tell yet.**")
    assert "no count of funds" in isf_notes.notes(older).what_would_change_this
