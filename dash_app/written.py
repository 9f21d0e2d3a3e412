"""Tables written as HTML, for those that are fetched when they are opened.

Text of HTML and not components: a map's twin has hundreds of rows, and a page should
not carry what is not opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

MANY = 4  # columns; on a phone each row of such a table is a block of lines
LATER = ' class="later"'


def kinds(columns: int, *more: str) -> str:
    """Return the classes of a table of so many columns."""
    many = "many" if columns >= MANY else ""
    return " ".join(filter(None, ["data", many, *more]))


def table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    caption: str,
    numbers: Sequence[bool] = (),
    first: int = 0,
) -> str:
    """Write a table; its first column heads the rows, and HTML in it is text.

    Roles are written out, since a row that a style sheet makes a block would lose its
    own; and each cell carries its column's name, which is shown where it is one.

    Parameters
    ----------
    numbers : of each column, whether it is set to the right
    first : rows before those of class `later`; 0 for none of that class
    """
    right = [*numbers, *[False] * (len(heads) - len(numbers))]
    kind = [' class="n"' if each else "" for each in right]
    head = "".join(
        f'<th scope="col" role="columnheader"{is_n}>{escape(label)}</th>'
        for label, is_n in zip(heads, kind, strict=True)
    )
    starts = [
        '<th scope="row" role="rowheader"',
        *(f'<td role="cell" data-label="{escape(label)}"' for label in heads[1:]),
    ]
    ends = ["</th>", *["</td>"] * (len(heads) - 1)]
    body = "".join(
        f'<tr role="row"{LATER if 0 < first <= i else ""}>'
        + "".join(
            f"{start}{is_n}>{escape(cell)}{end}"
            for start, is_n, cell, end in zip(starts, kind, row, ends, strict=True)
        )
        + "</tr>"
        for i, row in enumerate(rows)
    )
    return (
        f'<table class="{kinds(len(heads))}" role="table">'
        f'<caption class="visually-hidden">{escape(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )
