"""What changed: against the build before, and since the last quarter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

import pandas as pd

from analytics import words
from analytics.answers.overview_lately import Since, by_points, lately
from analytics.assumptions import assumption
from analytics.costs.models import model
from analytics.evidence import Evidence, Page

NO_EARLIER = "No earlier build to compare with"
DAYS_NAMED_BARELY = 330  # a month this near needs no year to be known by
LEAST_GBP = 0.005  # that would be written as a change


def day_before(evidence: Evidence) -> dt.date | None:
    """Return the day that the build before is as of, None where there is none."""
    days = [page.evidence.about.as_of for page in evidence.before.values()]
    return max(days, default=None)


def month(day: dt.date, now: dt.date) -> str:
    """Name the month of an earlier day: June, or June 2025 if that is long ago."""
    is_near = (now - day).days < DAYS_NAMED_BARELY
    return f"{day:%B}" if is_near else f"{day:%B %Y}"


def since(evidence: Evidence, name: str) -> Since:
    """Say what of one page's answer is not as it was."""
    now = evidence.gathered.get(name)
    if now is None or not now.answer.facts:
        if now is not None and not now.missing and evidence.selection.view == "public":
            return Since("Not published")
        return Since("Not known", "This page cannot answer yet.")
    recent = lately(name, now)
    day = day_before(evidence)
    if day is None:
        if recent is None:
            return Since(NO_EARLIER)
        return Since(recent.head, f"{recent.text}. {NO_EARLIER}.")
    when = month(day, evidence.about.as_of)
    then = evidence.before.get(name)
    told = _against(name, now, then, when)
    # A build as of the quarter before says the same as the last quarter does.
    is_new = recent is not None and recent.since != day
    also = f"{recent.text}: {_lower(recent.head)}." if recent and is_new else ""
    return Since(told.head, " ".join(part for part in (told.text, also) if part))


def _lower(said: str) -> str:
    return said[:1].lower() + said[1:]


# Against the build before.


def _against(name: str, now: Page, then: Page | None, when: str) -> Since:
    if then is None or not then.answer.facts:
        return Since(f"New since {when}", "It could not be answered then.")
    return AGAINST[name](now, then, when)


def _both(now: Page, then: Page, key: str) -> tuple[float, float] | None:
    """Return a number of both answers, None where one does not tell it."""
    found = [page.answer.facts.get(key) for page in (now, then)]
    if any(each is None or pd.isna(each) for each in found):
        return None
    return float(found[0]), float(found[1])  # type: ignore[arg-type]


def _more(
    both: tuple[float, float] | None, what: tuple[str, str], when: str
) -> str | None:
    """Write how many more or fewer there are, None where it is not told."""
    if both is None:
        return None
    change = round(both[0] - both[1])
    if change == 0:
        return f"No change since {when}"
    said = f"{words.count(abs(change))} {'more' if change > 0 else 'fewer'}"
    noun = what[0] if abs(change) == 1 else what[1]
    return f"{said} {noun}".strip() + f" than in {when}"


def _not_told(when: str) -> str:
    return f"Not to be compared with {when}"


def _also(said: str, changed: str | None) -> str:
    """Say a second number's change as a sentence of its own, nothing if there is none.

    One that did not change needs no words beside one that did.
    """
    if changed is None or changed.startswith("No change"):
        return ""
    return f"{said}: {_lower(changed)}."


def _deserts(now: Page, then: Page, when: str) -> Since:
    head = _more(_both(now, then, "areas_listed"), ("area", "areas"), when)
    if head is None:
        return Since(_not_told(when), "The areas were not counted then.")
    said = [_came_and_went(now, then)]
    judged = _both(now, then, "areas_judged")
    if judged and judged[0] != judged[1]:
        a, b = (words.count(each) for each in judged)
        said.append(f"{a} could be judged, {b} then.")
    hours = _both(now, then, "hours_short")
    if hours and round(hours[0], -1) != round(hours[1], -1):
        change = round(hours[0], -1) - round(hours[1], -1)
        word = "more" if change > 0 else "fewer"
        said.append(f"{words.count(abs(change))} {word} hours short a week.")
    return Since(head, " ".join(each for each in said if each))


