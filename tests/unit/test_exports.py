import csv
import io
import re
import shutil

import numpy as np
import pandas as pd
import pytest

from analytics.catalogue import TOPICS
from analytics.exports import export_all
from analytics.figures.images import NoBrowserError, find_browser
from analytics.spreadsheet import SYNTHETIC, csv_text
from data.errors import NotBuiltError
from data.market import Market

RELEASED = {
    chart.name
    for topic in TOPICS
    for chart in topic.charts
    if not chart.internal_reason
}
HEADS = (
    "Question",
    "What is shown",
    "Finding, and text alternative",
    "Source",
    "Vintage",
    "Filters",
    "Read with care",
    "Protection",
    "Columns",
    "Statuses",
    "Build",
)


def rows_of(text):
    return list(csv.reader(io.StringIO(text)))


def test_no_cell_is_taken_for_a_formula():
    frame = pd.DataFrame(
        {"name": ["=1+1", "+44", "-x", "@a", "\tb", "plain", "a=b"], "gbp": -1.5}
    )

    rows = rows_of(csv_text(frame, ["name", "gbp"], is_synthetic=False))

    assert [name for name, _ in rows[1:]] == [
        "'=1+1",
        "'+44",
        "'-x",
        "'@a",
        "'\tb",
        "plain",
        "a=b",
    ]
    # A number below zero is a number, and stays one.
    assert {gbp for _, gbp in rows[1:]} == {"-1.5"}


def test_a_blank_is_a_blank_with_its_reason_beside_it():
    frame = pd.DataFrame(
        {
            "place": ["Ashmark", "Bexhollow"],
            "people": [np.nan, 0.0],
            "people_status": ["suppressed", "zero"],
            "not_asked_for": [1, 2],
        }
    )

    rows = rows_of(csv_text(frame, ["people", "place"], is_synthetic=True))

    assert rows == [
        ["synthetic", "people", "people_status", "place"],
        [SYNTHETIC, "", "suppressed", "Ashmark"],
        [SYNTHETIC, "0", "zero", "Bexhollow"],
    ]


def test_dates_truths_and_lists_read_the_same_everywhere():
    frame = pd.DataFrame(
        {
            "on": pd.to_datetime(["2026-09-30", None]),
            "late": [True, False],
            "line": [1.1, 20_700.0],
            "ring": [[1.0, 2.5], []],
        }
    )

    rows = rows_of(csv_text(frame, frame.columns, is_synthetic=False))

    assert rows[1:] == [["2026-09-30", "yes", "1.1", "1 2.5"], ["", "no", "20700", ""]]


def test_without_a_browser_one_sentence_names_the_command(monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chrome")

    with pytest.raises(NoBrowserError, match="apt-get install chromium"):
        find_browser()


@pytest.fixture(scope="module")
def exported(demo_build, tmp_path_factory):
    """Export from a copy that has no desk: public is all that is opened."""
    root = tmp_path_factory.mktemp("public")
    shutil.copytree(demo_build.out / "build", root / "build")
    for desk in root.glob("build/*/*/desk.duckdb"):
        desk.unlink()
    told = []
    out = tmp_path_factory.mktemp("exported")
    done = export_all(Market(root), demo_build.council, out, progress=told.append)
    return out, done, told


def test_each_released_chart_has_its_four_files(exported, demo_build):
    out, done, told = exported

    assert set(done.charts) == RELEASED
    for topic in TOPICS:
        for chart in topic.charts:
            stem = f"{demo_build.council}_{topic.name}_{chart.name}_synthetic"
            for ending in ("svg", "png", "csv", "md"):
                is_there = (out / f"{stem}.{ending}").is_file()
                assert is_there == (chart.name in RELEASED)
    assert not [each for each in out.iterdir() if each.is_dir()]
    assert told[-1].startswith(f"{len(RELEASED)} charts are in")


def test_what_is_internal_is_listed_with_the_reason(exported):
    out, done, _ = exported
    internal = {
        chart.name: chart.internal_reason
        for topic in TOPICS
        for chart in topic.charts
        if chart.internal_reason
    }

    rows = rows_of((out / "internal-only_synthetic.csv").read_text("utf-8"))
    said = (out / "internal-only_synthetic.md").read_text("utf-8")

    assert rows[0] == ["synthetic", "topic", "chart", "withheld", "reason"]
    assert {row[2]: row[4] for row in rows[1:]} == internal
    assert {row[3] for row in rows[1:]} == {"internal only"}
    assert all(reason in said for reason in internal.values())
    assert set(done.withheld["chart"]) == set(internal)


def test_every_file_says_that_it_is_synthetic_and_none_that_it_is_internal(exported):
    _, done, _ = exported

    for path in done.files:
        assert "synthetic" in path.name
        if path.suffix == ".csv":
            rows = rows_of(path.read_text("utf-8"))
            assert rows[0][0] == "synthetic"
            assert {row[0] for row in rows[1:]} == {SYNTHETIC}
        elif path.suffix == ".svg":
            drawn = path.read_text("utf-8")
            assert SYNTHETIC in drawn
            assert "not for publication" not in drawn
            assert not re.findall(r'(?:href|src)="https?:', drawn)
        elif path.suffix == ".png":
            assert path.read_bytes().startswith(b"\x89PNG")


def test_each_note_says_what_it_is_and_what_it_does_not_guard_against(exported):
    _, done, _ = exported
    notes = [path for path in done.files if path.suffix == ".md"]

    for path in notes:
        if path.name.startswith("internal-only"):
            continue
        text = path.read_text("utf-8")
        assert text.startswith("# ")
        for head in HEADS:
            _, _, rest = text.partition(f"\n## {head}\n\n")
            assert rest.split("\n")[0].strip(), f"{path.name} says nothing of {head}"
        assert "Not yet guarded against" in text
        assert "as of 30 September 2026" in text


def test_a_wrong_council_or_build_is_an_error_and_not_another_one(demo_build, tmp_path):
    market = Market(demo_build.out)

    with pytest.raises(NotBuiltError):
        export_all(market, "E10000019", tmp_path)
    with pytest.raises(NotBuiltError):
        export_all(
            market, demo_build.council, tmp_path, build="20200101T000000Z-aaaaaa"
        )
    assert list(tmp_path.iterdir()) == []
