"""Costs in words: what is said, how sure, what would flip it, and what is not said."""

import re

import pandas as pd
import pytest

from analytics import words
from analytics.answers import cost_break_even, cost_ledger, cost_rates, costs
from analytics.answers.cost_flips import flip_sentences
from analytics.costs.changes import inputs
from analytics.costs.models import tasks
from analytics.costs.scenario import scenario
from tests.cost_evidence import (
    LINES,
    evidence,
    hidden,
    line_table,
    rate_table,
    tables,
    without,
    without_overhead,
)


def test_the_answer_says_the_model_the_price_the_range_and_both_chances():
    page = evidence()
    said, told = costs.answer(page), scenario(page)

    low, high = told.spread.likely["commissioned"]
    chance = told.spread.chance
    assert said.text == (
        "At 96,000 hours a year a **commissioned programme costs least, "
        f"£{told.per_hour['commissioned']:.2f} an hour** "
        f"(likely range £{low:.2f} to £{high:.2f}). The chance that it really is the "
        f"cheapest is **{words.chance(chance['commissioned'])}**, against "
        f"{words.chance(chance['embedded'])} for the agency rate."
    )
    assert said.facts["cheapest"] == "commissioned"
    assert said.facts["commissioned_an_hour_gbp"] == told.per_hour["commissioned"]
    assert said.facts["embedded_chance_cheapest"] == chance["embedded"]


def test_the_page_says_where_its_hours_come_from():
    assert (
        "planned in your arrangements open on 30 September 2026 through introductory "
        "agencies, ISF brokers, micro-enterprises and community organisations, for 52 "
        "weeks; no other arrangements are in them."
    ) in costs.answer(evidence()).sure
    public = evidence(view="public", of=tables(care_volume=None))
    assert "our assumption; the council’s own are not published" in (
        costs.answer(public).sure
    )
    none = evidence(of=tables(care_volume=None))
    assert "no arrangements of your own give them" in costs.answer(none).sure
    assert "The hours are your choice" in costs.answer(evidence(hours=50_000)).sure


def test_a_model_that_cannot_be_costed_is_named_with_the_reason():
    safe = hidden(rate_table(), "introductory_agency")
    public = evidence(view="public", of=tables(rate_makeup=safe))

    said = costs.answer(public)

    assert "Embedded in the agency rate cannot be costed: its rate is hidden to" in (
        said.sure
    )
    assert "embedded_an_hour_gbp" not in said.facts
    none = costs.answer(evidence(of=tables(rate_makeup=None)))
    assert "its rate is not supplied" in none.sure


def test_with_one_model_there_is_no_comparison():
    lines = [line for line in LINES if line[0] == "in_house"]
    page = evidence(of=tables(infrastructure_lines=line_table(lines), rate_makeup=None))

    said = costs.answer(page)

    assert said.text.startswith("**We cannot compare yet.** At 96,000 hours a year an ")
    assert flip_sentences(page) == []
    assert costs.notes(page).what_would_change_this.startswith("Lines or rates for a")


def test_with_no_model_we_cannot_tell():
    said = costs.answer(evidence(of={}))

    assert said.text.startswith("**We cannot tell yet.**")
    assert cost_break_even.frame(evidence(of={})).empty
    assert cost_ledger.frame(evidence(of={})).empty


@pytest.mark.parametrize(
    "page",
    [
        evidence(),
        evidence(risk="in"),
        evidence(hours=180_000),
        evidence(of=tables(rate_makeup=None)),
        evidence(view="public", of=tables(care_volume=None)),
    ],
)
def test_each_note_is_at_most_thirty_words(page):
    for note in vars(costs.notes(page)).values():
        assert 0 < len(note.split()) <= 30, note


def test_notes_rank_what_moves_the_answer():
    said = costs.notes(evidence()).what_would_change_this

    assert re.match(r"\*\*.+\*\* moves the answer most, then .+", said)
    other = costs.notes(evidence(hours=150_000)).what_would_change_this
    assert "The agency rate" in other.split(" hardly ")[0].split(". ")[-1]


