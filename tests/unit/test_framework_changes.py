"""Building by a council's own framework, and seeing first who would move."""

import copy
import json

import pandas as pd
import pytest
import yaml

from analytics.framework_changes import compare
from analytics.publish import build
from analytics.tiers.faults import FrameworkError
from analytics.tiers.reading import framework_of
from analytics.tiers.standing import OURS, ours
from dash_app import command
from data.errors import NotBuiltError
from data.market import Market
from tests.packing import as_csv
from tests.scoring_evidence import (
    COUNCIL,
    DECISIONS,
    EVIDENCE,
    LAST,
    OF,
    PROVIDERS,
    market_of,
    seen,
    tables_from,
    told,
)


def stricter(version="2", valid_from="2027-04-01"):
    """Return ours with one version in place of it, in which all nine are met."""
    whole = copy.deepcopy(dict(ours().told))
    only = whole["versions"][0]
    only.update(version=version, valid_from=valid_from)
    only["tiers"]["tier_1"]["rule"] = {"at_least": {"met": 9}}
    return whole


DECIDED = [LAST, *([each, "1", "2026-02-01"] for each in "ABC")]
SHOWN = [
    *told("A", seen(1, virtual_wallet="partly")),
    *told("B", seen(1)),
    *told("C", {code: "yes" for code in OF["tier_1"][1:]}),
]


@pytest.fixture(scope="module")
def market(tmp_path_factory):
    tables = tables_from(tmp_path_factory.mktemp("inbox"), DECIDED, SHOWN)
    return market_of(tmp_path_factory.mktemp("market"), tables)


def test_a_comparison_says_who_would_move_and_changes_nothing(market, tmp_path):
    before = {p: p.read_bytes() for p in market.root.rglob("*") if p.is_file()}
    found = compare(market, COUNCIL, framework_of(stricter()))

    assert found.sentence == (
        "Version 2, at 30 September 2026: On the evidence as it stands, 0 of 4 "
        "providers would move up and 1 down. No decision changes by itself."
    )
    assert found.lines == [
        "A Care (A) moves down: shows Tier 1 now, Tier 3 then; decided Tier 1"
    ]
    assert dict(zip(found.rows["provider_id"], found.rows["move"], strict=True)) == {
        "A": "down",
        "B": "stays",
        "C": "stays",
        "Z": "stays",
    }
    written = pd.read_csv(found.write(tmp_path))
    assert written["move"].tolist() == ["down", "stays", "stays", "stays"]
    assert set(written["synthetic"]) == {"Synthetic demonstration data"}
    assert before == {p: p.read_bytes() for p in market.root.rglob("*") if p.is_file()}


def test_the_newest_version_of_the_other_framework_is_the_one_compared(market):
    whole = copy.deepcopy(dict(ours().told))
    whole["versions"] += stricter()["versions"]

    assert compare(market, COUNCIL, framework_of(whole)).version == "2"
    same = compare(market, COUNCIL, ours())
    assert set(same.rows["move"]) == {"stays"}
    assert same.lines == []


def test_a_build_is_compared_by_the_framework_that_it_went_by(tmp_path):
    tables = tables_from(tmp_path, DECIDED, SHOWN)
    gone_by = stricter("1", "2020-01-01")
    market = market_of(tmp_path / "market", tables, framework=gone_by)
    moves = compare(market, COUNCIL, ours()).rows.set_index("provider_id")["move"]

    assert moves["A"] == "up"


@pytest.mark.parametrize(
    ("tables", "about", "says"),
    [
        (False, {}, "holds no tier evidence to compare by"),
        (True, {"framework": stricter()}, "No framework was in force on 2026-09-30"),
    ],
)
def test_what_cannot_be_compared_says_why(tmp_path, tables, about, says):
    (tmp_path / "inbox").mkdir()
    held = tables_from(tmp_path / "inbox", DECIDED, SHOWN) if tables else {}
    market = market_of(tmp_path, held, **about)

    with pytest.raises(NotBuiltError, match=says):
        compare(market, COUNCIL, ours())


