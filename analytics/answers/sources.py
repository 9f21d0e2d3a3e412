"""The words of the Data page."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from analytics import words
from analytics.evidence import Answer, Evidence, Notes

OLD_YEARS = 2  # figures older than this are named
DAYS_A_YEAR = 365.25


def answer(evidence: Evidence) -> Answer:
    """Say whether every row is accounted for, and how old the oldest source is."""
    if not evidence.has("files"):
        return _of_ages(evidence)
    files = evidence["files"]
    read, unread = files[files["is_read"]], files[~files["is_read"]]
    total = {
        name: int(read[name].sum())
        for name in ("rows_read", "accepted", "rejected", "skipped")
    }
    is_whole = total["rows_read"] == sum(
        total[name] for name in ("accepted", "rejected", "skipped")
    )
    first = "Every row is accounted for." if is_whole else "Some rows are lost."
    rows, several = total["rows_read"], words.plural(len(read), "file")
    text = (
        f"**{first}** We read {words.plural(rows, 'row')} from {several}: "
        f"{words.count(total['accepted'])} accepted, "
        f"**{words.count(total['rejected'])} rejected**, "
        f"{words.count(total['skipped'])} skipped for a stated reason."
    )
    if len(unread):
        was = "was" if len(unread) == 1 else "were"
        text += f" {words.plural(len(unread), 'file')} {was} not recognised."
    return Answer(text, _how_sure(read), {**total, "files": len(read)})


def _of_ages(evidence: Evidence) -> Answer:
    ages = evidence["source_ages"]
    dated = ages.dropna(subset=["describes_on"]).sort_values("describes_on")
    text = f"**{words.plural(len(ages), 'source')}** stand behind what is published."
    if len(dated):
        oldest = dated.iloc[0]
        text += (
            f" The oldest, {oldest['title']}, describes "
            f"**{words.date(_day(oldest['describes_on']))}**."
        )
    return Answer(
        text,
        "Names of files and counts of rows are not published.",
        {"sources": len(ages)},
    )


def _how_sure(read: pd.DataFrame) -> str:
    own = read[read["source"].str.startswith("council_")]
    rows, rejected = int(own["rows_read"].sum()), int(own["rejected"].sum())
    if rows == 0:
        return "The council has supplied no table of its own."
    if rejected == 0:
        return "No row of the council's own files is rejected."
    return (
        f"The rejected rows are {words.percent(rejected / rows, places=2)} of the "
        "council's own rows. They are in no figure on any page."
    )


def notes(evidence: Evidence) -> Notes:
    """Say where the account comes from, and what would change it."""
    as_of = evidence.about.as_of
    ages = evidence["source_ages"].dropna(subset=["describes_on"])
    old = [
        row.title
        for row in ages.sort_values("describes_on").itertuples()
        if years_before(_day(row.describes_on), as_of) > OLD_YEARS
    ]
    told = (
        f"{words.plural(len(old), 'source')} describe a time over {OLD_YEARS} years "
        f"before that; the oldest is {old[0]}."
        if old
        else f"No source is over {OLD_YEARS} years older than that."
    )
    return Notes(
        source="The build's own account. Files are recognised by what is in them, "
        "never by name.",
        how_old=f"As of {words.date(as_of)}. {told}",
        read_with_care="Examples of faults are made up. Values of personal files stay "
        "in the vault; `market-shaper check --show-values` shows them to an analyst.",
        what_would_change_this="Correct a file, put it in the inbox and build again. "
        "The good rows are already in use.",
    )


def years_before(day: dt.date, as_of: dt.date) -> float:
    """Return how many years a day lies before another."""
    return (as_of - day).days / DAYS_A_YEAR


def _day(value: object) -> dt.date:
    return pd.Timestamp(value).date()


def heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Head the chart of ages."""
    return "How old is each source?"


def sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say what the marks are."""
    return (
        "Dot: the date that the figures describe. Line: from then to "
        f"{words.date(evidence.about.as_of)}. Orange: over {OLD_YEARS} years"
    )


def finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say which source is oldest and which newest."""
    oldest, newest = frame.iloc[0], frame.iloc[-1]
    return (
        f"The oldest source is {oldest['title']}, which describes "
        f"{words.date(_day(oldest['describes_on']))}; the newest is "
        f"{newest['title']}, {words.date(_day(newest['describes_on']))}."
    )


def frame(evidence: Evidence) -> pd.DataFrame:
    """Return the sources that say which date they describe, oldest first.

    Returns
    -------
    DataFrame, one row for each source
        source, title, describes_on (date), years (before the build's as-of date).
    """
    ages = evidence["source_ages"].dropna(subset=["describes_on"])
    days = [_day(value) for value in ages["describes_on"]]
    as_of = evidence.about.as_of
    return (
        ages[["source", "title"]]
        .assign(
            describes_on=days, years=[max(0.0, years_before(d, as_of)) for d in days]
        )
        .sort_values(["describes_on", "title"])
        .reset_index(drop=True)
    )
