"""Where people cannot get care: the answer, how sure, and what would change it."""

from __future__ import annotations

import pandas as pd

from analytics import words
from analytics.answers.desert_map import (
    chosen_zone,
    line_of,
    verdict_rows,
    within_choice,
)
from analytics.assumptions import assumption
from analytics.evidence import Answer, Evidence, Notes

JUDGED = ("ok", "zero")
MOST_DISTRICTS = 4  # named in a sentence; the rest are counted


def answer(evidence: Evidence) -> Answer:
    """Say in how many areas too little care can reach people, and how sure we are."""
    if not evidence.has("verdicts"):
        return _offices_only(evidence)
    rows = within_choice(evidence, verdict_rows(evidence))
    listed = rows[rows["verdict"] == "desert"]
    judged = int(rows["class_status"].isin(JUDGED).sum())
    facts: dict[str, object] = {"areas_listed": len(listed), "areas_judged": judged}
    if judged == 0:
        return Answer(
            "**We cannot tell yet.** No area here can be judged.",
            " ".join([*_not_judged(rows), *_little_need(rows)]),
            facts,
        )
    where = _where(evidence)
    if listed.empty:
        text = (
            f"**In none of {words.plural(judged, 'area')}**{where} are we sure enough "
            "to say that too little care can reach the people who need it."
        )
        return Answer(text, _sure(evidence, rows), facts)
    places = listed["place_name"].nunique()
    people = float(listed["people_65_plus"].sum())
    facts |= {"places": places, "people_65_plus": people}
    text = (
        f"**In {words.count(len(listed))} of {words.plural(judged, 'area')}**{where}, "
        f"in {words.plural(places, 'place')}, too little care can reach the people who "
        f"need it. About **{words.count(round(people, -2))} people aged 65 and over** "
        f"live there{_short(evidence, listed, facts)}."
    )
    return Answer(text, _sure(evidence, rows), facts)


def _where(evidence: Evidence) -> str:
    zone = chosen_zone(evidence)
    return f" of {zone[1]}" if zone else ""


def _short(evidence: Evidence, listed: pd.DataFrame, facts: dict[str, object]) -> str:
    """Say how many hours short the listed areas are; the range is of the whole list."""
    if "hours_short" not in listed:
        return ""
    hours = float(listed["hours_short"].sum())
    facts["hours_short"] = hours
    said = f", and they are **{words.count(round(hours, -1))} hours a week** short"
    if chosen_zone(evidence) or not evidence.has("lists"):
        return said
    whole = evidence["lists"].iloc[0]
    low, high = whole["hours_short_lower"], whole["hours_short_upper"]
    if pd.isna(low) or pd.isna(high):
        return said
    facts |= {"hours_short_lower": float(low), "hours_short_upper": float(high)}
    low_word, high_word = words.count(round(low, -1)), words.count(round(high, -1))
    return f"{said} (likely range {low_word} to {high_word})"


def _sure(evidence: Evidence, rows: pd.DataFrame) -> str:
    """Say how many of the list may be mistakes, and what is not among the judged."""
    said = [
        *_one_kind(evidence),
        *_mistakes(evidence, rows),
        *_unsure(rows),
        *_hidden(rows),
        *_not_judged(rows),
        *_little_need(rows),
    ]
    return " ".join(said)


def _mistakes(evidence: Evidence, rows: pd.DataFrame) -> list[str]:
    """Say how many listed areas are there by mistake, if our ranges are right."""
    if not (rows["verdict"] == "desert").any():
        return []
    if chosen_zone(evidence) or not evidence.has("lists"):
        return [
            "If our ranges are right, about 1 in 10 of the whole council's list, at "
            "most, is there by mistake; no range is worked out for less than the whole."
        ]
    whole = evidence["lists"].iloc[0]
    listed, expected = int(whole["areas_listed"]), float(whole["expected_false"])
    about = "fewer than 1" if expected < 1 else f"about {words.count(round(expected))}"
    worst = max(int(whole["p90_false"]), 1 if expected > 0 else 0)
    return [
        f"If our ranges are right, we expect {about} of the {listed} to be listed by "
        f"mistake, and nine times in ten no more than {words.count(worst)}."
    ]


def _unsure(rows: pd.DataFrame) -> list[str]:
    unsure = int((rows["verdict"] == "likely_below").sum())
    if not unsure:
        return []
    verb, them = ("is", "it") if unsure == 1 else ("are", "them")
    return [
        f"Another {words.count(unsure)} {verb} more likely than not below the line, "
        f"but we are not sure enough to list {them}."
    ]


