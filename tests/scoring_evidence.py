"""Scoring files from a hand-made inbox: tables, evidence, a market that has them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from analytics.assumptions import recorded
from analytics.catalogue import topic
from analytics.evidence import About, Evidence
from analytics.protect.statuses import complete_statuses
from analytics.selection import Selection
from analytics.tiers.framework import TIERS
from analytics.tiers.standing import ours, standing
from data.market import Market
from data.swap import Draft
from tests.packing import as_csv, vault_of

COUNCIL = "X99000001"
AS_OF = dt.date(2026, 9, 30)
PROVIDERS = ["provider_id", "name", "kind"]
DECISIONS = ["provider_id", "tier", "decided_on", "improve_by"]
EVIDENCE = [
    "provider_id",
    "criterion",
    "met",
    "viewpoint",
    "assessed_on",
    "note",
    "disputed",
]
OF = {tier: [e.code for e in ours().versions[0].counted(tier)] for tier in TIERS}
EVERY = [code for codes in OF.values() for code in codes]
# A decision on the last day of all says which day the build speaks of.
LAST = ["Z", "1", AS_OF.isoformat()]
SUPPLIED = {"council_tier_evidence": AS_OF, "council_tier_decisions": AS_OF}


def told(provider, values, on="2026-01-15", viewpoint="commissioner"):
    """Return the rows of one look at a provider, criterion -> met."""
    rows = values.items()
    return [[provider, code, met, viewpoint, on, "", ""] for code, met in rows]


def seen(tier, **changes):
    """Return what a provider of a tier shows of every criterion."""
    values = dict.fromkeys(EVERY, "no")
    if tier < 3:
        values |= dict.fromkeys(OF[f"tier_{tier}"], "yes")
    return values | changes


def vault_from(folder: Path, decisions, evidence, providers=None):
    """Build a vault from decisions that may leave their last cells out."""
    ids = sorted({row[0] for row in [*decisions, *evidence]})
    known = providers or [[each, f"{each} Care", "homecare_agency"] for each in ids]
    rows = [[*row, *[""] * (len(DECISIONS) - len(row))] for row in decisions]
    files = {
        "providers": as_csv([PROVIDERS, *known]),
        "decisions": as_csv([DECISIONS, *rows]),
    }
    if evidence:
        files["evidence"] = as_csv([EVIDENCE, *evidence])
    return vault_of(folder, files)


def tables_from(folder: Path, decisions, evidence, providers=None):
    """Measure such a vault, and hold every table to its promise."""
    vault = vault_from(folder, decisions, evidence, providers)
    return {
        table.name: complete_statuses(frames[table.name], table)
        for measure in topic("scoring").measures
        for frames in [measure.run(vault)]
        for table in measure.tables
    }


def evidence_of(tables, provider="A", **choices):
    """Return what the page rests on when a provider is chosen."""
    items = tables["scoring_items"]
    about = About(
        council_code=COUNCIL,
        council_name="Mirrorshire",
        build_id="b",
        built_at=dt.datetime(2026, 11, 20, tzinfo=dt.UTC),
        as_of=AS_OF,
        is_synthetic=True,
        supplied=SUPPLIED,
        seed=1,
    )
    chosen = {"provider": provider, "show": "all", **choices}
    return Evidence(
        about=about,
        selection=Selection(COUNCIL).with_choices(chosen),
        tables={**tables, "scoring_items": items[items["provider_id"] == provider]},
    )


def market_of(root: Path, tables, **about) -> Market:
    """Put such tables on the desk of a market of one council, nothing on public."""
    folder = root / "build" / COUNCIL
    folder.mkdir(parents=True, exist_ok=True)
    draft = Draft(folder)
    draft.write("internal", tables)
    draft.write("public", {})
    said = {
        "council": COUNCIL,
        "council_name": "Mirrorshire",
        "as_of": AS_OF.isoformat(),
        "is_synthetic": True,
        "seed": 1,
        "supplied": {name: day.isoformat() for name, day in SUPPLIED.items()},
        "assumptions": recorded(),
        "framework": dict(standing().told),
        **about,
    }
    draft.serve(said, dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC))
    return Market(root)
