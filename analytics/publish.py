"""Make a build: run every measure, write the desk, protect, write what is public."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import logging
import os
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.assumptions import recorded
from analytics.catalogue import TOPICS
from analytics.catalogue.entry import Measure, Table, Topic
from analytics.protect.plan import Release, check_plan, load_plan
from analytics.protect.release import protect
from analytics.protect.statuses import complete_statuses
from analytics.tiers.reading import read_framework
from analytics.tiers.standing import standing, under
from data.build import build_vault
from data.errors import BrokenContractError
from data.market import Build
from data.queries.peers import read_other_codes
from data.swap import LAYOUT, Draft, draft_in, explain, mark_failed, only_build
from data.vault import Vault

Progress = Callable[[str], None]
VERSIONED = ("market-shaper", "duckdb", "numpy", "pandas", "plotly")
log = logging.getLogger(__name__)


def build(
    inbox: Path,
    council: str,
    out: Path,
    as_of: dt.date | None = None,
    progress: Progress = print,
    topics: Sequence[Topic] = TOPICS,
    framework: Path | None = None,
) -> Build:
    """Read an inbox, and serve what it says of a council.

    Parameters
    ----------
    inbox : folder of files as they were supplied
    council : nine-character code
    out : folder that holds, or will hold, `vault/` and `build/`
    as_of : date from which ages and clocks count; the files' own last date when absent
    progress : told each step, in words that hold no value of a file
    framework : the council's own file of the tiers' framework; ours when absent

    Returns
    -------
    Build
        The one that is served from now on. Earlier ones stay readable.

    Raises
    ------
    MarketShaperError
        If it failed; nothing that was served has changed, and `failed.json` says why.
    """
    doing = _Doing(progress)
    with ExitStack() as held:
        if framework is not None:
            held.enter_context(under(read_framework(framework)))
        folder = held.enter_context(only_build(out, council))
        try:
            doing("Reading the inbox")
            with build_vault(inbox, council, out, as_of=as_of, progress=doing) as vault:
                if vault.council_code != council:
                    # Two codes of one council have one folder of builds.
                    folder = held.enter_context(only_build(out, vault.council_code))
                with draft_in(folder) as draft:
                    return publish(vault, draft, topics, doing)
        except Exception as fault:
            told = explain(fault, Path(out), doing.last)
            mark_failed(folder, str(told), _now())
            if told is fault:
                raise
            _keep_trace(fault, out, council)
            raise told from None


class _Doing:
    """Passes each step on, and remembers the last, for the sentence of a failure."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.last = "starting"

    def __call__(self, step: str) -> None:
        self.last = step[:1].lower() + step[1:]
        self._progress(step)


def publish(
    vault: Vault, draft: Draft, topics: Sequence[Topic], doing: Progress
) -> Build:
    """Measure what a vault holds, write desk and public, and serve them."""
    tables = {
        table.name: table
        for topic in topics
        for measure in topic.measures
        for table in measure.tables
    }
    # A build of some of the topics releases some of the tables.
    plan = {name: each for name, each in load_plan().items() if name in tables}
    check_plan(plan, tables.values())
    desk = dict(measured(vault, topics, doing))
    doing("Writing the desk")
    draft.write("internal", desk)
    doing("Protecting what may be published")
    public = protect(desk, tables, plan)
    doing("Writing what is public")
    draft.write("public", public)
    built_at = _now()
    doing("Serving the new build")
    name = draft.serve(_about(vault, plan), built_at)
    return Build(name, built_at, vault.as_of, LAYOUT)


def measured(
    vault: Vault, topics: Sequence[Topic], progress: Progress
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Run every measure for which something was supplied, and check what it gives.

    Yields
    ------
    (table name, DataFrame)
        Complete rows, a status beside each number.

    Raises
    ------
    BrokenContractError
        If a measure leaves out a table, or gives one that breaks its promise.
    """
    wanted = [
        (topic, measure, made)
        for topic in topics
        for measure in topic.measures
        if (made := _made(measure, vault.supplied))
    ]
    for number, (topic, measure, made) in enumerate(wanted, 1):
        progress(f"Measuring {topic.title.lower()} ({number} of {len(wanted)})")
        frames = measure.run(vault)
        for table in made:
            if table.name not in frames:
                raise BrokenContractError(
                    f"A measure of {topic.title} does not give table {table.name}; "
                    "correct the measure, or its tables in the catalogue."
                )
            yield table.name, complete_statuses(frames[table.name], table)


def _made(measure: Measure, supplied: Mapping[str, Any]) -> list[Table]:
    """Return the tables of a measure for which every source was supplied."""
    return [table for table in measure.tables if set(table.needs) <= set(supplied)]


def _about(vault: Vault, plan: Mapping[str, Release]) -> dict[str, Any]:
    """Say of a build what every page says; no file's name and no count of its rows."""
    return {
        "council": vault.council_code,
        "council_name": vault.council_name,
        "other_codes": read_other_codes(vault),
        "as_of": vault.as_of.isoformat(),
        "is_synthetic": vault.is_synthetic,
        "seed": vault.seed,
        "supplied": {
            source: vintage.isoformat() if vintage else None
            for source, vintage in vault.supplied.items()
        },
        "versions": {name: _version(name) for name in VERSIONED},
        "assumptions": recorded(),
        "framework": dict(standing().told),
        "releases": {
            release.table: {
                "rule": release.rule,
                "columns": list(release.columns),
                "levels": {name: list(kept) for name, kept in release.levels.items()},
            }
            for release in plan.values()
        },
    }


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "run from a checkout"


def _keep_trace(fault: Exception, out: Path, council: str) -> None:
    """Keep a fault's trace, which may hold values, in the vault and nowhere else."""
    path = Path(out) / "vault" / council / "last_fault.txt"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write("".join(traceback.format_exception(fault)))
    except OSError:
        log.warning("The fault's trace could not be kept: no vault, or no room in it.")


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
