"""The command line: every fault one sentence, every exit code meant."""

import gzip
import re
import socket

import pytest

from dash_app import command, serving
from data.errors import MarketShaperError
from data.market import Market
from data.templates import write_templates

NAMES = (
    "run",
    "build",
    "serve",
    "check",
    "template",
    "export",
    "framework",
    "sources",
)


@pytest.fixture
def market_shaper(capsys):
    def ran(*words):
        try:
            code = command.main([str(word) for word in words])
        except SystemExit as left:  # as argparse leaves
            code = left.code
        told = capsys.readouterr()
        return code, told.out, told.err

    return ran


@pytest.fixture
def inbox(tmp_path):
    write_templates(tmp_path / "inbox")
    return tmp_path / "inbox"


@pytest.mark.parametrize("name", NAMES)
def test_each_command_helps_with_an_example(name, market_shaper):
    code, out, _ = market_shaper(name, "--help")
    assert code == 0
    assert f"market-shaper {name}" in out.split("example:")[1]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ((), 2, "required"),
        (("bild",), 2, "invalid choice"),
        (("check", "nowhere.csv"), 2, "There is no file nowhere.csv"),
        (("template", "spoons"), 2, "There is no table spoons"),
        (("build", "--inbox", "nowhere", "--council", "E1"), 4, "not a council's code"),
        (
            ("build", "--inbox", ".", "--council", "E10000019", "--as-of", "x"),
            2,
            "date",
        ),
        (("serve", "--port", "99999999"), 5, "is no port"),
        (("serve", "--host", "203.0.113.9"), 5, "cannot be listened at"),
    ],
)
def test_a_fault_is_one_sentence_and_a_code(words, code, says, market_shaper, tmp_path):
    out = ("--out", tmp_path) if words[:1] in (("serve",), ("build",)) else ()
    left, _, err = market_shaper(*words, *out)
    assert left == code
    assert says in err
    assert "Traceback" not in err


