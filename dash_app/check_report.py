"""What is told of checked files as one page, to send to the person who made them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from analytics import words
from dash_app.checking import Checked, Fault

STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:16px/24px Arial,'Liberation Sans',Helvetica,sans-serif;max-width:960px;"
    "margin:28px auto;padding:0 16px}h1{font-size:32px;line-height:40px}"
    "h2{font-size:22px;line-height:28px;margin:40px 0 8px;overflow-wrap:anywhere}"
    "h3{font-size:16px;margin:20px 0 4px}p{margin:0 0 8px}"
    "table{border-collapse:collapse;width:100%;min-width:560px;font-size:15px;"
    "line-height:21px;margin:0 0 12px}"
    "th,td{text-align:left;vertical-align:top;padding:6px 12px 6px 0;"
    "border-bottom:1px solid;overflow-wrap:anywhere}thead th{border-bottom-width:2px}"
    "td:first-child,th:first-child{text-align:right;white-space:nowrap}"
    ".wide{overflow-x:auto}@media print{h2{break-after:avoid}tr{break-inside:avoid}}"
)
HEADS = ("Rows", "First at line", "What is wrong", "How to put it right")
HIDDEN = (
    "This file may hold personal data: no value of it is in this report. Examples are "
    "made up."
)


def report(checked: Sequence[Checked]) -> str:
    """Write one page that needs nothing but itself; it holds no personal value."""
    wrong = sum(not each.is_clean for each in checked)
    files = words.plural(len(checked), "file")
    verdict = (
        f"{files} checked: every row would come in."
        if not wrong
        else f"{files} checked, {wrong:,} of them with something to put right."
    )
    body = "\n".join(_file(each) for each in checked)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head><meta charset="utf-8">'
        "<title>Files checked by Market Shaper</title>"
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width">'
        f"<style>{STYLE}</style></head>\n<body>\n<main>\n<h1>Files checked</h1>\n"
        f"<p><strong>{escape(verdict)}</strong></p>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _file(checked: Checked) -> str:
    parts = [f"<h2>{escape(checked.name)}</h2>", _text(checked.says)]
    if checked.title:
        is_one = f" A row is {checked.one_row}." if checked.one_row else ""
        parts += [
            "<h3>Recognised as</h3>",
            _text(f"{checked.title}.{is_one}"),
            "<h3>What is good</h3>",
            _text(checked.good_said),
        ]
    if remarks := [*checked.notices, *checked.skipped]:
        parts += ["<h3>What to know</h3>", *map(_text, remarks)]
    if checked.faults:
        parts += ["<h3>What is wrong</h3>", _table(checked.faults)]
        if checked.hides:
            parts.append(_text(HIDDEN))
    return "<section>\n" + "\n".join(parts) + "\n</section>"


def _table(faults: Iterable[Fault]) -> str:
    head = "".join(f'<th scope="col">{each}</th>' for each in HEADS)
    rows = "".join(
        f"<tr><td>{fault.rows:,}</td><td>{fault.first_line:,}</td>"
        f"<td>{'<br>'.join(map(escape, (fault.rule, *fault.examples)))}</td>"
        f"<td>{escape(fault.remedy)}</td></tr>"
        for fault in faults
    )
    return (
        f'<div class="wide"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _text(said: str) -> str:
    return f"<p>{escape(said)}</p>"
