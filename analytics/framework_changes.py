"""Who would move under another framework: told from a build, which stays as it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analytics import words
from analytics.answers import scoring_framework
from analytics.spreadsheet import csv_text
from analytics.tiers.comparing import change
from analytics.tiers.framework import Framework
from analytics.tiers.judging import Item
from analytics.tiers.reading import framework_of
from data.errors import NotBuiltError
from data.market import Market

COLUMNS = (
    "provider_id",
    "provider_label",
    "decided_tier",
    "move",
    "least_now",
    "most_now",
    "least_then",
    "most_then",
)


@dataclass(frozen=True)
class Comparison:
    """What another framework would change.

    Attributes
    ----------
    rows : DataFrame, one row for each provider: its move, and the tiers that its
        evidence shows now and would show then, at worst and at best
    """

    council: str
    version: str
    as_of: dt.date
    is_synthetic: bool
    rows: pd.DataFrame

    @property
    def sentence(self) -> str:
        """Count who would move."""
        told = scoring_framework.moved_sentence(self.rows).replace("**", "")
        return f"Version {self.version}, at {words.date(self.as_of)}: {told}"

    @property
    def lines(self) -> list[str]:
        """Name each provider that would move, or whose move cannot be told."""
        return [
            f"{row['provider_label']} ({row['provider_id']}) {row['moves']}: shows "
            f"{row['now']} now, {row['then']} then; decided {row['decided']}"
            for row in scoring_framework.moved(self.rows).to_dict("records")
        ]

    def write(self, out: Path) -> Path:
        """Write every provider's row as CSV, and return where."""
        out.mkdir(parents=True, exist_ok=True)
        mark = "_synthetic" if self.is_synthetic else ""
        path = out / f"{self.council}_framework-changes_internal{mark}.csv"
        text = csv_text(self.rows, COLUMNS, is_synthetic=self.is_synthetic)
        path.write_text("\ufeff" + text, encoding="utf-8", newline="")
        return path


def compare(
    market: Market, council: str, framework: Framework, build: str | None = None
) -> Comparison:
    """Hold a build's evidence to the newest version of another framework.

    Raises
    ------
    NotBuiltError
        If there is no such build, it holds no evidence, or no framework was in force.
    """
    shelf = market.open(market.code_of(council), view="internal", build=build)
    about = shelf.about
    if not shelf.has("scoring_items") or "framework" not in about:
        raise NotBuiltError(
            f"Build {about['build']} holds no tier evidence to compare by; build again "
            "with the council's tier_evidence and tier_decisions files."
        )
    as_of = dt.date.fromisoformat(about["as_of"])
    now = framework_of(about["framework"]).on(as_of)
    if now is None:
        raise NotBuiltError(
            f"No framework was in force on {as_of}, the day that build "
            f"{about['build']} speaks of; build again with --as-of a later day."
        )
    then = framework.versions[-1]
    evidence = {
        key: _items(rows)
        for key, rows in shelf.table("scoring_items").groupby("provider_id")
    }
    rows = []
    for file in shelf.table("scoring_files").to_dict("records"):
        found = change(now, then, evidence.get(file["provider_id"], []), as_of)
        rows.append(
            {
                "provider_id": file["provider_id"],
                "provider_label": file["provider_label"],
                "decided_tier": file["decided_tier"],
                "move": found.move,
                "least_now": found.before.lowest,
                "most_now": found.before.highest,
                "least_then": found.after.lowest,
                "most_then": found.after.highest,
            }
        )
    return Comparison(
        council=about["council"],
        version=then.name,
        as_of=as_of,
        is_synthetic=bool(about["is_synthetic"]),
        rows=pd.DataFrame(rows, columns=list(COLUMNS)),
    )


def _items(rows: pd.DataFrame) -> list[Item]:
    return [
        Item(
            criterion=row["criterion"],
            viewpoint=row["viewpoint"],
            met=row["met"],
            assessed_on=pd.Timestamp(row["assessed_on"]).date(),
            is_disputed=bool(row["is_disputed"]),
        )
        for row in rows.to_dict("records")
    ]
