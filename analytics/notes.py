"""The note that goes with every exported chart: what it is, and what it is not."""

from __future__ import annotations

from analytics import words
from analytics.absence import title_of
from analytics.ask import DrawnChart, Reply
from analytics.catalogue.entry import Chart, Read
from analytics.protect.plan import load_plan
from analytics.protect.release import how_protected
from analytics.spreadsheet import SYNTHETIC

MARKS_SAID = (
    "`ok` the value; `zero` a true zero; `low_reliability` too little to judge; "
    "`suppressed` hidden to protect people or a provider; `not_supplied`; "
    "`not_applicable`. A blank is never a zero."
)


def note_of(reply: Reply, drawn: DrawnChart) -> str:
    """Write the note of one chart, as Markdown."""
    about = reply.evidence.about
    whole, chart = _whole(reply, drawn.chart)
    lines = [f"# {_plain(drawn.heading)}", ""]
    if about.is_synthetic:
        lines += [f"**{SYNTHETIC}: no place, person or provider in it is real.**", ""]
    said = {
        "Question": reply.topic.question(about.council_name),
        "What is shown": drawn.sub,
        "Finding, and text alternative": drawn.finding,
        "Source": reply.notes.source,
        "Vintage": f"{reply.notes.how_old} {_vintages(whole, chart)}".strip(),
        "Filters": _filters(reply),
        "Read with care": reply.notes.read_with_care,
        "Protection": how_protected(_rules(whole, chart)),
        "Columns": "; ".join(
            f"`{name}` {label}" for name, label in drawn.chart.columns.items()
        ),
        "Statuses": MARKS_SAID,
        "Build": f"{about.build_id}, as of {words.date(about.as_of)}",
    }
    for head, text in said.items():
        lines += [f"## {head}", "", _plain(text), ""]
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Take out our own bold, and let no name be read as HTML."""
    return text.replace("**", "").replace("<", "\\<")


def _whole(reply: Reply, chart: Chart) -> tuple[Reply, Chart]:
    """Return the page and the chart that a small chart rests on; else its own."""
    page = reply.evidence.gathered.get(chart.of[0]) if chart.of else None
    if chart.of is None or not isinstance(page, Reply):
        return reply, chart
    return page, page.charts[chart.of[1]].chart


def _vintages(reply: Reply, chart: Chart) -> str:
    """Say which date each source describes that the chart's tables rest on."""
    read = set(_tables(reply, chart))
    needed = {
        source
        for measure in reply.topic.measures
        for table in measure.tables
        if table.name in read
        for source in (*table.needs, *chart.needs)
    }
    dated = [
        f"{title_of(source)}: {words.date(vintage)}"
        for source, vintage in reply.evidence.about.supplied.items()
        if source in needed and vintage is not None
    ]
    return f"The files describe: {'; '.join(dated)}." if dated else ""


def _filters(reply: Reply) -> str:
    """Say what was chosen on the page that the chart is of."""
    chosen = []
    for offer in reply.controls:
        labels = {option.value: option.label for option in offer.options}
        value = labels.get(offer.value, offer.value)
        if value:
            chosen.append(f"{offer.control.label}: {value}")
    council = f"{reply.evidence.about.council_name} ({reply.selection.council})"
    return "; ".join([council, "view: as published", *chosen]) + "."


def _rules(reply: Reply, chart: Chart) -> list[str]:
    """Name the rules by which the tables that a chart reads were released."""
    plan = load_plan()
    tables = _tables(reply, chart)
    return list(dict.fromkeys(plan[table].rule for table in tables if table in plan))


def _tables(reply: Reply, chart: Chart) -> list[str]:
    """Name the tables that a chart rests on, whatever the page calls their rows."""
    used = [name for name in chart.uses if name in reply.evidence.tables]
    reads = {name: reply.topic.reads[name] for name in (*chart.reads, *used)}
    return [
        read.table if isinstance(read, Read) else name for name, read in reads.items()
    ]
