"""Are providers moving towards Tier 1: the answer, from counts of providers alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics import words
from analytics.answers import tier_clocks, tier_pace
from analytics.assumptions import assumption
from analytics.evidence import Answer, Evidence

TIERS = ("tier_1", "tier_2", "tier_3")
NAMES = {"tier_1": "Tier 1", "tier_2": "Tier 2", "tier_3": "Tier 3"}
OUTSIDE = "none"
KINDS = {
    "all": "All providers",
    "homecare_agency": "Home care agencies",
    "introductory_agency": "Introductory agencies",
    "micro_enterprise": "Micro-enterprises",
    "personal_assistant": "Personal assistants",
    "isf_broker": "ISF brokers",
    "community_organisation": "Community organisations",
    "supported_living": "Supported living",
    "unknown": "Kind not known",
}
ALL = "all"  # kinds of provider


@dataclass(frozen=True)
class Moves:
    """How many moved between two quarters, and how many there are.

    Attributes
    ----------
    first, last : last days of the quarters between which they moved
    up_from_3, up_from_2, down, left, joined : moves
    watched_in_3 : providers in Tier 3 on the first day, and those that came to it with
        a quarter or more left in which to move
    stock : tier -> providers on the last day
    """

    first: pd.Timestamp
    last: pd.Timestamp
    up_from_3: int
    up_from_2: int
    down: int
    left: int
    joined: int
    watched_in_3: int
    stock: dict[str, int]

    @property
    def up(self) -> int:
        """Return the moves up, from either tier."""
        return self.up_from_3 + self.up_from_2

    @property
    def all(self) -> int:
        """Return the providers in any tier on the last day."""
        return sum(self.stock.values())

    @property
    def months(self) -> int:
        """Return the months between the two days."""
        years = self.last.year - self.first.year
        return 12 * years + self.last.month - self.first.month


def has_moves(evidence: Evidence) -> bool:
    """Say whether there are two quarters to move between."""
    return evidence.has("tier_flow") and len(flow(evidence)) > 0


def flow(evidence: Evidence) -> pd.DataFrame:
    """Return who moved in each quarter after the first chosen, up to the last.

    Returns
    -------
    DataFrame, one row for each quarter_end, tier_before and tier_after
        that somebody made, or in which they could have stayed;
        before_name and after_name (words), providers (count) and its status.
    """
    rows = evidence["tier_flow"]
    days = pd.to_datetime(rows["quarter_end"])
    first = pd.Timestamp(evidence.selection.get("from") or days.min())
    last = pd.Timestamp(evidence.selection.get("to") or days.max())
    rows = rows.assign(quarter_end=days)[(days > first) & (days <= last)]
    # Who could move and did not is told by those who stayed, so no zero of theirs goes.
    made = (rows["providers"] != 0) | (rows["tier_before"] == rows["tier_after"])
    rows = rows[made].copy()
    for side, outside in (("before", "Joined"), ("after", "Left")):
        rows[f"{side}_name"] = rows[f"tier_{side}"].map({**NAMES, OUTSIDE: outside})
    order = ["quarter_end", "tier_before", "tier_after"]
    return rows.sort_values(order, ignore_index=True)


def _count(rows: pd.DataFrame, before: Iterable[str], after: Iterable[str]) -> int:
    at = rows["tier_before"].isin(list(before)) & rows["tier_after"].isin(list(after))
    return int(rows.loc[at, "providers"].sum())


def moves(rows: pd.DataFrame) -> Moves:
    """Add the quarters' moves up."""
    days = rows["quarter_end"]
    last = rows[days == days.max()]
    stood = rows[days == days.min()]
    later = rows[days < days.max()]
    return Moves(
        first=days.min() - pd.offsets.QuarterEnd(1),
        last=days.max(),
        up_from_3=_count(rows, ["tier_3"], ["tier_1", "tier_2"]),
        up_from_2=_count(rows, ["tier_2"], ["tier_1"]),
        down=_count(rows, ["tier_1"], ["tier_2", "tier_3"])
        + _count(rows, ["tier_2"], ["tier_3"]),
        left=_count(rows, TIERS, [OUTSIDE]),
        joined=_count(rows, [OUTSIDE], TIERS),
        watched_in_3=_count(stood, ["tier_3"], [*TIERS, OUTSIDE])
        + _count(later, ["tier_1", "tier_2", OUTSIDE], ["tier_3"]),
        stock={tier: _count(last, [*TIERS, OUTSIDE], [tier]) for tier in TIERS},
    )


def wait_up(evidence: Evidence, moved: Moves) -> tier_pace.Wait | None:
    """Return a Tier 3 provider's chance of moving up within a year of being there.

    It is the one number that is told of it, of all kinds together; None of one kind,
    of few providers, of none that moved up, and in public.
    """
    least = assumption("answers.least_cases").value
    is_all = evidence.selection.get("kind", ALL) in (None, "", ALL)
    if not is_all or not moved.up_from_3 or not moved.stock["tier_3"]:
        return None
    up = tier_pace.wait(evidence, tier_pace.UP, "tier_3")
    enough = up is not None and min(up.watched, moved.all) >= least
    return up if enough else None


