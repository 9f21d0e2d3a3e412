"""Can people get good care near home: one answer drawn from those of other pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analytics import words
from analytics.answers import sources as ages
from analytics.answers.desert_list import listed_places
from analytics.answers.overview_lately import Since
from analytics.answers.overview_since import NO_EARLIER, day_before, since
from analytics.evidence import Answer, Evidence, Notes, Page

# Which sentences of a page's answer stand on its line, and its figures.
LINES = {
    "deserts": (1, ("overview_deserts", "overview_short")),
    "tiers": (2, ("overview_tiers",)),
    "uptake": (1, ("overview_uptake",)),
    "waiting": (2, ("overview_waiting",)),
    "costs": (2, ("overview_costs",)),
    "outcomes": (2, ("overview_outcomes",)),
}
ENDS = re.compile(r"(?:(?<=[.!?])|(?<=[.!?]\*\*))\s+(?=[A-Z0-9*“£\[])")
MOSTLY = 0.5  # of the areas that can be judged


@dataclass(frozen=True)
class Line:
    """One page's question and answer, its figures, and what changed."""

    name: str
    question: str
    said: str
    charts: tuple[str, ...]
    since: Since


def first_sentences(text: str, number: int) -> str:
    """Return the first sentences of an answer, its bold words whole.

    Examples
    --------
    >>> first_sentences("**Yes, slowly.** In 2 months 3.5% moved. Nobody left.", 2)
    '**Yes, slowly.** In 2 months 3.5% moved.'
    """
    said = " ".join(ENDS.split(text.strip())[:number])
    return said if said.count("**") % 2 == 0 else f"{said}**"


def lines(evidence: Evidence) -> list[Line]:
    """Return a line for each page that could be asked, in order."""
    return [
        Line(
            name=name,
            question=evidence.gathered[name].question,
            said=_said(evidence.gathered[name], number),
            charts=charts,
            since=since(evidence, name),
        )
        for name, (number, charts) in LINES.items()
        if name in evidence.gathered
    ]


def _said(page: Page, number: int) -> str:
    """Take a page's first sentences; where it cannot tell, the one that says why."""
    return first_sentences(page.answer.text, number if page.answer.facts else 2)


def answer(evidence: Evidence) -> Answer:
    """Say whether care can be had near home, in the words of the page that knows."""
    page = evidence.gathered.get("deserts")
    if page is None:
        return Answer(
            "**We cannot tell yet.** Whether care is near home could not be asked.",
            _compared(evidence),
        )
    judged = page.answer.facts.get("areas_judged")
    if not judged:
        # It says itself why it cannot tell.
        return Answer(page.answer.text, _compared(evidence), dict(page.answer.facts))
    # Bold words of its own come first here.
    text = f"**{_opening(page)}** {page.answer.text.replace('**', '', 2)}"
    doubt = first_sentences(page.answer.sure, 1)
    sure = " ".join(part for part in (_compared(evidence), doubt) if part)
    return Answer(text, sure, dict(page.answer.facts))


def _opening(page: Page) -> str:
    """Put the answer in a few words: mostly, but not around these places."""
    facts = page.answer.facts
    listed, judged = int(facts["areas_listed"]), int(facts["areas_judged"])
    if listed == 0:
        return "As far as we can tell, yes."
    places = [place.name for place in listed_places(page.evidence)]
    if listed / judged >= MOSTLY:
        return "Mostly not."
    others = len(places) - 1
    if others <= 1:
        return f"Mostly, but not around {' or around '.join(places)}."
    return f"Mostly, but not around {places[0]} or in {others} other places."


def _compared(evidence: Evidence) -> str:
    now, then = evidence.about.as_of, day_before(evidence)
    if then is None:
        return f"As of {words.date(now)}. {NO_EARLIER}."
    return f"As of {words.date(now)}, compared with {words.date(then)}."


def notes(evidence: Evidence) -> Notes:
    """Say what the pages rest on together, how old it is, and how far to trust it."""
    return Notes(
        source=_source(evidence),
        how_old=_how_old(evidence),
        read_with_care=_care(evidence),
        what_would_change_this=_change_this(evidence),
    )


def _source(evidence: Evidence) -> str:
    supplied = list(evidence.about.supplied)
    own = sum(
        each.startswith("council_") or each == "client_level_data" for each in supplied
    )
    synthetic = " (synthetic)" if evidence.about.is_synthetic else ""
    return (
        f"{words.plural(len(supplied), 'source')}: {words.count(own)} of the council’s "
        f"own{synthetic}, {words.count(len(supplied) - own)} published. Each line is "
        "its page’s own answer."
    )


def _how_old(evidence: Evidence) -> str:
    page = evidence.gathered.get("data")
    if page is None or not page.evidence.has("source_ages"):
        return f"As of {words.date(evidence.about.as_of)}."
    rows = ages.frame(page.evidence)
    if rows.empty:
        return f"As of {words.date(evidence.about.as_of)}. No source says its date."
    oldest, newest = rows.iloc[0], rows.iloc[-1]
    first, last = (words.date(each["describes_on"]) for each in (oldest, newest))
    return (
        f"As of {words.date(evidence.about.as_of)}. The oldest source describes "
        f"{first}, the newest {last}."
    )


def _care(evidence: Evidence) -> str:
    said = "Enough care in reach is not yet good care; no page measures all of that."
    page = evidence.gathered.get("deserts")
    chart = page.charts.get("desert_map") if page else None
    blank = 0 if chart is None else int(chart.frame["class"].isna().sum())
    if blank:
        verb = "has" if blank == 1 else "have"
        said += (
            f" {words.plural(blank, 'area')} {verb} no figure, and no blank counts as "
            "a desert."
        )
    return said


def _change_this(evidence: Evidence) -> str:
    page = evidence.gathered.get("deserts")
    if page is None:
        return "Another build: this one could not be asked about care near home."
    return page.notes.what_would_change_this