def test_flips_name_the_input_and_its_value():
    page = evidence()
    found = {each.model.key: each for each in flip_sentences(page)}

    assert set(found) == {"in_house", "embedded"}
    cost = scenario(page).per_hour["commissioned"]
    assert f"falls below **£{cost:.2f}** an hour" in found["embedded"].text
    # The slider ends at 1,400 hours: the 1,846 that it would take is not to be reached.
    assert found["in_house"].values["step"] == pytest.approx(96_000 / 52)
    assert "1,846" not in found["in_house"].text
    assert found["in_house"].text.endswith(
        " So it does if one coordinator can look after enough hours a week, but only "
        "beyond the range we tested."
    )
    spans = [each for each in scenario(page).spans if each.model == "in_house"]
    assert f"**{spans[0].low:,.0f}** hours a year or more" in found["in_house"].text
    gap = f"{spans[0].high + 1:,.0f} to {spans[1].low:,.0f}"
    assert f"apart from {gap}" in found["in_house"].text


@pytest.mark.parametrize("hours", [24_000, 60_000, 72_000, 96_000, 150_000])
def test_no_flip_names_a_value_that_a_reader_cannot_choose(hours):
    page = evidence(hours=hours)
    ends = {each.name: (each.first, each.last) for each in inputs(scenario(page))}
    for each in flip_sentences(page):
        out_of_reach = [
            name
            for name, value in each.values.items()
            if not ends[name][0] <= value <= ends[name][1]
        ]
        assert ("eyond the range we tested" in each.text) == bool(out_of_reach)
        for name in out_of_reach:
            assert f"{each.values[name]:,.0f} hours a week" not in each.text
            assert f"{each.values[name]:,.1f} years" not in each.text


def test_a_flip_within_reach_is_named():
    page = evidence(hours=150_000)
    (own,) = [e for e in flip_sentences(page) if e.model.key == "in_house"]
    assert "more than **962 hours a week**" in own.text


def test_a_model_that_nothing_makes_cheapest_is_said_to_stay_dearer():
    lines = [*LINES, *(("palace", t, "per_year", 1e6, None) for t in tasks())]
    page = evidence(of=tables(infrastructure_lines=line_table(lines)))

    (palace,) = [e for e in flip_sentences(page) if e.model.key == "palace"]
    assert palace.text.startswith("**Palace stays dearer**")


def test_both_tests_of_the_guide_are_reported():
    said = cost_rates.comparison_sentence(evidence())

    assert "**£3.80 (15%) below** traditional home care at £25.40" in said
    assert "“below”, which it meets" in said
    assert said.endswith("no more than 5% above: met.")
    parts = dict(rate_table().set_index("kind")["hourly_rate_gbp"])
    assert (
        costs.answer(evidence()).facts["agency_rate_gbp"]
        == parts["introductory_agency"]
    )


def test_a_dearer_agency_meets_neither_and_a_slightly_dearer_one_competes():
    def saying(price):
        rates = rate_table()
        which = rates["kind"] == "introductory_agency"
        rates["hourly_rate_gbp"] = rates["hourly_rate_gbp"].mask(which, price)
        return cost_rates.comparison_sentence(evidence(of=tables(rate_makeup=rates)))

    assert "(18%) above" in saying(30.00)
    assert "does not meet" in saying(30.00) and saying(30.00).endswith("not met.")
    assert "does not meet" in saying(26.00) and saying(26.00).endswith(": met.")
    assert "is the same as that of traditional" in saying(25.40)


def test_unlike_years_are_never_compared():
    mixed = pd.concat(
        [
            rate_table().query("kind != 'homecare_agency'"),
            rate_table(price_base="2025-26").query("kind == 'homecare_agency'"),
        ]
    )

    assert cost_rates.comparison(evidence(of=tables(rate_makeup=mixed))) is None


def test_rows_of_the_year_asked_for_come_first_and_published_ones_last():
    both = pd.concat([rate_table(price_base="2025-26"), rate_table()])
    frame = cost_rates.frame(evidence(of=tables(rate_makeup=both)))

    assert frame["price_base"].tolist() == ["2026-27"] * 3 + ["2025-26"] * 3 + [
        "",
        "2020-21",
    ]
    assert frame["kind"].tolist()[:3] == [*rate_table()["kind"]]
    assert frame["price_year"].iloc[0] == "2026 to 2027, synthetic"
    real = cost_rates.frame(evidence(is_synthetic=False))
    assert real["price_year"].iloc[0] == "2026 to 2027"


def test_parts_and_share_of_a_price():
    frame = cost_rates.frame(evidence()).set_index("kind")

    parts = [name for name in cost_rates.PARTS]
    assert (frame[parts].sum(axis=1) - frame["hourly_rate_gbp"]).abs().max() < 1e-9
    assert frame.loc["umbrella_body_somerset", "worker_share"] == pytest.approx(0.8)
    assert frame.loc["introductory_agency", "label"] == "Introductory agency, mean of 4"


