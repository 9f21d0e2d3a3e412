"""Names that would run in a spreadsheet, or in a browser, do so nowhere."""

import csv
import io
import json
import shutil

import duckdb
import pytest

from analytics.ask import ask
from analytics.catalogue import TOPICS
from analytics.notes import note_of
from data.market import Market
from tests.serving import Visitor, words_of

PLANT = "=1+1|<img src=x onerror=alert(1)>"
# Columns that hold what somebody wrote in a file.
PLANTED = frozenset(
    {
        "council_name",
        "region_name",
        "district_name",
        "ward_name",
        "area_name",
        "group_name",
        "place_name",
        "largest_name",
        "nearest_free_place",
        "provider_label",
        "taker",
        "next_step",
        "milestone",
        "file",
        "remark",
    }
)


@pytest.fixture(scope="module")
def planted(demo_build, tmp_path_factory):
    """Return a market in which every name begins with what must not run."""
    out = tmp_path_factory.mktemp("planted")
    shutil.copytree(demo_build.out / "build", out / "build")
    folder = next((out / "build" / demo_build.council).glob("2*/"))
    for name in ("desk", "public"):
        with duckdb.connect(str(folder / f"{name}.duckdb")) as shelf:
            columns = shelf.execute(
                "SELECT table_name, column_name FROM information_schema.columns "
                "WHERE list_contains(?, column_name)",
                [sorted(PLANTED)],
            ).fetchall()
            for table, column in columns:
                shelf.execute(
                    f'UPDATE "{table}" SET "{column}" = ? || "{column}" '
                    f'WHERE length("{column}") > 0',
                    [PLANT],
                )
    about = folder / "about.json"
    told = json.loads(about.read_text("utf-8"))
    told["council_name"] = PLANT + told["council_name"]
    about.write_text(json.dumps(told), "utf-8")
    return Market(out)


@pytest.fixture(scope="module")
def bodies(planted, demo_build):
    return dict(Visitor(planted).everything(demo_build.council))


def test_no_cell_of_a_csv_is_run(bodies):
    seen = 0
    for path, body in bodies.items():
        if ".csv" in path and not body.startswith(b"{"):
            for row in csv.reader(io.StringIO(body.decode("utf-8-sig"))):
                assert not any(cell.lstrip().startswith(("=", "@")) for cell in row)
                seen += any(cell.startswith("'=1+1|") for cell in row)
    assert seen > 50


def test_no_table_or_first_page_holds_a_tag(bodies):
    pages = {path: body for path, body in bodies.items() if ".html" in path}
    assert sum(b"&lt;img src=x" in body for body in pages.values()) > 3
    for path, body in (*pages.items(), ("/", bodies["/"])):
        assert b"<img src=x" not in body, path


def test_no_drawing_takes_a_name_for_markup(bodies):
    drawn = {path: body for path, body in bodies.items() if "/figure/" in path}
    assert not any(b"could not be drawn" in body for body in drawn.values())
    told = {
        path: words_of(body) for path, body in drawn.items() if body.startswith(b"{")
    }
    assert sum("&lt;img src=x" in said for said in told.values()) > 3
    for path, said in told.items():
        assert "<img" not in said, path


def components(part):
    """Give every component of a page with the place of its kind."""
    if isinstance(part, dict):
        if "namespace" in part:
            yield part
        for each in part.values():
            yield from components(each)
    elif isinstance(part, list):
        for each in part:
            yield from components(each)


def test_no_page_has_a_part_that_reads_html(bodies):
    pages = {p: b for p, b in bodies.items() if p.endswith(("internal", "public"))}
    found = 0
    for path, body in pages.items():
        if path.startswith("/"):
            continue
        for part in components(json.loads(body)):
            found += 1
            assert part["type"] not in ("Markdown", "Iframe", "DangerousHTML", "Script")
            assert not {"srcDoc", "dangerously_allow_html"} & part["props"].keys()
            link = str(part["props"].get("href", ""))
            assert link.startswith(("/", "#", "?", "https://", "mailto:")) or not link
    assert found > 1000
    assert any(PLANT in words_of(body) for p, body in pages.items() if p[0] != "/")


def test_no_note_of_an_export_holds_a_tag(planted, demo_build):
    notes = []
    for topic in TOPICS:
        reply = ask(topic, planted, council=demo_build.council)
        notes += [note_of(reply, drawn) for drawn in reply.charts.values()]
    assert sum("\\<img src=x" in note for note in notes) > 3
    assert not any("<img" in note.replace("\\<", "") for note in notes)