def answer(evidence: Evidence) -> Answer:
    """Say whether providers move towards Tier 1, how fast, and who runs out of time."""
    if not has_moves(evidence):
        return Answer(
            "**We cannot tell yet.** There is no quarter in which providers of this "
            "kind could have moved.",
            "Decisions of two quarters or more are needed.",
        )
    rows = flow(evidence)
    moved = moves(rows)
    up = wait_up(evidence, moved)
    facts: dict[str, Any] = {
        "up_from_3": moved.up_from_3,
        "up_from_2": moved.up_from_2,
        "down": moved.down,
        "left": moved.left,
        "joined": moved.joined,
        "providers": moved.all,
        **moved.stock,
    }
    text = f"**{_yes_or_no(moved, up)}** {_told(moved)}"
    if up is not None:
        facts["chance_up"] = up.chance
        text += f" {tier_pace.told(NAMES['tier_3'], up)}."
    elif moved.watched_in_3:
        facts["watched_in_3"] = moved.watched_in_3
        text += f" {_counted(moved)}"
    return Answer(text, _sure(evidence, moved, facts), facts)


def _yes_or_no(moved: Moves, up: tier_pace.Wait | None) -> str:
    if moved.up == 0:
        return "No." if moved.down else "Not yet."
    if moved.up <= moved.down:
        return "No." if moved.up < moved.down else "Not on balance."
    if up is not None:
        return "Yes, slowly." if up.chance < tier_pace.SLOW else "Yes."
    is_enough = moved.watched_in_3 >= assumption("answers.least_cases").value
    is_slow = moved.up_from_3 < tier_pace.SLOW * moved.watched_in_3
    return "Yes, slowly." if is_enough and is_slow else "Yes."


def _counted(moved: Moves) -> str:
    """Count who moved up of those that were watched, where no chance is told."""
    months = words.plural(moved.months, "month")
    if moved.watched_in_3 == 1:
        did = "moved up" if moved.up_from_3 else "did not move up"
        return f"The one Tier 3 provider watched {did} in {months}."
    watched = f"{words.count(moved.watched_in_3)} Tier 3 providers watched"
    number = words.count(moved.up_from_3) if moved.up_from_3 else "None"
    return f"{number} of the {watched} moved up in {months}."


def _told(moved: Moves) -> str:
    """Tell the moves: in 21 months 12 providers moved up from Tier 3, …."""
    when = f"In {words.plural(moved.months, 'month')}"
    if moved.up == 0:
        said = f"{when} no provider moved up"
    else:
        ups = [
            f"{words.count(number)} from {name}"
            for number, name in (
                (moved.up_from_3, "Tier 3"),
                (moved.up_from_2, "Tier 2 to Tier 1"),
            )
            if number
        ]
        number, rest = ups[0].split(" ", 1)
        noun = "provider" if number == "1" else "providers"
        said = f"{when} {words.listing([f'{number} {noun} moved up {rest}', *ups[1:]])}"
    down, left = (words.count(n) if n else "none" for n in (moved.down, moved.left))
    return f"{said}; {down} moved down and {left} left."


def _sure(evidence: Evidence, moved: Moves, facts: dict[str, Any]) -> str:
    """Say whose clock runs out, and how much one provider weighs."""
    said = []
    if evidence.has("tier_clocks"):
        states = tier_clocks.clocks(evidence)["state"]
        over, due = int((states == "overdue").sum()), int((states == "due").sum())
        facts |= {"overdue": over, "due": due}
        soon = assumption("tiers.due_within").value
        said.append(_running_out(over, due, soon))
    if moved.all == 0:
        return " ".join([*said, "No provider of this kind is in a tier now."])
    if moved.all < assumption("answers.least_cases").value:
        few = words.plural(moved.all, "provider")
        return " ".join([*said, f"Only {few}: too few for a chance."])
    points = words.plural(max(1, round(100 / moved.all)), "percentage point")
    said.append(
        f"Small numbers: {words.plural(moved.all, 'provider')}, so one move is worth "
        f"{points}."
    )
    return " ".join(said)


def _running_out(over: int, due: int, soon: float) -> str:
    """Say how many are past their date, and how many reach it soon."""
    if over == 0:
        past = "No provider is past its improvement date"
    elif over == 1:
        past = "1 provider is past its improvement date"
    else:
        past = f"{words.count(over)} providers are past their improvement date"
    if due == 0:
        return (
            f"{past} and none {'more ' if over else ''}reaches it within {soon:g} days."
        )
    more = f"{words.count(due)}{' more' if over else ''}"
    theirs = "reaches its" if due == 1 else "reach theirs"
    return f"{past} and {more} {theirs} within {soon:g} days."