def test_vat_stands_with_the_surplus_and_is_named():
    rates = rate_table()
    rates["vat_gbp"] = 0.5
    page = evidence(of=tables(rate_makeup=rates))

    frame = cost_rates.frame(page).set_index("kind")
    assert frame.loc["introductory_agency", "surplus_gbp"] == pytest.approx(1.9)
    assert cost_rates.setting(page)["parts"]["surplus_gbp"][0] == "Surplus and VAT"


def test_a_hidden_price_stays_hidden_in_every_column():
    safe = hidden(rate_table(), "introductory_agency")
    page = evidence(view="public", of=tables(rate_makeup=safe))

    row = cost_rates.frame(page).set_index("kind").loc["introductory_agency"]
    for column in (*cost_rates.PARTS, "hourly_rate_gbp", "worker_share"):
        assert pd.isna(row[column])
        assert row[f"{column}_status"] == "suppressed"
    assert cost_rates.comparison_sentence(page) == ""


def cell(frame, line, model):
    rows = frame[frame["line"].str.startswith(line) & (frame["model"] == model)]
    return rows.iloc[0]


def test_every_line_of_the_ledger_has_every_model():
    frame = cost_ledger.frame(evidence())

    lines = frame.groupby("line")["model"].apply(list)
    assert all(models == lines.iloc[0] for models in lines)
    assert cost_ledger.setting(evidence())["order"] == lines.iloc[0]


def test_the_ledgers_tasks_add_up_to_its_totals():
    for page in (evidence(), evidence(risk="in"), evidence(hours=180_000)):
        frame = cost_ledger.frame(page)
        sums = frame[frame["section"] == "task"].groupby("model")["value"].sum()
        totals = frame[frame["section"] == "total"].set_index("model")["value"]
        assert sums.to_dict() == pytest.approx(totals.to_dict())


def test_cells_of_the_ledger():
    frame = cost_ledger.frame(evidence())

    assert cell(frame, "Coordinate", "in_house")["shown"] == "£109,200"
    assert cell(frame, "Total", "in_house")["shown"] == "£277,200"
    vet = cell(frame, "Vet", "embedded")
    assert (vet["shown"], vet["says"]) == ("[z]", "in recruit")
    assure = cell(frame, "Assure", "embedded")
    assert (assure["shown"], assure["says"]) == ("[z]", "in other")
    assert cell(frame, "Chance", "traditional")["says"] == "not one to choose"
    assert cell(frame, "Fixed", "in_house")["says"] == "in steps"
    surplus = cell(frame, "Surplus", "embedded")
    assert surplus["shown"] == "£134,400"
    assert cell(frame, "Who pays", "in_house")["says"] == "Council, from day one"
    status = cell(frame, "Status risk, 10% likely, not in the total", "embedded")
    assert (status["shown"], status["says"]) == ("£42,200", "£422,400 if so")


def test_a_blank_is_never_a_nought():
    safe = hidden(rate_table(), "introductory_agency")
    frame = cost_ledger.frame(
        evidence(view="public", of=tables(rate_makeup=safe, care_volume=None))
    )

    own = frame[(frame["model"] == "embedded") & (frame["unit"] != "")]
    assert set(own["shown"]) == {"[c]"}
    assert own["value"].isna().all()
    assert cell(frame, "Total", "embedded")["says"] == "hidden"
    blank = frame["value"].isna()
    assert (blank == frame["value_status"].isin(words.MARKS)).all()
    assert (frame.loc[frame["value"] == 0, "value_status"] == "zero").all()


SILENT = (
    "The agency rate does not say who pays for assuring, so its total is incomplete"
)


