"""Print the generated documents; with --check, say which of them are stale."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from analytics.assumptions import Assumption, assumptions
from dash_app.dictionary import COLUMN_HEADS, GROUPS, Entry, entries
from data.sources import Source, sources

DOCS = Path(__file__).parents[1] / "docs"
GENERATED = "<!-- Printed by `make docs`; change what it is printed from. -->\n"


def _row(cells: Iterable[str]) -> str:
    clean = (cell.replace("|", "\\|").replace("\n", " ").strip() for cell in cells)
    return "| " + " | ".join(clean) + " |"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [_row(heads), _row("---" for _ in heads), *(_row(each) for each in rows)]
    return "\n".join(lines) + "\n"


def dictionary() -> str:
    """Return the data dictionary: every table, every column."""
    parts = ["# Data dictionary\n", GENERATED]
    for group, title in GROUPS.items():
        parts.append(f"## {title}\n")
        parts += [_entry(each) for each in entries().values() if each.group == group]
    return "\n".join(parts)


def _entry(entry: Entry) -> str:
    heading = f"### {entry.name}\n\n{entry.meaning}\n\n"
    return heading + _table(COLUMN_HEADS, entry.columns)


def assumption_log() -> str:
    """Return every number that we rest on, with its range and its reason."""
    heads = ("Name", "What we assume", "Value", "Range", "Unit", "Since", "Why", "From")
    rows = [_assumed(each) for each in assumptions()]
    return "\n".join(["# Assumptions\n", GENERATED, _table(heads, rows)])


def _assumed(each: Assumption) -> tuple[str, ...]:
    return (
        f"`{each.name}`",
        each.meaning,
        f"{each.value:,.10g}",
        f"{each.low:,.10g} to {each.high:,.10g}",
        each.unit,
        str(each.since),
        each.reason,
        each.reference,
    )


def source_log() -> str:
    """Return every file that we know how to read."""
    heads = ("Source", "Publisher", "Licence", "Access", "Date", "Feeds", "Page")
    rows = [_source(each) for each in sources().values()]
    return "\n".join(["# Sources\n", GENERATED, _table(heads, rows)])


def _source(each: Source) -> tuple[str, ...]:
    return (
        f"{each.title} (`{each.name}`)",
        each.publisher,
        each.licence,
        each.access,
        each.vintage,
        ", ".join(each.feeds),
        each.page,
    )


def documents() -> dict[Path, str]:
    """Return each generated document and what it should hold."""
    return {
        DOCS / "dictionary.md": dictionary(),
        DOCS / "assumptions.md": assumption_log(),
        DOCS / "sources.md": source_log(),
    }


def stale() -> list[str]:
    """Name the documents that no longer hold what they are printed from."""
    return [
        path.name
        for path, text in documents().items()
        if not path.exists() or path.read_text("utf-8") != text
    ]


def main(arguments: Sequence[str]) -> int:
    """Print the documents, or check them."""
    if "--check" in arguments:
        found = stale()
        if found:
            sys.stderr.write(f"Stale: {', '.join(found)}; run make docs.\n")
        return 1 if found else 0
    for path, text in documents().items():
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
