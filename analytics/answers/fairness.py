"""Whether direct payments and ISFs are used alike: the answer, from counts alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analytics import words
from analytics.answers.fair_counts import (
    DISTRICT,
    FIFTH,
    HAVE,
    UNKNOWN,
    WARD,
    choice_of,
    groups,
    has_places,
    place_set_of,
    quarter_end,
    whole,
)
from analytics.answers.fair_funnel import funnel
from analytics.answers.fair_judgement import chance, slopes
from analytics.answers.places_apart import error_share
from analytics.assumptions import assumption
from analytics.evidence import Answer, Evidence
from analytics.stats.gradient import Slope

WHERE = {"place": "place", "fifth": "deprivation", "rurality": "rurality"}
WHO = {"age": "age", "reason": "support reason"}
ASPECTS = {**WHERE, **WHO}
MOST_NAMES = 3
NOT_PROOF = (
    "**Differences are not proof of unfairness**: needs and wishes differ, and we see "
    "who has one, not who was offered one."
)


@dataclass(frozen=True)
class Verdict:
    """In which ways shares differ by more than chance would give.

    Attributes
    ----------
    differs, alike, unjudged : aspects (keys of ASPECTS), in their order
    most : of those that differ the one that chance explains least, None without one
    """

    differs: tuple[str, ...]
    alike: tuple[str, ...]
    unjudged: tuple[str, ...]
    most: str | None


def verdict(evidence: Evidence) -> Verdict:
    """Judge each aspect, all together wrong in 1 of 20 councils that are alike in all.

    Several questions are asked at once, so each is asked the more strictly (the
    chance is shared out evenly among them, after Bonferroni).
    """
    chances = {}
    for aspect in _aspects(evidence):
        rows = (
            funnel(evidence).places if aspect == "place" else groups(evidence, aspect)
        )
        chances[aspect] = chance(evidence, rows)
    judged = {aspect: each for aspect, each in chances.items() if not np.isnan(each)}
    strict = error_share() if has_places(evidence) else error_share(1)
    differs = tuple(aspect for aspect, each in judged.items() if each < strict)
    return Verdict(
        differs=differs,
        alike=tuple(aspect for aspect in judged if aspect not in differs),
        unjudged=tuple(aspect for aspect in chances if aspect not in judged),
        most=min(differs, key=lambda aspect: judged[aspect], default=None),
    )


def _aspects(evidence: Evidence) -> list[str]:
    """List the aspects that the tables here tell of."""
    told = list(ASPECTS) if has_places(evidence) else ["fifth"]
    return [each for each in told if each != "fifth" or evidence.has(FIFTH)]


def answer(evidence: Evidence) -> Answer:
    """Say whether the choice is used alike, and by what it differs."""
    facts: dict[str, Any] = {}
    people, everybody = whole(evidence)
    if not everybody > 0:
        why = "a count is hidden" if np.isnan(everybody) else "nobody is counted"
        return Answer(f"**We cannot tell yet**: {why}.", NOT_PROOF, facts)
    found = verdict(evidence)
    facts |= {"people": people, "people_all": everybody, "differs": found.differs}
    parts = [_head(evidence, found), _share(evidence, people, everybody)]
    if has_places(evidence):
        parts += [_by_what(evidence, found), _who_stands_out(evidence, facts)]
    else:
        parts.append(gradient(evidence))
    sure = (
        "Everybody supported is counted; chance is how far a group of that size would "
        f"differ by luck. {NOT_PROOF}"
    )
    return Answer(" ".join(part for part in parts if part), sure, facts)


def _head(evidence: Evidence, found: Verdict) -> str:
    """Answer in the first words."""
    if not found.differs and not found.alike:
        return "**We cannot tell yet.**"
    if not has_places(evidence):
        alike = "Not alike" if found.differs else "Alike, as far as counts can tell,"
        return f"**{alike} by deprivation.**"
    where = any(aspect in WHERE for aspect in found.differs)
    who = any(aspect in WHO for aspect in found.differs)
    if where and who:
        return "**Neither everywhere nor by everyone alike.**"
    if where:
        return "**By everyone alike, but not everywhere.**"
    if who:
        return "**Everywhere alike as far as counts can tell, but not by everyone.**"
    return "**Alike, as far as counts can tell.**"


def _share(evidence: Evidence, people: float, everybody: float) -> str:
    day = words.date(quarter_end(evidence).date())
    have = HAVE[choice_of(evidence)]
    of = f"{words.count(people)} of {words.count(everybody)}"
    if people < assumption("answers.least_cases").value:
        return f"{of} people supported had {have} on {day}."
    share = words.percent(people / everybody)
    return f"{share} of people supported, {of}, had {have} on {day}."


def _by_what(evidence: Evidence, found: Verdict) -> str:
    """Say by what it differs, with both ends of what differs most, and by what not."""
    said = []
    if found.most:
        differs = words.listing([ASPECTS[each] for each in found.differs])
        ends = _ends(evidence, found.most)
        said.append(f"It differs by **{differs}**{ends}")
    if found.alike:
        alike = words.listing([ASPECTS[each] for each in found.alike])
        than = "no more than chance would give"
        said.append(f"by {alike} {than}" if said else f"It differs by {alike} {than}")
    if found.unjudged and said:
        few = words.listing([ASPECTS[each] for each in found.unjudged])
        said.append(f"by {few} we cannot tell")
    return f"{'; '.join(said)}." if said else ""


def _ends(evidence: Evidence, aspect: str) -> str:
    """Name the smallest and the largest share of what differs most."""
    ends = None
    if aspect != "place":
        ends = largest_and_smallest(groups(evidence, aspect))
    if ends is None:
        return ""
    first, last = (
        f"{words.percent(row['share'])} ({_inside(row['level_name'])})" for row in ends
    )
    return f", from {first} to {last}"


def _inside(name: str) -> str:
    return name[:1].lower() + name[1:]


def place_word(evidence: Evidence, number: int = 1) -> str:
    """Return what a place of the set is called, and how many there are."""
    one = {DISTRICT: "district", WARD: "ward"}.get(place_set_of(evidence), "place")
    return words.plural(number, one)


def _who_stands_out(evidence: Evidence, facts: dict[str, Any]) -> str:
    places = funnel(evidence).places
    out = places.loc[places["stands"] != "", "place_name"]
    facts["stand_out"] = len(out)
    if out.empty:
        return ""
    verb = "lies" if len(out) == 1 else "lie"
    names = words.listing([f"**{name}**" for name in out])
    who = names if len(out) <= MOST_NAMES else f"**{place_word(evidence, len(out))}**"
    return f"{who} {verb} outside the funnel below: ask why before you judge."


def gradient(evidence: Evidence) -> str:
    """Say how the share changes with deprivation, and how sure that is."""
    if not evidence.has(FIFTH):
        return "What is published is by deprivation, which is not supplied."
    crude, adjusted = slopes(evidence)
    if np.isnan(crude.difference):
        return "Too few people, or too few fifths, to fit a slope by deprivation."
    slope = _is_slope(crude)
    lead = (
        f"The share is **{slope}** where areas are more deprived"
        if slope
        else "The share shows **no clear slope** by deprivation"
    )
    said = (
        f"{lead}: from the least deprived end to the most it changes by "
        f"{points(crude)} (slope index of inequality, 95% interval {_ends_of(crude)})"
    )
    if adjusted is None or np.isnan(adjusted.difference):
        return f"{said}."
    return (
        f"{said}; among people of one age and support reason by {points(adjusted)} "
        f"({_ends_of(adjusted)})."
    )


def _is_slope(found: Slope) -> str:
    if found.lower > 0:
        return "higher"
    return "lower" if found.upper < 0 else ""


def points(found: Slope) -> str:
    """Write a difference of shares: 4.1 percentage points, with its sign."""
    return f"{_signed(found.difference)} percentage points"


def _signed(share: float) -> str:
    number = f"{abs(share) * 100:.1f}"
    sign = "" if number == "0.0" else "−" if share < 0 else "+"
    return f"{sign}{number}"


def _ends_of(found: Slope) -> str:
    return f"{_signed(found.lower)} to {_signed(found.upper)}"


def largest_and_smallest(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series] | None:
    """Return the known levels with the smallest and the largest share."""
    known = rows[rows["share"].notna() & (rows["level"] != UNKNOWN)]
    if len(known) < 2:
        return None
    return known.loc[known["share"].idxmin()], known.loc[known["share"].idxmax()]
