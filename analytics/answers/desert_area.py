"""One area: its verdict in words, its numbers, and whether the verdict is stable."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analytics import words
from analytics.answers.desert_map import chosen_area, line_of, verdict_rows
from analytics.evidence import Evidence

SAME, OFTEN = 0.9, 0.6  # shares of settings: above, hardly; below, yes
GRID_STEPS = (-0.2, -0.1, 0.0, 0.1, 0.2)  # lines shown on either side of ours


@dataclass(frozen=True)
class AreaPanel:
    """What is said of one area."""

    heading: str
    text: str
    facts: tuple[tuple[str, str], ...]


def area_panel(evidence: Evidence) -> AreaPanel | None:
    """Return what is said of the chosen area; None where none is chosen."""
    code = chosen_area(evidence)
    rows = verdict_rows(evidence)
    own = rows[rows["area_code"] == code]
    if own.empty:
        return None
    row = own.iloc[0]
    heading = f"{row['ward_name']}, {row['area_name']}"
    status = str(row["class_status"])
    if status in words.MARKS:
        return AreaPanel(heading, _blank(status, row.get("not_judged_because")), ())
    if "chance" not in row or pd.isna(row["chance"]):
        return AreaPanel(heading, _public(row), ())
    reach = evidence["reach"] if evidence.has("reach") else None
    return AreaPanel(heading, _text(row, reach), _facts(row, reach))


def _blank(status: str, because: object) -> str:
    """Say which blank it is, and why, in the measure's own words where it has any."""
    if isinstance(because, str) and because and status == "not_supplied":
        return f"**Not judged: {because}.** A blank is not a lack of care."
    why = {
        "suppressed": "One or two providers reach this area, or one gives most of its "
        "hours, so its figure is not published.",
        "not_supplied": "Care from beyond the boundary can reach this area and is not "
        "known, so we give no verdict.",
        "not_applicable": "Nobody here needs home care by our estimate.",
    }
    return f"**Not judged: {words.MARK_WORDS[status]}.** {why[status]}"


def _public(row: pd.Series) -> str:
    said = f"**{str(row['verdict_word']).capitalize()}.**"
    reason = row.get("reason")
    listed = row["verdict"] in ("desert", "likely_below")
    return f"{said} The reason is **{reason}**." if listed and reason else said


def _text(row: pd.Series, reach: pd.DataFrame | None) -> str:
    chance = float(row["chance"])
    kind = "a care desert" if row["verdict"] == "desert" else "below our line"
    word = words.chance_word(chance).capitalize()
    low, high = row["hours_in_reach_lower"], row["hours_in_reach_upper"]
    said = (
        f"**{word} {kind}: chance {words.chance(chance)}.** People here can reach "
        f"{row['hours_in_reach']:.2f} hours of care for each hour they need (likely "
        f"range {low:.2f} to {high:.2f})."
    )
    less = row.get("share_with_less")
    if less is not None and pd.notna(less):
        # A percentile always finds its share, so it stands apart from the verdict.
        share = words.chance(less).capitalize()
        some = "No area has less." if less == 0 else f"{share} of areas have less."
        said += f" {some}"
    if row["verdict"] in ("desert", "likely_below") and row.get("reason"):
        said += f" The reason is **{row['reason']}**: {_fact(row, reach)}"
    if row["class_status"] == "low_reliability":
        said += " There is too little need here to judge, so it is never listed."
    return said


def _fact(row: pd.Series, reach: pd.DataFrame | None) -> str:
    """Return the one fact behind a reason."""
    travel = int(row["travel_minutes"])
    facts = {
        "no supply": "no supplier comes this far, at the longest travel that we try.",
        "too far": "longer journeys would bring enough care.",
        "wrong kind": "with every kind of provider there would be enough.",
        "full": "the suppliers who come here have no free hours.",
        "unknown": "none of the other reasons holds.",
    }
    said = facts.get(str(row["reason"]), "")
    if reach is None or reach.empty:
        return said
    near = reach.iloc[0]
    minutes, place = near.get("nearest_free_minutes"), near.get("nearest_free_place")
    if pd.notna(minutes) and minutes > travel:
        where = f" in {place}" if isinstance(place, str) and place else ""
        said += f" The next nearest free hours are{where}, {minutes:.0f} minutes away."
    return said


def _facts(row: pd.Series, reach: pd.DataFrame | None) -> tuple[tuple[str, str], ...]:
    facts = [
        (words.count(row["need_hours"]), "hours needed a week"),
        (words.count(row["hours_short"]), "hours short of our line"),
    ]
    if reach is not None and not reach.empty:
        near = reach.iloc[0]
        facts.append((words.count(near["providers_in_reach"]), "providers in reach"))
        share, name = near["largest_share"], near.get("largest_name")
        if pd.notna(share) and isinstance(name, str) and name:
            facts.append((words.percent(share, places=0), f"of that from {name}"))
        free = near.get("free_hours_per_hour_waiting")
        if free is not None and pd.notna(free):
            facts.append((f"{free:.1f}", "free hours for each hour waited for"))
    return tuple(facts)


def stability(evidence: Evidence) -> pd.DataFrame:
    """Return the chosen area's verdict at the lines and journeys round this one.

    Returns
    -------
    DataFrame, one row for each line and travel
        line, travel_minutes, is_desert, is_judged (a setting may leave what we know),
        is_chosen; empty where no area is chosen.
    """
    if not evidence.has("stability"):
        columns = ["line", "travel_minutes", "is_desert", "is_judged", "is_chosen"]
        return pd.DataFrame(columns=columns)
    line = round(line_of(evidence), 2)
    grid = evidence["stability"].assign(line=lambda f: f["line"].round(2))
    lowest, highest = grid["line"].min(), grid["line"].max()
    # Five lines always: the window slides where ours is near an end.
    middle = min(max(line, lowest + 0.2), highest - 0.2)
    shown = [round(middle + step, 2) for step in GRID_STEPS]
    grid = grid[grid["line"].isin(shown)]
    travel = evidence.selection.number("travel")
    return grid.assign(
        is_desert=grid["verdict"] == "desert",
        is_judged=grid["verdict"] != "not_judged",
        is_chosen=(grid["line"] == line) & (grid["travel_minutes"] == travel),
    ).sort_values(["travel_minutes", "line"], ignore_index=True)


def stability_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say whether another line or journey would change the verdict."""
    if frame.empty:
        return "Would another line change the verdict?"
    judged = frame[frame["is_judged"]]
    deserts, settings = int(judged["is_desert"].sum()), len(judged)
    asked = "Would another line change the verdict?"
    if settings == 0:
        return f"{asked} No setting can be judged"
    here = bool(judged.loc[judged["is_chosen"], "is_desert"].any())
    same = deserts if here else settings - deserts
    word = (
        "No"
        if same == settings
        else "Hardly"
        if same >= SAME * settings
        else "Yes"
        if same < OFTEN * settings
        else "Sometimes"
    )
    blank = len(frame) - settings
    return f"{asked} {word}: a desert in {deserts} of {settings} settings" + (
        f", and {blank} cannot be judged" if blank else ""
    )
