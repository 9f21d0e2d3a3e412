"""The command line: market-shaper run, build, serve, check, export and the rest.

What takes long to import is imported by the command that needs it, so that --help and
a mistyped word are answered at once.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dash_app.arguments import Run, parser
from data.errors import MarketShaperError

if TYPE_CHECKING:
    from data.market import Market

DEMONSTRATION = "X99000001"
FAULT_OF_OURS, STOPPED, NOT_CLEAN = 70, 130, 6


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a fault is told in one sentence."""
    asked = parser(RUNS).parse_args(arguments)
    run: Run = asked.run
    try:
        return run(asked)
    except MarketShaperError as fault:
        _complain(str(fault))
        return fault.exit_code
    except KeyboardInterrupt:
        _complain("Stopped; nothing that was served has changed.")
        return STOPPED
    except BrokenPipeError:
        # The reader of our output, such as `head`, has had enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as fault:
        where = f" {fault.filename}" if fault.filename else ""
        _complain(
            f"The system refused{where}: {fault.strerror}. Mend that, and repeat."
        )
        return 1
    except Exception as fault:
        last = traceback.extract_tb(fault.__traceback__)[-1]
        _complain(
            f"The command stopped on a fault of ours ({type(fault).__name__} in "
            f"{Path(last.filename).name}, line {last.lineno}); nothing that was served "
            "has changed. Please report it."
        )
        return FAULT_OF_OURS


def _complain(sentence: str) -> None:
    print(f"market-shaper: {sentence}", file=sys.stderr)


def _say(sentence: str) -> None:
    print(sentence, flush=True)


def run(asked: argparse.Namespace) -> int:
    """Build the demonstration market if there is none, and serve."""
    from dash_app.serving import check_port
    from data.market import Market

    check_port(asked.host, asked.port)
    if not Market(asked.out).councils():
        from analytics.publish import build as publish
        from data.demo import write_inbox

        inbox = asked.out / "inbox" / "demonstration"
        _say(f"There is no build yet. Writing the demonstration county to {inbox}")
        write_inbox(inbox)
        publish(inbox, DEMONSTRATION, asked.out, progress=_say)
        _start_anew(asked)
    return serve(asked)


def _start_anew(asked: argparse.Namespace) -> None:
    """Serve in a fresh process: one that has built must not be forked into workers."""
    root = str(Path(__file__).parents[1])
    known = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([root, *([known] if known else [])])
    where = ["--out", str(asked.out), "--host", asked.host, "--port", str(asked.port)]
    command = [sys.executable, "-m", "dash_app.command", "serve", *where]
    os.execv(sys.executable, command)


def build(asked: argparse.Namespace) -> int:
    """Build one council from an inbox."""
    from analytics.publish import build as publish

    built = publish(
        asked.inbox,
        asked.council,
        asked.out,
        as_of=asked.as_of,
        progress=_say,
        framework=asked.framework,
    )
    _say(f"Built {built.id}, as of {built.as_of}. See it with: market-shaper serve")
    return 0


def serve(asked: argparse.Namespace) -> int:
    """Serve what has been built; beyond this machine, the public view alone."""
    from dash_app import serving
    from data.market import Market

    public_only = serving.only_public(asked.host)
    market = Market(asked.out, public_only=public_only)
    if not market.councils():
        _say("Nothing has been built here yet; the page says what to do.")
    if public_only:
        _say(
            f"{asked.host} can be reached from other machines: only the public view is "
            "served there, until a login exists."
        )
    serving.serve(market, asked.host, asked.port, _say)
    return 0


def check(asked: argparse.Namespace) -> int:
    """Check files; exit code 6 when something would be kept out."""
    from dash_app.checking import check as look

    checked = look(asked.files, _say, show_values=asked.show_values)
    if asked.html is not None:
        from dash_app.check_report import report

        asked.html.write_text(report(checked), encoding="utf-8")
        _say(f"Wrote {asked.html}; it holds no value of a personal file.")
    return 0 if all(each.is_clean for each in checked) else NOT_CLEAN


def template(asked: argparse.Namespace) -> int:
    """Write templates; without a name, say which there are."""
    from data.templates import rows_told, write_templates

    if not asked.tables and not asked.all:
        for table, one_row in rows_told().items():
            _say(f"{table:22} {one_row}")
        _say("Name one or more, or give --all.")
        return 0
    names = () if asked.all else tuple(asked.tables)
    for path in write_templates(asked.out, names, as_workbooks=asked.xlsx):
        _say(f"Wrote {path}")
    return 0


def export(asked: argparse.Namespace) -> int:
    """Export one council's released charts, or one provider's scoring file."""
    from data.market import Market

    if asked.scoring_file is not None:
        from analytics.scoring_files import write_scoring_file

        market = Market(asked.root)
        council = _council_of(market, asked.council)
        paths = write_scoring_file(
            market, council, asked.scoring_file, asked.out, build=asked.build
        )
        for path in paths:
            _say(f"Wrote {path}")
        _say("It is confidential to that provider: give it to nobody else.")
        return 0
    from analytics.exports import export_all

    market = Market(asked.root, public_only=True)
    council = _council_of(market, asked.council)
    told = export_all(market, council, asked.out, build=asked.build, progress=_say)
    for row in told.withheld.itertuples():
        _say(f"Not exported: {row.chart} ({row.withheld}). {row.reason}")
    return 0


def _council_of(market: Market, asked: str | None) -> str:
    """Return the council asked for, or the only one that is built."""
    from data.errors import NotBuiltError

    built = {each.code: each.name for each in market.councils()}
    if not built:
        raise NotBuiltError(
            "Nothing has been built here; run market-shaper build first, or name the "
            "folder that holds build/ with --from."
        )
    if asked is None and len(built) > 1:
        raise NotBuiltError(
            f"{len(built)} councils are built here; name one with --council, such as "
            f"{next(iter(built))}."
        )
    return asked or next(iter(built))


def framework(asked: argparse.Namespace) -> int:
    """Print our framework, check a council's own, or compare it with a build's."""
    from analytics.tiers.reading import read_framework, said_of
    from analytics.tiers.standing import OURS

    file = asked.check or asked.compare
    if file is None:
        print(OURS.read_text("utf-8"), end="")
        return 0
    read = read_framework(file)
    if asked.compare is None:
        _say(f"{file.name} can be used: {said_of(read)}.")
        return 0
    from analytics.framework_changes import compare
    from data.market import Market

    market = Market(asked.root)
    council = _council_of(market, asked.council)
    found = compare(market, council, read, build=asked.build)
    _say(found.sentence)
    for line in found.lines:
        _say(f"  {line}")
    if asked.out is not None:
        _say(f"Wrote {found.write(asked.out)}")
    return 0


def list_sources(asked: argparse.Namespace) -> int:
    """List the sources."""
    from data.sources import sources

    for name, source in sources().items():
        _say(f"{name}\n  {source.title}. {source.publisher}; {source.licence}.")
        _say(f"  {source.access}; dated by {source.vintage}; {source.page}")
        _say(f"  feeds {', '.join(source.feeds)}")
    return 0


RUNS: Mapping[str, Run] = {
    "run": run,
    "build": build,
    "serve": serve,
    "check": check,
    "template": template,
    "export": export,
    "framework": framework,
    "sources": list_sources,
}

if __name__ == "__main__":
    sys.exit(main())