def _came_and_went(now: Page, then: Page) -> str:
    """Name the places whose areas joined the list, and count those that left it."""
    if now.evidence.selection.view == "public":
        return ""  # an area may be hidden in one build and shown in the other
    came_from, went_to = (_listed(page) for page in (now, then))
    came = came_from.index.difference(went_to.index)
    went = went_to.index.difference(came_from.index)
    said = []
    if len(came):
        places = sorted(set(came_from.loc[came, "place_name"].dropna()))
        where = f" around {words.listing(places)}" if 0 < len(places) <= 2 else ""
        said.append(f"{words.plural(len(came), 'area')} joined{where}")
    if len(went):
        said.append(f"{words.plural(len(went), 'area')} left")
    return f"{'; '.join(said)}." if said else ""


def _listed(page: Page) -> pd.DataFrame:
    rows = page.evidence["verdicts"]
    return rows[rows["verdict"] == "desert"].set_index("area_code")


def _tiers(now: Page, then: Page, when: str) -> Since:
    head = _more(_both(now, then, "tier_1"), ("in Tier 1", "in Tier 1"), when)
    if head is None:
        return Since(_not_told(when), "Providers in Tier 1 were not counted then.")
    if head.startswith("No change"):
        head = head.replace("No change", "As many in Tier 1", 1)
    over = _more(_both(now, then, "overdue"), ("", ""), when)
    return Since(head, _also("Past their improve-by date", over))


def _uptake(now: Page, then: Page, when: str) -> Since:
    share = _both(now, then, "share")
    if share is None:
        return Since(_not_told(when), "The share was not told then.")
    people = ("person", "people")
    funds = _more(_both(now, then, "isf_people"), people, when)
    head = f"{by_points(share[0] - share[1])} since {when}"
    return Since(head, _also("Individual service funds", funds))


def _waiting(now: Page, then: Page, when: str) -> Since:
    people = ("person", "people")
    head = _more(_both(now, then, "people"), people, when)
    if head is not None:
        long = assumption("waiting.long_wait").value
        waited = _more(_both(now, then, "over_long_wait"), ("", ""), when)
        return Since(head, _also(f"Over {long:g} days", waited))
    most = _more(_both(now, then, "people_most"), people, when)
    if most is None:
        return Since(_not_told(when), "Who waited was not told then.")
    return Since(most, "In the place where most wait; both numbers are rounded.")


def _costs(now: Page, then: Page, when: str) -> Since:
    least = [page.answer.facts.get("cheapest") for page in (now, then)]
    if least[0] is None or least[1] is None:
        return Since(_not_told(when), "No cheapest way was told then.")
    if least[0] != least[1]:
        other = model(str(least[1])).noun
        return Since("Another way costs least", f"In {when} it was {other}.")
    cost = _both(now, then, f"{least[0]}_an_hour_gbp")
    if cost is None:
        return Since(_not_told(when), "What an hour costs was not told then.")
    change = cost[0] - cost[1]
    head = f"No change since {when}"
    if abs(change) >= LEAST_GBP:
        word = "more" if change > 0 else "less"
        head = f"{words.pounds(abs(change))} an hour {word} than in {when}"
    volume = _more(_both(now, then, "hours_a_year"), ("", ""), when)
    return Since(head, _also("Hours a year", volume))


def _outcomes(now: Page, then: Page, when: str) -> Since:
    wished = ("as they wished", "as they wished")
    head = _more(_both(now, then, "faded"), wished, when)
    if head is None:
        return Since(_not_told(when), "Fading support was not told then.")
    unexplained = _more(_both(now, then, "unexplained"), ("", ""), when)
    return Since(head, _also("Unexplained", unexplained))


AGAINST: Mapping[str, Callable[[Page, Page, str], Since]] = {
    "deserts": _deserts,
    "tiers": _tiers,
    "uptake": _uptake,
    "waiting": _waiting,
    "costs": _costs,
    "outcomes": _outcomes,
}
