"""Where the infrastructure cost should sit: the answer, how sure, and the notes."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics import words
from analytics.answers.cost_gaps import gap_sentences, left_out
from analytics.answers.cost_rates import comparison
from analytics.answers.cost_words import (
    an_hour,
    bold_noun,
    hours,
    hours_come_from,
    price_year,
)
from analytics.costs.changes import Sway, sways
from analytics.costs.models import Model, slider_kind
from analytics.costs.scenario import Scenario, scenario
from analytics.costs.starting import ours
from analytics.costs.supplied import RATES
from analytics.evidence import Answer, Evidence, Notes

INFRASTRUCTURE = (
    "Infrastructure is recruiting, vetting, matching, coordinating, paying and "
    "assuring; it always costs somebody something."
)
INPUT_WORDS = {
    "hours": "volume",
    "rate": "the agency rate",
    "step": "hours for each coordinator",
    "years": "the years that a cost is spread over",
    "discount": "the discount rate",
    "chance": "status risk",
}
READINGS = (
    "HMRC’s manual (ESM4015) takes a care worker in a person’s own home for a likely "
    "employee, also where an agency only introduces; the guide on introductory "
    "agencies takes self-employment as usual. Each risk is priced on a line of its "
    "own: its chance times its cost, and beside it the whole cost if it happens. We "
    "choose neither reading, and this is no legal advice."
)
HARDLY = 0.02  # of the largest sway: below this an input hardly matters


def answer(evidence: Evidence) -> Answer:
    """Say which model costs least at the volume asked about, and how sure we are."""
    told = scenario(evidence)
    if told.cheapest is None:
        return Answer(
            "**We cannot tell yet.** No model can be costed in the prices of "
            f"{price_year(told.price_base)}.",
            _missing(told),
        )
    facts = _facts(evidence, told)
    low, high = told.spread.likely[told.cheapest.key]
    cost = an_hour(told.per_hour[told.cheapest.key])
    volume = f"{hours(told.hours_a_year)} hours a year"
    likely = f"(likely range {an_hour(low)} to {an_hour(high)})"
    if told.alike.left_out:
        volume += f", {left_out(told)},"
    gaps = "".join(f" {each}" for each in gap_sentences(told))
    if len(told.contest) < 2:
        return Answer(
            f"**We cannot compare yet.** At {volume} {told.cheapest.noun} costs "
            f"**{cost} an hour** {likely}; nothing else can be compared.{gaps}",
            _sure(evidence, told),
            facts,
        )
    least = bold_noun(told.cheapest, f"costs least, {cost} an hour")
    return Answer(
        f"At {volume} {least} {likely}. {_chance(told, told.cheapest)}{gaps}",
        _sure(evidence, told),
        facts,
    )


def _chance(told: Scenario, cheapest: Model) -> str:
    """Say how likely it is that the cheapest really is, and who is next."""
    chances = told.spread.chance
    other = max(
        (each for each in told.contest if each != cheapest),
        key=lambda each: chances[each.key],
    )
    return (
        "The chance that it really is the cheapest is "
        f"**{words.chance(chances[cheapest.key])}**, against "
        f"{words.chance(chances[other.key])} for {other.noun}."
    )


def _sure(evidence: Evidence, told: Scenario) -> str:
    risks = " Legal risks are counted in." if told.counts_risks else ""
    missing = _missing(told)
    return " ".join(
        part
        for part in (
            INFRASTRUCTURE,
            hours_come_from(evidence, told) + risks,
            missing,
        )
        if part
    )


def _missing(told: Scenario) -> str:
    """Name the models that cannot be costed, and why."""
    said = {
        "suppressed": "hidden to protect a provider",
        "not_supplied": "not supplied",
    }
    return " ".join(
        f"{each.model.label} cannot be costed: "
        f"{'its rate' if each.model.rate_kind else 'its cost'} is "
        f"{said.get(each.status, 'blank')}."
        for each in told.missing
    )


def _facts(evidence: Evidence, told: Scenario) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "hours_a_year": told.hours_a_year,
        "cheapest": told.cheapest.key if told.cheapest else None,
    }
    if told.alike.left_out:
        facts["tasks_left_out"] = list(told.alike.left_out)
    for each in told.models:
        facts[f"{each.key}_an_hour_gbp"] = told.per_hour[each.key]
        facts[f"{each.key}_likely_gbp"] = told.spread.likely[each.key]
        if each.key in told.spread.chance:
            facts[f"{each.key}_chance_cheapest"] = told.spread.chance[each.key]
    if (rates := comparison(evidence)) is not None:
        facts["agency_rate_gbp"] = rates.rate
        facts["traditional_rate_gbp"] = rates.traditional
        facts["agency_rate_is_below"] = rates.is_below
        facts["agency_rate_is_competitive"] = rates.is_competitive
    return facts


def levers(evidence: Evidence) -> list[str]:
    """Name the sliders that can change anything here."""
    told = scenario(evidence)
    return ["hours", *(["step"] if told.starts.step else []), "rate", "chance"]


def spread_note(evidence: Evidence) -> str:
    """Say over how long, and at what rate, a cost paid once is spread, and who says."""
    terms = dict(scenario(evidence).trial.ranges)
    said = {
        "years": f"over {terms['years'].value:g} years",
        "discount": f"at a real {words.percent(terms['discount_rate'].value)} a year",
    }
    sourced = [
        f"{phrase} ({'chosen by us' if ours(name).is_ours else ours(name).reference})"
        for name, phrase in said.items()
    ]
    return f"A cost paid once is spread {' '.join(sourced)}."


def notes(evidence: Evidence) -> Notes:
    """Write the four columns: source, age, caution, what would change the answer."""
    told = scenario(evidence)
    return Notes(
        source=_source(evidence),
        how_old=_how_old(evidence, told),
        read_with_care=_care(evidence),
        what_would_change_this=_changes(told),
    )


def _source(evidence: Evidence) -> str:
    synthetic = " (synthetic)" if evidence.about.is_synthetic else ""
    rates = " and rates" if evidence.has(RATES) else ""
    return (
        f"Infrastructure lines{rates} supplied{synthetic}. Published examples are "
        "named on their rows. Ranges: the Assumptions page."
    )


def _how_old(evidence: Evidence, told: Scenario) -> str:
    vintage = evidence.about.supplied.get("council_infrastructure_lines")
    when = f"Supplied lines last begin on {words.date(vintage)}. " if vintage else ""
    return f"{when}Prices of {price_year(told.price_base)} unless a row says otherwise."


def _care(evidence: Evidence) -> str:
    return (
        f"{_returns(evidence)}Status risk, VAT and CQC registration are our readings "
        "with a chance each, and no legal advice."
    )


def _returns(evidence: Evidence) -> str:
    """Say how many agencies' rates could be read, where the desk knows it."""
    if not evidence.has(RATES) or "n_providers_of_kind" not in evidence[RATES]:
        return ""
    rows = evidence[RATES]
    rows = rows[(rows["kind"] == slider_kind()) & (rows["set_by"] == "providers")]
    if rows.empty or pd.isna(rows["n_providers_of_kind"].iloc[0]):
        return ""
    row = rows.iloc[-1]
    sent, every = int(row["n_providers"]), int(row["n_providers_of_kind"])
    return f"{sent} of {words.plural(every, 'agency', 'agencies')} sent rates. "


def _changes(told: Scenario) -> str:
    """Rank what moves the answer, and name what hardly does."""
    ranked = sways(told)
    if not ranked:
        return "Lines or rates for a second model, to compare with."
    most = ranked[0].gbp or 1.0
    moving = [each for each in ranked if each.gbp >= HARDLY * most][:3]
    still = [each for each in ranked if each.gbp < HARDLY * most]
    first, *rest = [INPUT_WORDS[each.name] for each in moving]
    said = f"**{first[:1].upper()}{first[1:]}** moves the answer most"
    if rest:
        said += f", then {', then '.join(rest)}"
    turns = _turns(ranked)
    hardly = (
        f" {words.listing([INPUT_WORDS[each.name] for each in still[:2]])} hardly "
        f"{'matters' if len(still) == 1 else 'matter'}."
        if still
        else ""
    )
    return f"{said}.{turns}{hardly[:2].upper()}{hardly[2:]}"


def _turns(ranked: list[Sway]) -> str:
    if any(each.turns for each in ranked):
        return ""
    return " None alone turns it within the range tested."