def test_a_total_that_lacks_a_task_is_incomplete_wherever_it_is_shown():
    page = evidence(of=tables(rate_makeup=without_overhead()))
    said, told = costs.answer(page), scenario(page)

    assert said.text.startswith("At 96,000 hours a year, assuring left out, a **")
    assert said.text.endswith(f"{SILENT}.")
    assert said.facts["tasks_left_out"] == ["assure"]
    frame = cost_ledger.frame(page)
    missing = cell(frame, "Assure", "embedded")
    assert (missing["shown"], missing["says"]) == ("[x]", "no line")
    assert cell(frame, "Total", "embedded")["says"] == "incomplete"
    assert cell(frame, "Total", "in_house")["says"] == ""
    assert cell(frame, "Total", "in_house")["value"] == pytest.approx(277_200)
    compared = cell(frame, "Compared, without assure", "in_house")
    assert compared["value"] == pytest.approx(277_200 - 26_000)
    hour = cell(frame, "An hour of what is compared", "in_house")
    assert hour["value"] == told.per_hour["in_house"]
    for words_of in (cost_ledger.sub, cost_ledger.finding):
        assert SILENT in words_of(frame, page)
    assert "Each task is paid once" not in cost_ledger.sub(frame, page)
    curves = cost_break_even.frame(page)
    for words_of in (cost_break_even.sub, cost_break_even.finding):
        assert "assuring left out" in words_of(curves, page)
        assert SILENT in words_of(curves, page)
    named = curves.groupby("model")["label"].first()
    assert named["embedded"] == "Embedded in the agency rate, incomplete"
    assert named["in_house"] == "In-house team"


def test_models_that_lack_the_same_share_a_sentence():
    lines = without(("in_house", "other"), ("commissioned", "other"))
    page = evidence(of=tables(infrastructure_lines=line_table(lines)))

    assert (
        "An in-house team and a commissioned programme do not say who pays for other "
        "costs, so their totals are incomplete."
    ) in costs.answer(page).text


def test_a_model_that_says_too_little_is_shown_and_not_compared():
    lines = [*LINES, ("hub", "coordinate", "per_year", 1_000.0, None)]
    page = evidence(of=tables(infrastructure_lines=line_table(lines)))

    assert costs.answer(page).text.endswith(
        "Hub is not compared: it says who pays for 1 of 8 tasks."
    )
    frame = cost_ledger.frame(page)
    assert cell(frame, "Coordinate", "hub")["shown"] == "£1,000"
    assert cell(frame, "Total", "hub")["says"] == "incomplete"
    for line in ("An hour", "Chance"):
        blank = cell(frame, line, "hub")
        assert (blank["shown"], blank["says"]) == ("[x]", "too few tasks")
    assert "hub" not in set(cost_break_even.frame(page)["model"])
    lines = frame.groupby("line")["model"].apply(set)
    assert all(models == lines.iloc[0] for models in lines)


def test_our_reading_of_a_rate_is_named_as_ours():
    page = evidence()

    said = cost_ledger.sub(cost_ledger.frame(page), page)
    assert "Our reading: a rate’s other costs include assuring." in said


def test_lines_set_aside_are_named():
    lines = [*LINES, ("embedded", "vet", "per_year", 9_600.0, None)]
    page = evidence(of=tables(infrastructure_lines=line_table(lines)))

    said = cost_ledger.sub(cost_ledger.frame(page), page)
    assert said.endswith("set aside, as the rate pays for them: vet (embedded)")
    assert cost_ledger.sub(cost_ledger.frame(evidence()), evidence()).endswith(
        "no task is paid for twice in this scenario"
    )


def test_the_curves_hold_every_crossing_and_both_ends_of_every_step():
    page = evidence()
    frame, told = cost_break_even.frame(page), scenario(page)

    rings = frame[frame["point"] == cost_break_even.CROSSING]
    assert rings["hours_a_year"].tolist() == [each.hours for each in told.crossings]
    own = frame[(frame["model"] == "in_house") & (frame["point"] == "curve")]
    at = own[own["hours_a_year"].between(93_600, 93_601)]["an_hour_gbp"].tolist()
    assert at == pytest.approx(
        [(168_000 + 2 * 36_400) / 93_600, 277_200 / 93_600], 1e-5
    )


def test_words_stand_at_the_first_volume_where_a_model_is_cheapest():
    frame = cost_break_even.frame(evidence())

    said = frame[frame["says"] != ""]
    assert said["says"].str.startswith("commissioned becomes cheapest").sum() == 1
    assert said["says"].str.contains("until its next step at 187,200").sum() == 1
    assert (said["point"] == cost_break_even.CROSSING).all()


def test_what_stands_at_the_upright():
    assert cost_break_even.setting(evidence())["now_words"] == "Now: 96,000 hours"
    asked = cost_break_even.setting(evidence(hours=120_000))
    assert asked["now_words"] == "Asked: 120,000 hours"
    public = cost_break_even.setting(evidence(of=tables(care_volume=None)))
    assert public["now_words"] == "Assumed: 100,000 hours"
