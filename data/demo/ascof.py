"""An invented ASCOF workbook, laid out as the published one is."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from odfdo import Cell, Document, Row, Table

from data.demo.files import PREFIX, write_archive

PERIOD = "2024 to 2025"
PUBLISHED = dt.datetime(2025, 12, 18)
NOTE = (
    "Cells marked with an [x] indicate no data is available. Cells marked with an [c] "
    "indicate the figure has been suppressed. Cells marked with a [z] denotes data is "
    "not applicable."
)
INVENTED = "Invented figures for a demonstration. No council here exists."
# Name of the sheet, what is counted, and how many more of it there are than direct
# payments: self-directed support is nearly everybody.
SHEETS = {
    "Table_3d(1a)": "self-directed support",
    "Table_3d(2a)": "direct payments",
}
FEWEST = 5
Count = float | str


def write_ascof(
    folder: Path,
    truth: Mapping[str, Any],
    own: Mapping[str, tuple[int, int]],
) -> None:
    """Write the workbook.

    Parameters
    ----------
    own : sheet -> the county's people, and of how many, from its own arrangements
    """
    book = Document("spreadsheet")
    book.body.clear()
    book.body.append(_sheet("Cover", [[INVENTED]]))
    book.body.append(_sheet("Contents", [["Metric", "Description"]]))
    book.body.append(
        _sheet("Notes", [["Note number", "Note text"], ["[note 9]", NOTE]])
    )
    for name, counted in SHEETS.items():
        book.body.append(_sheet(name, _rows(name, counted, truth, own[name])))
    # The library would write the time of day; a file must be the same each time.
    book.meta.set_creation_date(PUBLISHED)
    book.meta.set_modification_date(PUBLISHED)
    book.meta.set_language("en-GB")
    written = io.BytesIO()
    book.save(written)
    write_archive(folder / f"{PREFIX}ascof_2024_25.ods", written)


def _sheet(name: str, rows: Sequence[Sequence[Count]]) -> Table:
    table = Table(name)
    for values in rows:
        row = Row()
        for value in values:
            row.append_cell(Cell(value=value), clone=False)
        table.append_row(row, clone=False)
    return table


def _rows(
    name: str, counted: str, truth: Mapping[str, Any], own: tuple[int, int]
) -> list[list[Count]]:
    """Return a sheet's rows: titles, the header, what councils add up to, councils."""
    measure = name.removeprefix("Table_")
    councils = _councils(name, truth, own)
    everyone = [row[3:5] for row in councils]
    rows: list[list[Count]] = [
        [f"Table {measure}: the proportion of care users who receive {counted}"],
        [INVENTED],
        [f"Numerator refers to the number of care users receiving {counted}."],
        ["Denominator refers to those receiving long-term community support."],
        ["Outcome refers to the proportion at the year-end 31 March (%)."],
        [NOTE],
        [
            "Local authority code",
            "Local authority",
            "ONS area code",
            *(f"{PERIOD} - {part}" for part in ("numerator", "denominator", "outcome")),
        ],
        ["England", truth["nation"], "X92000001", *_added_up(everyone)],
        ["S", "Shire Counties", "[z]", *_added_up(everyone[:5])],
        ["U", "Unitary Authorities", "[z]", *_added_up(everyone[5:])],
    ]
    for code, region in truth["regions"].items():
        of_region = [
            row[3:5]
            for row in councils
            if truth["peers"].get(row[2], {"region": "X12000001"})["region"] == code
        ]
        initials = "".join(word[0] for word in region.split())
        rows.append([initials, region, code, *_added_up(of_region)])
    return rows + councils


def _councils(
    name: str, truth: Mapping[str, Any], own: tuple[int, int]
) -> list[list[Count]]:
    county = truth["council"]
    rows: list[list[Count]] = [[901, county["name"], county["code"], *_shown(*own)]]
    for number, (code, peer) in enumerate(truth["peers"].items(), 902):
        mark = peer.get("mark")
        if mark == "[x]":
            values: list[Count] = ["[x]", "[x]", "[x]"]
        elif mark == "[c]":
            outcome = peer["outcome"] if name == "Table_3d(2a)" else 87.5
            values = ["[c]", "[c]", outcome]
        else:
            people = peer["people"]
            if name == "Table_3d(1a)":
                # Of the rest, four in five have a budget that the council manages.
                people += round(0.8 * (peer["of"] - people))
            values = _shown(people, peer["of"])
        rows.append([number, peer["name"], code, *values])
    return rows


def _shown(people: int, of: int) -> list[Count]:
    return [people, of, round(100 * people / of, 1)]


def _added_up(counts: Sequence[Sequence[Count]]) -> list[Count]:
    """Add up what is known and round to five, as is done above councils."""
    known = [(n, of) for n, of in counts if not isinstance(n, str)]
    people = sum(float(n) for n, _ in known)
    of = sum(float(of) for _, of in known)
    fives = [FEWEST * round(each / FEWEST) for each in (people, of)]
    return [*fives, round(100 * people / of, 1)]
