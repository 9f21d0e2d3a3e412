"""Every chart that has a release, as picture, table and note, from public alone."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go

from analytics.ask import DrawnChart, Reply, UndrawnChartError, ask
from analytics.catalogue import TOPICS
from analytics.catalogue.entry import Topic
from analytics.figures.images import find_browser, write_images
from analytics.figures.theme import Look
from analytics.notes import note_of
from analytics.spreadsheet import csv_text
from data.market import Market

Progress = Callable[[str], None]
LOOK = Look(mode="light", width=1240)
WITHHELD = ("topic", "chart", "withheld", "reason")


@dataclass(frozen=True)
class Exported:
    """What an export wrote, and what it left out.

    Attributes
    ----------
    files : every file that was written
    charts : names of the charts that were
    withheld : DataFrame, one row for each chart that was not: topic, chart, whether it
        is internal only or has nothing to show, and the reason
    """

    files: list[Path]
    charts: list[str]
    withheld: pd.DataFrame


def export_all(
    market: Market,
    council: str,
    out: Path,
    build: str | None = None,
    progress: Progress = print,
    topics: Sequence[Topic] = TOPICS,
) -> Exported:
    """Write each released chart of a council as SVG, PNG, CSV and a note.

    Parameters
    ----------
    market : of which the public file alone is opened
    council : nine-character code
    out : folder to write into; files of the same name are replaced
    build : id; the one that is served when absent
    progress : told each step

    Raises
    ------
    NotBuiltError
        If there is no such build.
    NoBrowserError
        If no browser is installed to draw the pictures.
    """
    find_browser()
    # Opening it first turns a wrong council or build into an error, not a fallback.
    council = market.code_of(council)
    market.open(council, view="public", build=build)
    query = {"view": "public", **({"build": build} if build else {})}
    out.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".export-", dir=out))
    pictures: dict[Path, go.Figure] = {}
    charts: list[str] = []
    withheld: list[tuple[str, str, str, str]] = []
    try:
        for topic in topics:
            reply = ask(topic, market, council=council, query=query, look=LOOK)
            for chart in topic.charts:
                drawn = reply.charts.get(chart.name)
                reason = _write(reply, drawn, beside, pictures) if drawn else ""
                if drawn is None or reason:
                    why = "internal only" if chart.internal_reason else "not drawn"
                    told = reason or reply.absent[chart.name]
                    withheld.append((topic.name, chart.name, why, told))
                else:
                    charts.append(chart.name)
                    progress(f"Wrote {chart.name}")
        progress(f"Drawing {len(pictures)} pictures")
        write_images(pictures)
        left_out = pd.DataFrame(withheld, columns=list(WITHHELD))
        _list_withheld(left_out, beside, is_synthetic=_is_synthetic(market, council))
        files = [each.replace(out / each.name) for each in sorted(beside.iterdir())]
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    progress(f"{len(charts)} charts are in {out}; {len(withheld)} are not released")
    return Exported(files, charts, left_out)


def _write(
    reply: Reply, drawn: DrawnChart, folder: Path, pictures: dict[Path, go.Figure]
) -> str:
    """Write one chart's table and note, set its pictures aside; or say why not."""
    about = reply.evidence.about
    if drawn.error:
        return drawn.error
    try:
        figure = drawn.figure(LOOK)
    except UndrawnChartError as fault:
        return str(fault)
    mark = "_synthetic" if about.is_synthetic else ""
    stem = f"{about.council_code}_{reply.topic.name}_{drawn.chart.name}{mark}"
    table = csv_text(drawn.frame, drawn.chart.columns, is_synthetic=about.is_synthetic)
    (folder / f"{stem}.csv").write_text(table, encoding="utf-8", newline="")
    (folder / f"{stem}.md").write_text(note_of(reply, drawn), encoding="utf-8")
    pictures[folder / f"{stem}.svg"] = figure
    pictures[folder / f"{stem}.png"] = figure
    return ""


def _is_synthetic(market: Market, council: str) -> bool:
    return bool(market.open(council, view="public").about["is_synthetic"])


def _list_withheld(withheld: pd.DataFrame, folder: Path, *, is_synthetic: bool) -> None:
    """Write the list of what was left out, for a spreadsheet and for a reader."""
    mark = "_synthetic" if is_synthetic else ""
    (folder / f"internal-only{mark}.csv").write_text(
        csv_text(withheld, WITHHELD, is_synthetic=is_synthetic),
        encoding="utf-8",
        newline="",
    )
    lines = [
        "# Charts that were not exported",
        "",
        "| page | chart | withheld | reason |",
        "| --- | --- | --- | --- |",
        *(
            "| " + " | ".join(str(cell) for cell in row) + " |"
            for row in withheld.itertuples(index=False)
        ),
        "",
    ]
    (folder / f"internal-only{mark}.md").write_text("\n".join(lines), encoding="utf-8")