def test_a_port_that_is_taken_is_named_and_another_offered(market_shaper, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, _, err = market_shaper("serve", "--port", port, "--out", tmp_path)
    assert code == 5
    assert f"Port {port} is taken" in err
    assert f"--port {port + 1}" in err


def test_a_fault_of_ours_shows_no_traceback_and_no_value(market_shaper, monkeypatch):
    def broken(*_, **__):
        raise ValueError("person 900 000 0009")

    monkeypatch.setattr("data.sources.sources", broken)
    code, _, err = market_shaper("sources")
    assert code == command.FAULT_OF_OURS
    assert "a fault of ours (ValueError" in err
    assert "900 000 0009" not in err
    assert "Traceback" not in err


def test_being_stopped_is_told(market_shaper, monkeypatch):
    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("data.sources.sources", stopped)
    code, _, err = market_shaper("sources")
    assert code == command.STOPPED
    assert "Stopped" in err


def test_check_tells_what_a_file_is_and_no_value_of_it(inbox, market_shaper):
    rates = inbox / "rates.csv"
    good = rates.read_text("utf-8").splitlines()
    rates.write_text("\n".join([*good, good[1].replace("2026-27", "twentysix")]) + "\n")
    code, out, _ = market_shaper("check", rates, inbox / "supply.csv")
    assert code == command.NOT_CLEAN
    assert "rates.csv, Rates: 2 rows read, 1 accepted, 1 rejected, 0 skipped." in out
    assert "first at line 3" in out
    assert "made up" in out
    assert "twentysix" not in out
    shown = market_shaper("check", "--show-values", rates)[1]
    assert "line 3: twentysix" in shown


def test_check_is_content_with_every_template(inbox, market_shaper):
    code, out, _ = market_shaper("check", *sorted(inbox.iterdir()))
    assert code == 0, out


def test_check_says_how_to_put_a_file_right(inbox, market_shaper):
    rates = inbox / "rates.csv"
    header, row = rates.read_text("utf-8").splitlines()
    rates.write_text(f"{header}\n{row}\n{row},more\n{row.replace('2026-27', '')}\n")
    out = market_shaper("check", rates)[1]
    assert "Recognised as Rates: a row is one " in out
    assert "Good: 1 row would come in, of 3 read." in out
    assert "To put it right: Put cells that hold a comma in quotation marks" in out
    assert "To put it right: Fill in the cell, or take out the row." in out


def test_a_file_that_breaks_off_does_not_hide_the_others(inbox, market_shaper):
    cut = inbox / "cut.csv.gz"
    cut.write_bytes(gzip.compress((inbox / "rates.csv").read_bytes())[:-9])
    code, out, _ = market_shaper("check", cut, inbox / "supply.csv")
    assert code == command.NOT_CLEAN
    assert "cut.csv.gz is cut short or damaged" in out
    assert "supply.csv, Supply: 1 row read, 1 accepted" in out


def test_the_page_of_a_check_holds_no_personal_value(tmp_path, inbox, market_shaper):
    name = "<img src=x onerror=alert(1)>.csv"
    header, row = (inbox / "reviews.csv").read_text("utf-8").splitlines()
    spoilt = row.replace("2026-02-18", "Zebediah").replace("P-10001", "Quill")
    (tmp_path / name).write_text(f"{header}\n{row}\n{spoilt}\n")
    lookup = "ltla23_code,ltla23_name,utla23_code,utla23_name\nE1,<b>A</b>,<i>,<u>B\n"
    (tmp_path / "lookup.csv").write_text(lookup)
    page = tmp_path / "report.html"
    code, out, _ = market_shaper(
        "check",
        tmp_path / name,
        tmp_path / "lookup.csv",
        "--show-values",
        "--html",
        page,
    )
    told = page.read_text("utf-8")
    assert code == command.NOT_CLEAN
    assert "Zebediah" in out
    assert not re.search("Zebediah|Quill", told)
    assert "Recognised as" in told
    assert "&lt;img src=x onerror=alert(1)&gt;.csv" in told
    assert "&lt;I&gt;" in told, "an open file's own values are shown"
    assert not re.search(r"<(img|script|link|i|u|b)\b|https?:|url\(", told)


def test_check_names_a_file_that_it_does_not_know(tmp_path, market_shaper):
    (tmp_path / "notes.csv").write_text("spoon,fork\n1,2\n")
    code, out, _ = market_shaper("check", tmp_path / "notes.csv")
    assert code == command.NOT_CLEAN
    assert "notes.csv is not read" in out


def test_templates_are_written_or_listed(tmp_path, market_shaper):
    code, _, _ = market_shaper("template", "--all", "--out", tmp_path / "all")
    assert code == 0
    assert (tmp_path / "all" / "supply.csv").is_file()
    assert "one place that workers set out from" in market_shaper("template")[1]


def test_sources_name_publisher_licence_and_what_they_feed(market_shaper):
    code, out, _ = market_shaper("sources")
    assert code == 0
    assert "council_supply" in out
    assert "Office for National Statistics; OGL-UK-3.0" in out


def test_export_without_a_build_says_so(tmp_path, market_shaper):
    words = ("export", "--all", "--from", tmp_path, "--out", tmp_path / "export")
    code, _, err = market_shaper(*words)
    assert code == 4
    assert "Nothing has been built here" in err


@pytest.mark.parametrize(
    ("host", "public"),
    [("127.0.0.1", False), ("localhost", False), ("0.0.0.0", True), ("10.1.2.3", True)],
)
def test_beyond_this_machine_the_public_view_alone_is_served(
    host, public, market_shaper, monkeypatch, tmp_path
):
    served = []
    monkeypatch.setattr(
        serving, "serve", lambda market, *_, **__: served.append(market)
    )
    _, out, _ = market_shaper("serve", "--host", host, "--out", tmp_path)
    assert served[0].public_only is public
    assert ("only the public view is served" in out) is public


def test_run_builds_the_demonstration_only_when_there_is_no_build(
    market_shaper, monkeypatch, tmp_path
):
    done = []
    monkeypatch.setattr("data.demo.write_inbox", lambda *_: done.append("inbox"))
    monkeypatch.setattr(
        "analytics.publish.build", lambda *_, **__: done.append("build")
    )
    monkeypatch.setattr(command, "_start_anew", lambda _: done.append("anew"))
    monkeypatch.setattr(serving, "serve", lambda *_, **__: done.append("serve"))
    market_shaper("run", "--out", tmp_path, "--port", 0)
    assert done == ["inbox", "build", "anew", "serve"]
    done.clear()
    monkeypatch.setattr(Market, "councils", lambda _: ["one"])
    market_shaper("run", "--out", tmp_path, "--port", 0)
    assert done == ["serve"]


def test_every_error_we_explain_has_a_code_of_its_own_kind():
    def kinds(error):
        return [error, *(each for sub in error.__subclasses__() for each in kinds(sub))]

    assert all(0 < kind.exit_code < 64 for kind in kinds(MarketShaperError))