def _hidden(rows: pd.DataFrame) -> list[str]:
    hidden = int((rows["class_status"] == "suppressed").sum())
    if not hidden:
        return []
    verb = "is" if hidden == 1 else "are"
    return [
        f"{words.plural(hidden, 'area')} {verb} hidden, because so few providers reach "
        "there that one could be known."
    ]


def _one_kind(evidence: Evidence) -> list[str]:
    """Warn where one kind of provider is asked to meet every need by itself."""
    kind = evidence.selection.get("kind", "all")
    if kind in (None, "all"):
        return []
    named = kind.replace("_", " ").replace("isf", "ISF")
    return [
        f"Only the hours of one kind are counted here ({named}): this is what that "
        "kind could do alone, and no verdict on the place."
    ]


def _not_judged(rows: pd.DataFrame) -> list[str]:
    """Count and name the areas of which something is not known, by what it is."""
    lost = rows[rows["class_status"] == "not_supplied"]
    because = lost.get("not_judged_because", pd.Series(None, lost.index, dtype=object))
    groups = lost.groupby(because.fillna("something is not known"))
    return [_lost(str(why), own) for why, own in groups]


def _lost(why: str, own: pd.DataFrame) -> str:
    districts = sorted(set(own["district_name"].dropna()))
    shown = districts[:MOST_DISTRICTS]
    more = len(districts) - len(shown)
    if more:
        shown.append(words.plural(more, "more district"))
    verb = "is" if len(own) == 1 else "are"
    where = f", in {words.listing(shown)}," if shown else ""
    return f"{words.plural(len(own), 'area')}{where} {verb} not judged: {why}."


def _little_need(rows: pd.DataFrame) -> list[str]:
    """Count the areas whose need is too little to judge, or none."""
    little = int((rows["class_status"] == "low_reliability").sum())
    none = int((rows["class_status"] == "not_applicable").sum())
    parts = [
        *([f"{little} with too little need to judge"] if little else []),
        *([f"{none} where nobody needs care"] if none else []),
    ]
    if not parts:
        return []
    areas = words.plural(little + none, "area")
    return [f"Not among them: {areas}, {words.listing(parts)}."]


def _offices_only(evidence: Evidence) -> Answer:
    name = evidence.about.council_name
    return Answer(
        f"**We cannot tell yet.** This page needs **supply**, which {name} has not "
        "supplied. Registered offices, below, are not places of care.",
        "Nothing is broken, and nothing is counted as zero. From offices alone we give "
        "no verdict, no list and no chance.",
        {},
    )


def notes(evidence: Evidence) -> Notes:
    """Say where the numbers come from, their age, their traps, what would move them."""
    about = evidence.about
    if not evidence.has("verdicts"):
        return Notes(
            "CQC ratings file: locations in “Community based adult social care "
            "services”, once each. Need: people by age, ONS mid-2020.",
            _age(evidence, "cqc_ratings", "CQC"),
            "A registered office is not where care is given. Home care and supported "
            "living cannot be told apart in this file.",
            f"The **supply** table: hours by place that workers set out from. "
            f"{about.council_name} can fill in the template.",
        )
    return Notes(
        "Supply supplied by the council"
        + (" (synthetic)" if about.is_synthetic else "")
        + ". Need: people by age, ONS mid-2020, times hours per person, 2013 to 2014. "
        "Travel: straight line times 1.3.",
        f"Supply as it stood on {words.date(about.as_of)}. Population is of mid-2020: "
        "65 and over has grown since. Hours per person are of 2013 to 2014.",
        "Straight lines cross estuaries. Need rests on people with council support, so "
        f"it is too low; self-funders are assumed to take {_self_funders()} of hours.",
        _what_would_change(evidence),
    )


def _self_funders() -> str:
    """Return the share of hours of care that people are taken to pay for themselves."""
    return words.percent(assumption("need.share_self_funding").value, places=0)


def _age(evidence: Evidence, source: str, said: str) -> str:
    day = evidence.about.supplied.get(source)
    return f"{said} to {words.date(day)}." if day else f"{said}: no date in the file."


def _what_would_change(evidence: Evidence) -> str:
    """Say how many areas the neighbouring lines would list."""
    if not evidence.has("lines"):
        return "**The line.** It is ours: no published threshold for home care exists."
    line = line_of(evidence)
    lists = evidence["lines"].set_index(evidence["lines"]["line"].round(2))
    said = [
        f"at {at:.2f}, {words.plural(int(lists.loc[at, 'areas_listed']), 'area')}"
        for at in (round(line - 0.1, 2), round(line + 0.1, 2))
        if at in lists.index
    ]
    where = " in the whole council" if chosen_zone(evidence) else ""
    return (
        f"**The line.** {'; '.join(said).capitalize()} would be listed{where}. No "
        "published threshold for home care exists."
    )
