"""The Data page: what adds up, what is counted, and what is never shown."""

import dataclasses
import json

import pandas as pd
import pytest
from dash._utils import to_json

from analytics import catalogue
from analytics.figures.theme import Look
from analytics.measures.sources import accounts as measure
from dash_app import accounts, knowledge
from dash_app.address import Address
from dash_app.ask import Asker
from dash_app.pages import data as page
from data.build import vault_folder
from data.sources import UNTRIED, sources
from data.vault import Vault
from tests import small_cqc
from tests.packing import vault_of


@pytest.fixture(scope="module")
def ask(demo_build, market):
    def asked(**query):
        address = Address(demo_build.council, "data", query=query)
        return Asker(market).page(catalogue.topic("data"), address, Look(width=1280))

    return asked


def words(component):
    return to_json(component)


def test_what_was_read_is_what_was_accepted_rejected_or_skipped(ask):
    files = ask().evidence["files"].query("is_read")
    parts = files[["accepted", "rejected", "skipped"]].sum(axis=1)
    assert (files["rows_read"] == parts).all()
    assert ask().answer.text.startswith("**Every row is accounted for.**")


def test_rejects_are_counted_by_rule_and_no_value_is_shown(ask, demo_build):
    told = words(page.evidence(ask()))
    folder = vault_folder(demo_build.out, demo_build.council)
    with Vault.open(folder) as vault:
        values = vault.query(
            "SELECT DISTINCT value FROM rejects WHERE length(value) > 6"
        )["value"]
    made_up = set(ask().evidence["rejects_by_rule"]["made_up"])
    assert len(values) > 3
    assert not [v for v in values if json.dumps(v)[1:-1] in told and v not in made_up]


def test_every_rule_that_was_broken_has_a_made_up_example(ask):
    rejects = ask().evidence["rejects_by_rule"]
    assert len(rejects) >= 8
    assert (rejects["made_up"] != "").all(), rejects[["rule", "made_up"]]


@pytest.mark.parametrize(
    ("show", "keeps"),
    [
        ("all", lambda f: len(f) > 0),
        ("council", lambda f: f["source"].str.startswith("council_").all()),
        ("open", lambda f: not f["source"].str.startswith("council_").any()),
        ("rejected", lambda f: (f["rejected"] > 0).all()),
    ],
)
def test_a_choice_keeps_the_files_that_it_names(show, keeps, ask):
    kept = accounts.chosen(ask(show=show), "files")
    assert len(kept) > 0
    assert keeps(kept)


def test_one_file_is_found(ask):
    name = ask().evidence["files"]["file"].iloc[3]
    assert set(accounts.chosen(ask(file=name), "files")["file"]) == {name}


def test_as_published_there_are_sources_and_ages_alone(ask):
    reply = ask(view="public")
    told = words(page.evidence(reply))
    assert not reply.evidence.has("files")
    assert "Rows read" not in told
    assert "synthetic_arrangements" not in told
    assert "source_ages" in reply.charts


def test_a_build_without_a_rejected_row_says_so(ask):
    reply = ask()
    nothing = reply.evidence["rejects_by_rule"].iloc[:0].astype(float, errors="ignore")
    tables = {**reply.evidence.tables, "rejects_by_rule": nothing}
    evidence = dataclasses.replace(reply.evidence, tables=tables)
    told = words(accounts.rejects(dataclasses.replace(reply, evidence=evidence)))
    assert "No row of these files is rejected." in told


def test_what_is_missing_is_named_with_what_it_would_switch_on(ask):
    reply = ask()
    lacking = set(sources()) - set(reply.evidence.about.supplied)
    told = words(knowledge.missing(reply))
    for name in lacking:
        for piece in sources()[name].switches_on.split("`"):
            assert json.dumps(piece)[1:-1] in told
    nobody = dataclasses.replace(reply.evidence.about, supplied=sources())
    whole = dataclasses.replace(reply.evidence, about=nobody)
    assert "Nothing is missing" in words(
        knowledge.missing(dataclasses.replace(reply, evidence=whole))
    )


def test_every_assumption_is_on_the_page_as_the_build_took_it(ask, market, demo_build):
    told = words(knowledge.assumed(ask()))
    recorded = market.open(demo_build.council, view="internal").about["assumptions"]
    assert len(recorded) > 20
    for entry in recorded.values():
        assert json.dumps(entry["meaning"])[1:-1] in told


def test_the_ages_chart_counts_to_the_builds_own_date(ask):
    reply = ask()
    drawn = reply.charts["source_ages"]
    assert (drawn.frame["years"] >= 0).all()
    days = pd.to_datetime(drawn.frame["describes_on"])
    assert days.is_monotonic_increasing
    height = reply.figure("source_ages", width=600)["layout"]["height"]
    assert height > 26 * len(drawn.frame)


def test_a_kind_that_no_real_file_was_tried_on_says_so(ask, tmp_path):
    missing = words(knowledge.missing(ask()))
    tried, untried = sources()["cqc_ratings"], sources()["cqc_api_locations"]
    contents = small_cqc.contents()
    vault = vault_of(tmp_path, contents)
    remarks = measure(vault)["files"].set_index("source")["remark"]

    assert (tried.caution, untried.caution) == ("", UNTRIED)
    assert missing.count(UNTRIED) == sum(
        s.tried == "invented" for s in sources().values()
    )
    assert remarks["cqc_api_locations"].startswith(UNTRIED)
    assert UNTRIED not in remarks["cqc_directory"]
