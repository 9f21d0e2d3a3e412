"""What the command line may be asked, word by word."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

Run: TypeAlias = Callable[[argparse.Namespace], int]
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def parser(runs: Mapping[str, Run]) -> argparse.ArgumentParser:
    """Describe every command; `runs` says what each does."""
    described = argparse.ArgumentParser(
        prog="market-shaper",
        description="Market-shaping analytics for commissioners of adult social care.",
        epilog="Start with: market-shaper run",
    )
    commands = described.add_subparsers(metavar="COMMAND", required=True)
    for name, add in COMMANDS.items():
        add(commands, runs[name])
    return described


def _command(
    commands: Commands,
    name: str,
    run: Run,
    says: str,
    example: str,
) -> argparse.ArgumentParser:
    """Add one command, with an example under its help."""
    parser = commands.add_parser(
        name,
        help=says,
        description=says[:1].upper() + says[1:] + ".",
        epilog=f"example:\n  market-shaper {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser


def _out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="folder that holds build/ and vault/ (this one)",
    )


def _where(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen at (127.0.0.1)"
    )
    parser.add_argument(
        "--port", type=int, default=8050, help="port to listen at (8050)"
    )


def _date(written: str) -> dt.date:
    try:
        return dt.date.fromisoformat(written)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(
            f"{written!r} is not a date; write it as 2026-09-30"
        ) from fault


def _run(commands: Commands, run: Run) -> None:
    parser = _command(
        commands,
        "run",
        run,
        "build the demonstration county if there is no build, and serve",
        "run --port 8051",
    )
    _out(parser)
    _where(parser)


def _build(commands: Commands, run: Run) -> None:
    parser = _command(
        commands,
        "build",
        run,
        "read an inbox and build what is served of one council",
        "build --inbox inbox/ --council E10000019",
    )
    parser.add_argument(
        "--inbox", type=Path, required=True, metavar="DIR", help="folder of files"
    )
    parser.add_argument(
        "--council", required=True, metavar="CODE", help="nine-character ONS code"
    )
    parser.add_argument(
        "--as-of",
        type=_date,
        metavar="DATE",
        help="count ages and clocks from this date (the last in the council's files)",
    )
    parser.add_argument(
        "--framework",
        type=Path,
        metavar="FILE",
        help="the council's own framework of the tiers (ours)",
    )
    _out(parser)


def _serve(commands: Commands, run: Run) -> None:
    parser = _command(
        commands,
        "serve",
        run,
        "serve what has been built",
        "serve --port 8051",
    )
    _out(parser)
    _where(parser)


def _check(commands: Commands, run: Run) -> None:
    parser = _command(
        commands,
        "check",
        run,
        "say what files are, what is good and wrong in them, and how to put it right",
        "check supply.csv rates.csv --html report.html",
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument(
        "--html",
        type=Path,
        metavar="REPORT",
        help="write the same as one page to send on, without values of personal files",
    )
    parser.add_argument(
        "--show-values",
        action="store_true",
        help="show values of personal files too; they stay on this screen",
    )


def _template(commands: Commands, run: Run) -> None:
    parser = _command(
        commands,
        "template",
        run,
        "write the templates of a council's tables, each with a worked row",
        "template --all --xlsx --out templates/",
    )
    parser.add_argument("tables", nargs="*", metavar="TABLE", help="such as supply")
    parser.add_argument("--all", action="store_true", help="every table")
    parser.add_argument(
        "--xlsx",
        action="store_true",
        help="as Excel workbooks with drop-down lists and notes, in place of CSV",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("templates"),
        metavar="DIR",
        help="folder to write into (templates)",
    )


def _export(commands: Commands, run: Run) -> None:
    parser = _command(
        commands,
        "export",
        run,
        "write every chart that may be published as SVG, PNG, CSV and a note, or one "
        "provider's scoring file to give to it",
        "export --all --out export/",
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--all", action="store_true", help="every released chart")
    what.add_argument(
        "--scoring-file",
        metavar="PROVIDER",
        help="one provider's scoring file, confidential to it, such as PR-001",
    )
    _which(parser)
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder to write into"
    )


def _which(parser: argparse.ArgumentParser) -> None:
    """Ask which build of which council is meant."""
    parser.add_argument("--council", metavar="CODE", help="(the only one built)")
    parser.add_argument("--build", metavar="ID", help="(the one that is served)")
    parser.add_argument(
        "--from",
        dest="root",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="folder that holds build/ (this one)",
    )


def _framework(commands: Commands, run: Run) -> None:
    parser = _command(
        commands,
        "framework",
        run,
        "print the tiers' framework, check one of your own, or say who would move "
        "under it",
        "framework --compare mine.yaml",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--check", type=Path, metavar="FILE", help="say whether a file can be used"
    )
    what.add_argument(
        "--compare",
        type=Path,
        metavar="FILE",
        help="say who would move under it, and change nothing",
    )
    _which(parser)
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="also write who would move as CSV into this folder",
    )


def _sources(commands: Commands, run: Run) -> None:
    _command(
        commands,
        "sources",
        run,
        "list every file that can be read: who publishes it, and what it feeds",
        "sources",
    )


COMMANDS: Mapping[str, Callable[[Commands, Run], None]] = {
    "run": _run,
    "build": _build,
    "serve": _serve,
    "check": _check,
    "template": _template,
    "export": _export,
    "framework": _framework,
    "sources": _sources,
}
