"""What a build of the published files says of four councils, page by page."""

from dataclasses import replace

import pytest

from analytics.ask import ask
from analytics.catalogue import TOPICS, topic
from analytics.exports import export_all
from analytics.publish import publish
from data.market import Market
from data.swap import draft_in, only_build

pytestmark = pytest.mark.real_data

LINCOLNSHIRE = "E10000019"
NAMES = {
    LINCOLNSHIRE: "Lincolnshire",
    "E10000008": "Devon",
    "E06000066": "Somerset",
    "E09000028": "Southwark",
}
AREAS = {LINCOLNSHIRE: 435, "E10000008": 474, "E06000066": 339, "E09000028": 173}
EVERY_COUNCIL = pytest.mark.parametrize("council", NAMES, ids=NAMES.values())
BOTH_VIEWS = pytest.mark.parametrize("view", ["internal", "public"])


@pytest.fixture(scope="module")
def market(lincolnshire, tmp_path_factory):
    """Publish four councils from the one vault: all but its name is the same."""
    out = tmp_path_factory.mktemp("real-market")
    for code, name in NAMES.items():
        vault = replace(lincolnshire.vault, council_code=code, council_name=name)
        with only_build(out, code) as folder, draft_in(folder) as draft:
            publish(vault, draft, TOPICS, lambda _: None)
    return Market(out)


def reply(market, council, name, **query):
    return ask(topic(name), market, council=council, query=query)


def peers(market, council=LINCOLNSHIRE, **query):
    return (
        reply(market, council, "uptake", **query).charts["direct_payment_peers"].frame
    )


@BOTH_VIEWS
def test_lincolnshire_is_43_per_cent_beside_england_at_24_and_a_half(market, view):
    said = reply(market, LINCOLNSHIRE, "uptake", view=view)
    table = said.evidence["direct_payment_peers"].set_index("council_code")

    assert said.answer.text.startswith("**43.0% of people**")
    assert "2,214 of 5,151" in said.answer.text
    # As published: neither rounded nor hidden, in public as on the desk.
    own = table.loc[LINCOLNSHIRE]
    assert (own["numerator"], own["denominator"]) == (2_214, 5_151)
    assert own["share"] == pytest.approx(2_214 / 5_151)
    england = table.loc["E92000001"]
    assert (england["numerator"], england["denominator"]) == (117_655, 480_105)
    assert round(england["share"], 3) == 0.245


@BOTH_VIEWS
def test_152_of_153_councils_have_a_value(market, view):
    shelf = market.open(LINCOLNSHIRE, view=view)
    table = shelf.table("direct_payment_peers", level="council")

    assert len(table) == 153
    assert table["share"].notna().sum() == 152
    blank = table[table["share"].isna()]
    assert list(blank["council_name"]) == ["Isles of Scilly"]
    assert list(blank["share_status"]) == ["not_supplied"]


@EVERY_COUNCIL
@BOTH_VIEWS
def test_the_council_stands_among_its_peers(market, council, view):
    rows = peers(market, council, view=view)

    own = rows[rows["council_code"] == council]
    assert len(own) == 1
    assert len(rows) >= 5
    assert (own["share_lower"] < own["share"]).all()
    assert (own["share"] < own["share_upper"]).all()


@EVERY_COUNCIL
@BOTH_VIEWS
def test_offices_are_mapped_without_a_verdict(market, council, view):
    said = reply(market, council, "deserts", view=view)

    rows = said.charts["registered_office_map"].frame
    assert len(rows) == AREAS[council]
    assert said.answer.text.startswith("**We cannot tell yet.**")
    assert "supply" in said.answer.text
    assert set(said.charts) == {"registered_office_map"}
    assert not set(rows) & {"verdict", "verdict_word", "chance", "reason"}
    shelf = market.open(council, view=view)
    assert not {"area_verdicts", "desert_lists", "area_reach"} & set(shelf.tables)


def test_only_the_council_that_the_file_covers_has_offices_in_reach(market):
    for council in NAMES:
        rows = reply(market, council, "deserts").charts["registered_office_map"].frame
        has_a_value = rows["hours_per_hour_needed"].notna().any()
        assert has_a_value == (council == LINCOLNSHIRE)


@EVERY_COUNCIL
@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("uptake", "arrangements"),
        ("deserts", "supply"),
        ("costs", "infrastructure_lines"),
        ("tiers", "tier_decisions"),
    ],
)
def test_each_page_names_the_file_that_would_switch_it_on(market, council, name, file):
    said = reply(market, council, name)

    told = [said.answer.text, *said.absent.values(), said.notes.what_would_change_this]
    assert f"`{file}`" in " ".join(told)
    assert NAMES[council] in " ".join(told)
    for chart in topic(name).charts:
        assert chart.name in said.charts or said.absent[chart.name]


@EVERY_COUNCIL
def test_the_data_page_accounts_for_every_row(market, council):
    said = reply(market, council, "data")
    files = market.open(council, view="internal").table("files")
    read = files[files["is_read"]]

    assert said.answer.text.startswith("**Every row is accounted for.**")
    parts = read[["accepted", "rejected", "skipped"]].sum(axis=1)
    assert (read["rows_read"] == parts).all()
    assert read["rows_read"].sum() == 6_422_480


@EVERY_COUNCIL
@BOTH_VIEWS
def test_no_chart_of_a_real_build_fails_or_is_called_synthetic(market, council, view):
    for each in TOPICS:
        said = ask(each, market, council=council, query={"view": view})
        assert "could not be worked out" not in said.answer.text
        for drawn in said.charts.values():
            assert not drawn.error
            stamps = [a.text for a in drawn.figure().layout.annotations if a.name]
            assert "Synthetic" not in " ".join(stamps)


def test_what_is_exported_of_lincolnshire_is_not_called_synthetic(market, tmp_path):
    done = export_all(market, LINCOLNSHIRE, tmp_path, progress=lambda _: None)

    assert set(done.charts) == {
        "direct_payment_peers",
        "registered_office_map",
        "source_ages",
    }
    table = (tmp_path / f"{LINCOLNSHIRE}_uptake_direct_payment_peers.csv").read_text()
    assert "synthetic" not in table.lower()
    assert "2214,ok,5151,ok" in table
    assert not [path for path in done.files if "synthetic" in path.name]


def test_a_council_of_two_codes_is_built_and_asked_under_either(lincolnshire, tmp_path):
    old, new = "E08000016", "E08000038"
    vault = replace(lincolnshire.vault, council_code=old, council_name="Barnsley")
    with only_build(tmp_path, old) as folder, draft_in(folder) as draft:
        publish(vault, draft, TOPICS, lambda _: None)

    said = reply(Market(tmp_path), new, "uptake")

    assert said.ignored == []
    assert said.evidence.about.council_code == old
    assert said.answer.text.startswith("**30.3% of people**")
