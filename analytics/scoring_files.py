"""One provider's scoring file, to give to it: readable, and as CSV.

It holds that provider's own evidence, its decision and what is missing; nothing of
another provider, and no note: notes never leave the vault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.answers import scoring, scoring_file, scoring_framework
from analytics.answers import scoring_words as say
from analytics.ask import Reply, ask
from analytics.catalogue import topic
from analytics.evidence import Evidence
from analytics.scoring_page import items_of, missing, page_of
from analytics.spreadsheet import csv_text
from data.errors import NotBuiltError
from data.market import Market

COLUMNS = (
    "provider_id",
    "provider",
    "as_of",
    "framework_version",
    "part",
    "tier",
    "criterion",
    "what_is_asked",
    "view",
    "stands_as",
    "disputed",
    "on",
    "in_words",
)


@dataclass(frozen=True)
class ScoringFile:
    """A scoring file in both its forms, and the name that both go by."""

    stem: str
    html: str
    csv: str


def write_scoring_file(
    market: Market, council: str, provider: str, out: Path, build: str | None = None
) -> list[Path]:
    """Write one provider's scoring file as HTML and CSV, and return where.

    Raises
    ------
    NotBuiltError
        If there is no such build, or no such provider in it.
    """
    council = market.code_of(council)
    market.open(council, view="internal", build=build)
    query = {"provider": provider, **({"build": build} if build else {})}
    reply = ask(topic("scoring"), market, council=council, query=query)
    made = scoring_file_of(reply, provider)
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    for ending, text in (("html", made.html), ("csv", "\ufeff" + made.csv)):
        path = out / f"{made.stem}.{ending}"
        path.write_text(text, encoding="utf-8", newline="")
        paths.append(path)
    return paths


def scoring_file_of(reply: Reply, provider: str) -> ScoringFile:
    """Make the scoring file of one provider out of what its page says.

    Raises
    ------
    NotBuiltError
        If the page says nothing of that provider.
    """
    evidence = reply.evidence
    if not evidence.has("scoring_files"):
        raise NotBuiltError(
            f"Build {evidence.about.build_id} has no scoring files in its "
            f"{evidence.selection.view} view; build with the council's tier_evidence "
            "and tier_decisions files, and ask for the internal view."
        )
    row = scoring_file.chosen(evidence)
    if row is None or row["provider_id"] != provider:
        first = evidence["scoring_files"]["provider_id"].min()
        raise NotBuiltError(
            f"There is no scoring file of {provider[:40]!r} in build "
            f"{evidence.about.build_id}; name a provider that has not left, such as "
            f"{first}."
        )
    frame = pd.DataFrame([*_rows(evidence, row)], columns=list(COLUMNS))
    about = evidence.about
    parts = [
        about.council_code,
        "scoring-file",
        re.sub(r"[^A-Za-z0-9-]+", "-", provider),
        about.as_of.isoformat(),
        "confidential",
        *(["synthetic"] if about.is_synthetic else []),
    ]
    return ScoringFile(
        stem="_".join(parts),
        html=page_of(evidence, row),
        csv=csv_text(frame, COLUMNS, is_synthetic=about.is_synthetic),
    )


def _rows(evidence: Evidence, row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the CSV's rows: the decision, each criterion, each item, what is missing."""
    provider_id = str(row["provider_id"])
    version = scoring.in_force(evidence)
    same = {
        "provider_id": provider_id,
        "provider": row["provider_label"],
        "as_of": evidence.about.as_of,
        "framework_version": version["version"] if version else None,
    }
    decided = str(row["decided_tier"])
    yield {
        **same,
        "part": "decision",
        "tier": say.TIERS.get(decided, "none"),
        "stands_as": say.VERDICTS[str(row["verdict"])],
        "on": row["decided_on"],
        "in_words": scoring_file.standing(row),
    }
    asked = scoring_framework.criteria(evidence).set_index("criterion")
    for each in scoring_file.views(evidence, provider_id).to_dict("records"):
        yield {
            **same,
            "part": "criterion",
            "tier": each["tier_name"],
            "criterion": each["criterion"],
            "what_is_asked": asked.loc[each["criterion"], "wording"],
            "stands_as": each["counts"],
        }
    for item in items_of(evidence, provider_id).to_dict("records"):
        yield {
            **same,
            "part": "evidence",
            "criterion": item["criterion"],
            "view": say.VIEWS[item["viewpoint"]],
            "stands_as": say.MET[item["met"]],
            "disputed": item["is_disputed"],
            "on": item["assessed_on"],
        }
    for said in missing(evidence, provider_id):
        yield {**same, "part": "missing", "in_words": said.replace("**", "")}
