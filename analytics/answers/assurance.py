"""To whom a route is open, and which arrangements need a look: the answer in words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics import words
from analytics.evidence import Answer, Evidence, Notes
from analytics.routes.rules import VERDICTS, Reading, Rule, rules

OPEN, LOOK, WORKERS = "open_routes", "arrangements_to_look_at", "workers_by_route"
STRICT, WIDE = "direction_required", "best_interests_allowed"
SELF_EMPLOYED = ("self_employed", "mixed")
# Each arrangement is on one route and reviewed in one way, so these do not overlap.
DIRECTION = ("isf_nobody_directs", "direct_payment_nobody_asked")
REVIEWS = (
    "direct_payment_first_review",
    "direct_payment_later_review",
    "isf_first_review",
    "isf_later_review",
)
NO_ADVICE = (
    "**This is not legal advice.** It counts what the council wrote down: whether "
    "somebody asks, can manage it and would be suited is for a person to find out."
)


def reading_of(evidence: Evidence) -> Reading:
    """Return the reading of an ISF that was chosen."""
    return rules().readings[evidence.selection.get("reading") or STRICT]


def other_reading(evidence: Evidence) -> Reading:
    """Return the reading that was not chosen."""
    chosen = reading_of(evidence).code
    return rules().readings[WIDE if chosen == STRICT else STRICT]


def counts(evidence: Evidence, rule: str) -> dict[str, int]:
    """Return how many a rule holds for, does not, and is not known of."""
    held = rules().rules[rule]
    table, counted = (OPEN, "people") if held.of == "people" else (LOOK, "arrangements")
    rows = evidence[table]
    rows = rows[rows["rule"] == rule].set_index("verdict")[counted]
    return {verdict: int(rows.get(verdict, 0)) for verdict in VERDICTS}


def open_routes(evidence: Evidence) -> pd.DataFrame:
    """Return the rules of people: what both readings share, the chosen one, the other.

    Returns
    -------
    DataFrame, one row for each rule
        title, reading (its name; both where they agree), yes, unknown, no and total
        (people) with its status, shown (the total in words), cite, wording, law,
        cannot_know, is_chosen (what the answer counts).
    """
    chosen, other = reading_of(evidence).code, other_reading(evidence).code
    order = {"": 0, chosen: 1, other: 2}
    shown = sorted(rules().shown("people"), key=lambda rule: order[rule.reading])
    return _frame(evidence, shown, f"any_{chosen}")


def to_look_at(evidence: Evidence) -> pd.DataFrame:
    """Return the rules of arrangements, as `open_routes` does."""
    return _frame(evidence, rules().shown("arrangements"), "")


def _frame(evidence: Evidence, shown: list[Rule], chosen: str) -> pd.DataFrame:
    rows = []
    for rule in shown:
        found = counts(evidence, rule.code)
        reading = rules().readings.get(rule.reading)
        rows.append(
            {
                "title": rule.title,
                "reading": reading.name if reading else "Both",
                **found,
                "total": sum(found.values()),
                "cite": rule.cite,
                "wording": rule.wording,
                "law": rule.law,
                "cannot_know": rule.cannot_know,
                "is_chosen": rule.code == chosen,
            }
        )
    frame = pd.DataFrame(rows)
    for column in (*VERDICTS, "total"):
        frame[f"{column}_status"] = frame[column].map(
            lambda number: "zero" if number == 0 else "ok"
        )
        frame[f"{column}_said"] = frame[column].map(words.count)
    return frame.assign(shown="")


def answer(evidence: Evidence) -> Answer:
    """Say how many could have a route, by both readings, and what needs a look."""
    chosen, other = reading_of(evidence), other_reading(evidence)
    found = counts(evidence, f"any_{chosen.code}")
    without = sum(found.values())
    facts: dict[str, Any] = {"without": without, "open": found["yes"]}
    parts = [_open(evidence, found, without, chosen)]
    if without and found["unknown"] < without:
        beside = counts(evidence, f"any_{other.code}")
        facts["open_by_the_other"] = beside["yes"]
        parts.append(
            f"By the other reading, that {other.says}, it is "
            f"{words.count(beside['yes'])}."
        )
    parts.append(_look(evidence, facts))
    return Answer(" ".join(parts), NO_ADVICE, facts)


def _open(
    evidence: Evidence, found: dict[str, int], without: int, chosen: Reading
) -> str:
    neither = "a direct payment nor an individual service fund (ISF)"
    if not without:
        return f"**Nobody is without one.** No adult supported has neither {neither}."
    if found["unknown"] == without:
        return (
            f"**We cannot tell yet** of {words.plural(without, 'person', 'people')} on "
            f"neither {neither}: their capacity and direction are not recorded."
        )
    said = (
        f"**{words.count(found['yes'])} of {words.count(without)} people** on neither "
        f"{neither} have a route open to them by what is recorded, if {chosen.says}"
    )
    if found["unknown"]:
        said += f"; for {words.count(found['unknown'])} the answers do not say"
    return f"{said}."


def _look(evidence: Evidence, facts: dict[str, Any]) -> str:
    """Count what needs a look by its two kinds, which are never added."""
    direction = sum(counts(evidence, rule)["yes"] for rule in DIRECTION)
    reviews = sum(counts(evidence, rule)["yes"] for rule in REVIEWS)
    facts |= {"look_for_direction": direction, "look_for_review": reviews}
    if not direction and not reviews:
        return "No arrangement needs a look by these rules."
    verb = "needs" if direction == 1 else "need"
    arrangements = words.plural(direction, "arrangement")
    return (
        f"**{arrangements}** {verb} a look because nobody seems to direct or ask, and "
        f"**{words.count(reviews)}** for a review."
    )


# The words round the charts.


def open_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask which routes are open."""
    return "Which routes are open, and to how many?"


