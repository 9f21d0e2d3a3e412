"""What a page says where it cannot answer: which file is missing, and what for."""

from __future__ import annotations

from analytics import words
from analytics.evidence import About, Notes
from data.sources import sources


def needed(missing: list[str], about: About, any_of: bool = False) -> str:
    """Say which files would be needed, and that they were not supplied."""
    titles = [f"`{title_of(each)}`" for each in missing]
    named = " or ".join(titles) if any_of else words.listing(titles)
    return f"This page needs {named}, which {about.council_name} has not supplied."


def title_of(source: str) -> str:
    """Name a source as a reader knows it: a council's table by the table's own name."""
    if source.startswith("council_"):
        return source.removeprefix("council_")
    return sources()[source].title if source in sources() else source


def empty_notes(about: About, missing: list[str]) -> Notes:
    """Return the four notes of a page that has nothing to show."""
    known = sources()
    switches = [known[each].switches_on for each in missing if each in known]
    return Notes(
        source="None: what this page rests on is not here.",
        how_old=f"The build is as of {words.date(about.as_of)}.",
        read_with_care="An empty page says nothing of care here: a blank is no zero.",
        what_would_change_this=" ".join(switches)
        or "The internal view, where it is served.",
    )
