"""The pages of waiting and of referrals: whole, published, with a file missing."""

import datetime as dt
import re
from random import Random

import pandas as pd
import pytest

from analytics.catalogue import topic
from analytics.figures.theme import Look
from analytics.publish import publish
from dash_app.address import Address
from dash_app.ask import Asker, standing_at
from dash_app.pages import referrals as referrals_page
from dash_app.pages import waiting as waiting_page
from data.market import Market
from data.swap import draft_in, only_build
from tests.pages.test_costs_page import parts, text
from tests.waiting_vault import AS_OF, OURS, placed, referral, site, vault_of

DAY = dt.timedelta(days=1)
SOURCES = (
    "council_referrals",
    "council_referral_offers",
    "council_supply",
    "council_tier_decisions",
    "council_arrangements",
)
PAGES = {"waiting": waiting_page, "referrals": referrals_page}
NAMED = {"A": "Alder Care", "B": "Birch Care", "C": "Cedar Care"}


def world(seed=5, n=900):
    """Return rows of a county: many wait in the North, four in the South."""
    chance = Random(seed)
    asked, offers = [], []
    for number in range(n):
        key = f"{number:032x}"  # as a hashed number looks
        made = AS_OF - chance.randrange(60, 900) * DAY
        day = made + chance.randrange(0, 50) * DAY
        who = chance.choices(["A", "B", "C", None], [10, 4, 1, 4])[0]
        asked.append(
            placed(
                key,
                made,
                day,
                placed_provider_id=who,
                area_code=chance.choice("NS"),
                isf_offered=chance.random() < 0.3,
            )
        )
        offers.append((key, chance.choice("ABC"), 1, made, "declined"))
        offers.append((key, who or "A", 2, day, "accepted"))
    for number in range(37):
        area = "N" if number < 33 else "S"
        made = AS_OF - number * DAY
        asked.append(referral(f"{n + number:032x}", made, "waiting", area_code=area))
    columns = ["referral_key", "provider_id", "offer_order", "offered_on", "answer"]
    return {
        "council__referrals": asked,
        "council__referral_offers": [
            dict(zip(columns, each, strict=True)) for each in offers
        ],
        "council__tier_decisions": [
            {"provider_id": who, "tier": tier, "decided_on": dt.date(2024, 5, 1)}
            for who, tier in zip("ABC", ("tier_1", "tier_2", "tier_3"), strict=True)
        ],
        "council__providers": [
            {
                "provider_id": who,
                "name": name,
                "kind": "homecare_agency",
                "is_named": True,
            }
            for who, name in NAMED.items()
        ],
        "council__supply": [
            site("A", 1, 40.0),
            site("B", 41, 20.0),
            site("C", 90, 9.0),
        ],
        "council__arrangements": [
            {
                "arrangement_key": f"a{number}",
                "person_key": f"p{number}",
                "route": chance.choice(["isf", "commissioned"]),
                "weekly_budget_gbp": 200.0,
                "client_contribution_gbp_week": 20.0,
                "is_open": True,
            }
            for number in range(30)
        ],
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build a market of the two pages, without some of the sources."""
    held: dict[tuple[str, ...], Market] = {}

    def build(*missing):
        if missing not in held:
            root = tmp_path_factory.mktemp("market")
            supplied = {each: AS_OF for each in SOURCES if each not in missing}
            vault = vault_of(supplied=supplied, **world())
            with only_build(root, OURS) as folder, draft_in(folder) as draft:
                topics = [topic(name) for name in PAGES]
                publish(vault, draft, topics, lambda step: None)
            held[missing] = Market(root)
        return held[missing]

    return build


def shown(market, name, **query):
    said = Asker(market)(topic(name), OURS, query)
    assert not said.ignored
    return standing_at(said, Look(width=1240), Address(OURS, name, query=query))


def laid_out(market, name, **query):
    return text(PAGES[name].evidence(shown(market, name, **query)))


def test_the_answer_counts_who_waits_and_whom_free_hours_reach(built):
    reply = shown(built(), "waiting")

    facts = reply.answer.facts
    assert facts["people"] == 37
    assert facts["hours"] == 370.0
    # Four fifths of A's 40 hours reach the North, of B's 20 the South.
    assert facts["hours_with_room"] == pytest.approx(32.0 + 16.0)
    assert facts["over_long_wait"] == sum(each > 28 for each in range(37))
    assert "Most wait in North: 33" in reply.answer.text


@pytest.mark.parametrize("name", PAGES)
def test_every_chart_of_the_page_is_drawn(built, name):
    reply = shown(built(), name)

    assert not reply.absent
    assert not [each for each, drawn in reply.charts.items() if drawn.error]
    tree = PAGES[name].evidence(reply)
    heads = [text(each) for each in parts(tree, "H2")]
    assert len(heads) == len(reply.charts)


def test_a_place_chosen_is_told_beside_all(built):
    reply = shown(built(), "waiting", place="district:South")

    curve = reply.charts["waiting_curve"].frame
    assert set(curve["place_label"]) == {"All places", "South"}
    trend = reply.charts["waiting_trend"].frame
    assert trend["people"].iloc[-1] == 4
    takers = reply.charts["waiting_takers"].frame
    assert list(takers["taker"]) == ["Birch Care"]


def test_only_districts_are_published_rounded_and_small_ones_hidden(built):
    reply = shown(built(), "waiting", view="public")

    frame = reply.charts["waiting_places"].frame.set_index("place_label")
    assert frame["people"].dropna().to_dict() == {"North": 35.0}
    assert frame.loc["South", "people_status"] == "suppressed"
    assert set(reply.charts) == {"waiting_places"}
    said = reply.answer.text + laid_out(built(), "waiting", view="public")
    assert "37" not in said
    assert "33" not in said


def test_what_is_published_of_referrals_follows_from_protected_counts(built):
    own = shown(built(), "referrals").charts["referral_counts"].frame
    public = shown(built(), "referrals", view="public")
    frame = public.charts["referral_counts"].frame
    both = own.merge(frame, on=["quarter_end", "tier"], suffixes=("", "_shown"))

    few = both["people"].between(1, 4)
    assert few.any()
    assert both.loc[few, "people_shown"].isna().all()
    assert (both.loc[few, "people_status_shown"] == "suppressed").all()
    rounded = (both["people"] / 5 + 0.5).floordiv(1) * 5
    pd.testing.assert_series_equal(
        both.loc[~few, "people_shown"], rounded[~few].astype(float), check_names=False
    )
    assert set(public.charts) == {"referral_share", "referral_counts"}


@pytest.mark.parametrize("name", PAGES)
def test_no_provider_and_no_referral_is_told_in_public(built, name):
    reply = shown(built(), name, view="public")
    said = reply.answer.text + laid_out(built(), name, view="public")

    assert not [each for each in NAMED.values() if each in said]


def test_no_referral_leaves_the_vault(built):
    market = built()
    shelf = market.open(OURS, view="internal", build=None)
    for table in shelf.tables:
        frame = shelf.table(table)
        for column in frame.select_dtypes(include=["object", "str"]):
            words = frame[column].dropna().astype(str)
            assert not words.str.contains(re.compile(r"\b[0-9a-f]{32}\b")).any(), (
                table,
                column,
            )


@pytest.mark.parametrize("name", PAGES)
def test_without_referrals_the_page_says_which_file_it_needs(built, name):
    reply = shown(built("council_referrals"), name)

    assert reply.missing == ["council_referrals"]
    assert reply.answer.text.startswith("**We cannot tell yet.**")
    assert "`referrals`" in reply.answer.text


@pytest.mark.parametrize(
    ("name", "missing", "charts"),
    [
        ("waiting", "council_supply", {"waiting_takers"}),
        ("waiting", "council_referral_offers", {"waiting_offered", "waiting_offers"}),
        ("waiting", "council_arrangements", {"spend_by_route"}),
        ("referrals", "council_supply", {"first_offers"}),
        ("referrals", "council_referral_offers", {"first_offers"}),
        (
            "referrals",
            "council_tier_decisions",
            {
                "first_offers",
                "referral_share",
                "referral_counts",
                "time_to_tier",
                "placement_shares",
            },
        ),
    ],
)
def test_a_missing_file_switches_off_what_rests_on_it(built, name, missing, charts):
    reply = shown(built(missing), name)

    assert set(reply.absent) == charts
    told = missing.removeprefix("council_")
    assert all(f"`{told}`" in why for why in reply.absent.values())
    assert not [each for each, drawn in reply.charts.items() if drawn.error]
    PAGES[name].evidence(reply)


def test_without_supply_the_answer_says_nothing_of_free_hours(built):
    reply = shown(built("council_supply"), "waiting")

    assert "Free hours" not in reply.answer.text
    assert "free_hours" not in reply.charts["waiting_places"].frame


def test_without_offers_nobody_says_who_was_asked_first(built):
    reply = shown(built("council_referral_offers"), "referrals")

    assert "cannot tell here who was asked first" in reply.answer.text


def test_without_decisions_the_page_still_says_of_funds(built):
    reply = shown(built("council_tier_decisions"), "referrals")

    assert "cannot tell yet" in reply.answer.text
    assert set(reply.charts) == {"isf_offers"}