def open_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, the day, and that the two readings stay apart."""
    return (
        "Adults on neither a direct payment nor an ISF, "
        f"{words.date(evidence.about.as_of)}. Each rule is asked of all of them, so a "
        "person may be in several rows. The two readings of an ISF are shown apart and "
        "never added"
    )


def open_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say of each rule how many it is open to, and of how many it is not known."""
    return _told(frame, "open to")


def look_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask which arrangements need a look."""
    return "Which arrangements need a look?"


def look_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit and the day, and what a look is not."""
    return (
        f"Open arrangements of adults, {words.date(evidence.about.as_of)}; one may be "
        "in several rows. A look finds no fault: it may be the record that is wrong"
    )


def look_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say of each rule how many need a look, and of how many it is not known."""
    return _told(frame, "need a look")


def _told(frame: pd.DataFrame, what: str) -> str:
    said = []
    for row in frame.to_dict("records"):
        of = f"{words.count(row['yes'])} of {words.count(row['total'])} {what}"
        if what == "open to":
            of = f"open to {words.count(row['yes'])} of {words.count(row['total'])}"
        unknown = row["unknown"]
        also = f", {words.count(unknown)} not known" if unknown else ""
        said.append(f"{row['title']}: {of}{also}.")
    return " ".join(said)


# The four columns.


def notes(evidence: Evidence) -> Notes:
    """Say what the page rests on, how old it is, and how far to trust it."""
    synthetic = " (synthetic)" if evidence.about.is_synthetic else ""
    return Notes(
        source=(
            f"Arrangements supplied by the council{synthetic}. Care Act 2014, sections "
            "31 and 32; statutory guidance 11.30; Direct Payments Regulations 2014, "
            "regulation 7."
        ),
        how_old=(
            f"Arrangements open on {words.date(evidence.about.as_of)}, and the last "
            "review written down for each."
        ),
        read_with_care=(
            "Not legal advice. Each rule is one condition of several. Blank, unknown "
            "and contradictory answers are counted apart, never taken for yes or no."
        ),
        what_would_change_this=_change_this(evidence),
    )


def _change_this(evidence: Evidence) -> str:
    strict, wide = (counts(evidence, f"isf_{each}")["yes"] for each in (STRICT, WIDE))
    workers = evidence[WORKERS]
    of = workers["workforce"].isin(SELF_EMPLOYED)
    some = int(workers.loc[of, "arrangements"].sum())
    because = (
        f" The stricter leads here: {words.plural(some, 'arrangement')} with "
        "self-employed workers."
        if some
        else ""
    )
    return (
        f"**The reading.** An ISF is open to {words.count(strict)} if direction is "
        f"required, {words.count(wide)} if best interests are allowed.{because}"
    )
