"""What a page says where it cannot answer: which file is missing, and what for."""

from __future__ import annotations

from analytics import words
from analytics.evidence import About, Notes
from data.sources import sources


def needed(missing: list[str], about: About, any_of: bool = False) -> str:
    """Say which files a page needs, and that they were not supplied."""
    return f"This page needs {_named(missing, about, any_of)}"


def needed_by_chart(missing: list[str], about: About) -> str:
    """Say which files one chart needs, and what they would switch on."""
    return f"This chart needs {_named(missing, about)} {switched_on(missing)}".strip()


def switched_on(missing: list[str]) -> str:
    """Say what each missing file would switch on."""
    known = sources()
    return " ".join(known[each].switches_on for each in missing if each in known)


def _named(missing: list[str], about: About, any_of: bool = False) -> str:
    titles = [f"`{title_of(each)}`" for each in missing]
    named = " or ".join(titles) if any_of else words.listing(titles)
    return f"{named}, which {about.council_name} has not supplied."


def title_of(source: str) -> str:
    """Name a source as a reader knows it: a council's table by the table's own name."""
    if source.startswith("council_"):
        return source.removeprefix("council_")
    return sources()[source].title if source in sources() else source


def empty_notes(
    about: About,
    missing: list[str],
    otherwise: str = "The internal view, where it is served.",
) -> Notes:
    """Return the four notes of a page that has nothing to show.

    `otherwise` says what would change that where no file is missing.
    """
    return Notes(
        source="None: what this page rests on is not here.",
        how_old=f"The build is as of {words.date(about.as_of)}.",
        read_with_care="An empty page says nothing of care here: a blank is no zero.",
        what_would_change_this=switched_on(missing) or otherwise,
    )