def saved(folder, told):
    path = folder / "mine.yaml"
    path.write_text(yaml.safe_dump(told, sort_keys=False), encoding="utf-8")
    return path


def test_the_command_prints_ours_checks_one_and_compares(market, tmp_path, capsys):
    assert command.main(["framework"]) == 0
    assert capsys.readouterr().out == OURS.read_text("utf-8")

    mine = saved(tmp_path, stricter())
    assert command.main(["framework", "--check", str(mine)]) == 0
    assert capsys.readouterr().out == (
        "mine.yaml can be used: version 2 from 1 April 2027.\n"
    )

    where = ["--from", str(market.root), "--out", str(tmp_path / "out")]
    assert command.main(["framework", "--compare", str(mine), *where]) == 0
    said = capsys.readouterr().out
    assert "A Care (A) moves down" in said
    assert "Wrote " in said
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_the_command_refuses_a_framework_that_breaks_the_schema(tmp_path, capsys):
    broken = stricter()
    broken["versions"][0]["improvement_months"] = "a year"
    path = saved(tmp_path, broken)
    building = ["build", "--inbox", tmp_path, "--council", "E10000001"]
    for asked in (
        ["framework", "--check", path],
        ["framework", "--compare", path, "--from", tmp_path],
        [*building, "--framework", path, "--out", tmp_path],
    ):
        assert command.main([str(each) for each in asked]) == 2
        assert capsys.readouterr().err == (
            "market-shaper: mine.yaml, version 2: improvement_months is 'a year'; "
            "write a whole number from 1 to 60.\n"
        )


def test_the_command_writes_one_providers_file(market, tmp_path, capsys):
    where = ["--from", str(market.root), "--out", str(tmp_path)]
    assert command.main(["export", "--scoring-file", "A", *where]) == 0
    assert "confidential to that provider" in capsys.readouterr().out
    assert {path.suffix for path in tmp_path.iterdir()} == {".html", ".csv"}

    assert command.main(["export", "--scoring-file", "Q", *where]) == 4
    assert "There is no scoring file of 'Q'" in capsys.readouterr().err


@pytest.fixture(scope="module")
def inbox(tmp_path_factory):
    folder = tmp_path_factory.mktemp("inbox")
    known = [[each, f"{each} Care", "homecare_agency"] for each in "ABCZ"]
    decided = [[*row, *[""] * (len(DECISIONS) - len(row))] for row in DECIDED]
    for name, rows in (
        ("providers", [PROVIDERS, *known]),
        ("decisions", [DECISIONS, *decided]),
        ("evidence", [EVIDENCE, *SHOWN]),
    ):
        (folder / f"{name}.csv").write_bytes(as_csv(rows))
    return folder


def test_a_build_keeps_the_framework_that_it_went_by(inbox, tmp_path):
    """An old build is judged, and redrawn, by its own; the next by another."""
    mine = saved(tmp_path, stricter("1", "2020-01-01"))
    quiet = {"progress": lambda _: None}
    council = "E10000001"
    old = build(inbox, council, tmp_path, framework=mine, **quiet)
    new = build(inbox, council, tmp_path, **quiet)
    market = Market(tmp_path)
    verdicts = {}
    for each in (old, new):
        shelf = market.open(council, view="internal", build=each.id)
        files = shelf.table("scoring_files").set_index("provider_id")
        verdicts[each.id] = files.loc["A", "verdict"]
        # Nothing of it is in what is public.
        public = market.open(council, view="public", build=each.id)
        assert not [name for name in public.tables if name.startswith("scoring")]

    assert verdicts == {old.id: "higher", new.id: "supported"}
    about = market.open(council, view="internal", build=old.id).about
    assert framework_of(about["framework"]) == framework_of(
        json.loads(json.dumps(stricter("1", "2020-01-01")))
    )


def test_a_broken_framework_stops_a_build_before_it_begins(inbox, tmp_path):
    broken = stricter()
    broken["versions"] = []
    with pytest.raises(FrameworkError):
        build(inbox, "E10000001", tmp_path, framework=saved(tmp_path, broken))

    assert not (tmp_path / "vault").exists()
    assert Market(tmp_path).councils() == []
