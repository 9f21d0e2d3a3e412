"""Cost tables from an inbox of files, with a row that must not count for each rule."""

import math

import pandas as pd
import pytest

from analytics.catalogue.cost_tables import (
    CARE_VOLUME,
    INFRASTRUCTURE_LINES,
    RATE_MAKEUP,
)
from analytics.measures.costs import cost_tables
from analytics.protect.statuses import complete_statuses
from tests.packing import as_csv, vault_of

# The last day of any file, and so the day the build speaks of.
TODAY = "2026-09-30"
LINES = ["model", "task", "basis", "gbp", "step_hours", "from", "to", "price_base"]
PARTS = [
    "worker_pay_gbp",
    "worker_oncosts_gbp",
    "travel_gbp",
    "recruitment_gbp",
    "coordination_gbp",
    "digital_gbp",
    "overhead_gbp",
    "margin_gbp",
    "vat_gbp",
]
RATES = [
    "provider_id",
    "kind",
    "price_base",
    "from",
    "to",
    "visit_minutes",
    "hourly_rate_gbp",
    *PARTS,
]
STEP = "step_per_hours"
PROVIDERS = ["provider_id", "name", "kind"]
ARRANGEMENTS = [
    "arrangement_id",
    "person_id",
    "route",
    "started_on",
    "ended_on",
    "lsoa_code",
    "weekly_hours",
    "provider_id",
]


def line(
    model="In-house team", gbp="100", begins="2026-04-01", ends="", base="2026-27"
):
    return [model, "recruit", "per_year", gbp, "", begins, ends, base]


def rate(provider, kind, whole, parts, begins="2026-04-01", ends="", **more):
    told = [*parts, *[""] * (len(PARTS) - len(parts))]
    base, minutes = more.get("base", "2026-27"), more.get("minutes", "60")
    return [provider, kind, base, begins, ends, minutes, whole, *told]


def spell(n, provider, hours="10", ends="", begins="2025-01-01", route="isf"):
    return [f"A{n}", f"P{n}", route, begins, ends, "E01000001", hours, provider]


REGISTER = [
    ["IA1", "One", "introductory_agency"],
    ["IA2", "Two", "introductory_agency"],
    ["IA3", "Three", "introductory_agency"],
    ["IA4", "Four", "introductory_agency"],
    ["HC1", "Care", "homecare_agency"],
    ["HC2", "Home", "homecare_agency"],
    ["PA1", "", "personal_assistant"],
    ["BR1", "Broker", "isf_broker"],
    ["ME1", "", "micro_enterprise"],
    ["CO1", "Hall", "community_organisation"],
    ["SL1", "Living", "supported_living"],
]


def measured(folder, lines=(), rates=(), spells=()):
    """Return the desk's tables from an inbox of these rows."""
    files = {
        "providers": as_csv([PROVIDERS, *REGISTER]),
        # It sets the day, and belongs to no kind that counts.
        "arrangements": as_csv([ARRANGEMENTS, spell(0, "HC1", begins=TODAY), *spells]),
    }
    if lines:
        files["lines"] = as_csv([LINES, *lines])
    if rates:
        files["rates"] = as_csv([RATES, *rates])
    with vault_of(folder, files) as vault:
        assert vault.as_of.isoformat() == TODAY
        found = cost_tables(vault)
    declared = {
        each.name: each for each in (INFRASTRUCTURE_LINES, RATE_MAKEUP, CARE_VOLUME)
    }
    return {
        name: complete_statuses(frame, declared[name]) for name, frame in found.items()
    }


def test_only_lines_that_hold_on_the_day_count(tmp_path):
    found = measured(
        tmp_path,
        lines=[
            line(gbp="1"),
            line(gbp="2", begins=TODAY, ends=TODAY),
            line(gbp="4", begins=""),
            # Ended the day before; begins the day after.
            line(gbp="100", ends="2026-09-29"),
            line(gbp="2000", begins="2026-10-01"),
        ],
    )["infrastructure_lines"]

    assert found["gbp"].tolist() == [1, 2, 4]
    assert found["line_no"].tolist() == [1, 2, 3]
    assert set(found["step_hours_status"]) == {"not_applicable"}


def test_lines_keep_their_model_task_basis_and_prices(tmp_path):
    found = measured(
        tmp_path,
        lines=[
            [
                "In-house team",
                "coordinate",
                "step_per_hours",
                "36400",
                "900",
                "",
                "",
                "2026-27",
            ],
            ["in_house", "vet", "per_hour", "0.10", "", "", "", "2026-27"],
            ["Village hub", "pay", "one_off", "5000", "", "", "", "2025-26"],
        ],
    )["infrastructure_lines"].set_index(["model", "line_no"])

    step = found.loc[("in_house", 1)]
    assert (step["task"], step["basis"]) == ("coordinate", STEP)
    assert (step["gbp"], step["step_hours"]) == (36_400, 900)
    # Two spellings of one model are one model.
    assert found.loc[("in_house", 2), "gbp"] == 0.10
    assert found.loc[("village_hub", 1), "price_base"] == "2025-26"


def agencies(n=3, **more):
    """Return whole rates of so many agencies: £20, £21, £22…, £2 of it recruiting."""
    return [
        rate(f"IA{i}", "", str(19 + i), [str(16 + i), "", "", "2", "", "", "1"], **more)
        for i in range(1, n + 1)
    ]


def makeup(folder, rates, kind="introductory_agency", **where):
    frame = measured(folder, rates=rates)["rate_makeup"]
    wanted = {"kind": kind, "price_base": "2026-27", "set_by": "providers", **where}
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
    assert len(frame) == 1
    return frame.iloc[0]


def test_a_kinds_price_is_the_mean_of_its_providers(tmp_path):
    row = makeup(tmp_path, agencies())

    assert row["hourly_rate_gbp"] == pytest.approx(21)
    assert row["worker_pay_gbp"] == pytest.approx(18)
    assert (row["recruitment_gbp"], row["overhead_gbp"]) == (2, 1)
    assert row["infrastructure_gbp"] == pytest.approx(3)
    assert (row["n_providers"], row["n_providers_of_kind"]) == (3, 4)
    # Left empty in a price that adds up: nothing, and a true nought.
    assert row["vat_gbp"] == 0
    assert row["vat_gbp_status"] == "zero"
    assert row["largest_share"] == pytest.approx(19 / 54)


def test_prices_that_do_not_hold_or_of_another_kind_or_year_do_not_count(tmp_path):
    parts = ["90", "", "", "9"]
    decoys = [
        rate("IA4", "", "99", parts, ends="2026-09-29"),
        rate("IA4", "", "99", parts, begins="2026-10-01"),
        rate("IA4", "", "99", parts, base="2025-26"),
        rate("HC1", "", "99", parts),
        # Its own word on its kind comes before the register's.
        rate("IA4", "homecare_agency", "99", parts),
    ]

    row = makeup(tmp_path, [*agencies(), *decoys])

    assert (row["hourly_rate_gbp"], row["n_providers"]) == (pytest.approx(21), 3)


def test_unlike_years_are_rows_of_their_own(tmp_path):
    rates = [*agencies(), *agencies(base="2025-26", minutes="30")]
    frame = measured(tmp_path, rates=rates)["rate_makeup"]

    assert frame["price_base"].tolist() == ["2025-26", "2026-27"]


def test_a_provider_with_many_prices_counts_once(tmp_path):
    many = [
        rate("IA1", "", "30", ["30"], minutes=minutes) for minutes in ("15", "30", "60")
    ]
    row = makeup(tmp_path, [*many, rate("IA2", "", "20", ["20"])])

    assert row["hourly_rate_gbp"] == pytest.approx(25)
    assert row["n_providers"] == 2


def test_a_price_whose_parts_do_not_add_up_is_left_out_where_others_do(tmp_path):
    odd = rate("IA4", "", "40", ["10"])

    row = makeup(tmp_path, [*agencies(), odd])

    assert (row["hourly_rate_gbp"], row["n_providers"]) == (pytest.approx(21), 3)


def test_without_any_parts_only_the_whole_is_given(tmp_path):
    row = makeup(tmp_path, [rate("IA1", "", "20", []), rate("IA2", "", "22", [])])

    assert row["hourly_rate_gbp"] == pytest.approx(21)
    assert math.isnan(row["infrastructure_gbp"])
    assert row["infrastructure_gbp_status"] == "not_supplied"
    assert row["worker_pay_gbp_status"] == "not_supplied"


def test_one_provider_that_is_most_of_a_part_is_seen(tmp_path):
    rates = [
        rate("IA1", "", "20", ["11", "", "", "9"]),
        rate("IA2", "", "20", ["20"]),
        rate("IA3", "", "20", ["20"]),
    ]

    # A third of the price, and all of what is spent on recruiting.
    assert makeup(tmp_path, rates)["largest_share"] == 1


def test_a_typical_price_stands_for_every_provider_of_its_kind(tmp_path):
    typical = rate("", "introductory_agency", "21.60", ["17.60", "", "", "4.00"])

    row = makeup(tmp_path, [typical], set_by="council")

    assert (row["n_providers"], row["largest_share"]) == (4, 0.25)
    assert row["infrastructure_gbp"] == 4


def test_a_typical_price_of_a_kind_that_is_not_there_has_nobody_behind_it(tmp_path):
    files = [rate("", "introductory_agency", "20", ["20"])]
    register = [row for row in REGISTER if row[2] != "introductory_agency"]
    vault = vault_of(
        tmp_path,
        {
            "providers": as_csv([PROVIDERS, *register]),
            "rates": as_csv([RATES, *files]),
            "arrangements": as_csv([ARRANGEMENTS, spell(0, "HC1", begins=TODAY)]),
        },
    )
    frame = complete_statuses(cost_tables(vault)["rate_makeup"], RATE_MAKEUP)

    assert frame["n_providers"].tolist() == [0]
    assert frame["largest_share_status"].tolist() == ["not_applicable"]


def volume(folder, *spells):
    return measured(folder, spells=spells)["care_volume"].iloc[0]


@pytest.mark.parametrize("provider", ["IA1", "BR1", "ME1", "CO1"])
def test_hours_through_an_intermediary_count(tmp_path, provider):
    assert volume(tmp_path, spell(1, provider))["hours_a_year"] == 520


@pytest.mark.parametrize(
    ("why", "decoy"),
    [
        ("an agency that employs", spell(2, "HC2", "100")),
        ("supported living", spell(2, "SL1", "100")),
        ("a personal assistant of one's own", spell(2, "PA1", "100")),
        ("ended the day before", spell(2, "IA1", "100", ends="2026-09-29")),
        ("no provider", spell(2, "", "100")),
        ("a provider not on the register", spell(2, "XX9", "100")),
    ],
)
def test_other_hours_do_not(tmp_path, why, decoy):
    assert volume(tmp_path, spell(1, "IA1"), decoy)["hours_a_year"] == 520, why


def test_an_arrangement_that_ends_on_the_day_is_open_and_its_route_does_not_matter(
    tmp_path,
):
    row = volume(
        tmp_path,
        spell(1, "IA1", ends=TODAY),
        spell(2, "IA1", route="direct_payment"),
        spell(3, "IA1", route="commissioned"),
    )

    assert row["hours_a_year"] == 3 * 520


def test_hours_that_are_not_said_are_counted_and_never_nought(tmp_path):
    row = volume(tmp_path, spell(1, "IA1"), spell(2, "IA2", hours=""))

    assert row["hours_a_year"] == 520
    assert (row["arrangements_with_hours"], row["arrangements_without_hours"]) == (1, 1)


def test_where_no_arrangement_says_its_hours_they_are_unknown(tmp_path):
    row = volume(tmp_path, spell(1, "IA1", hours=""))

    assert math.isnan(row["hours_a_year"])
    assert row["hours_a_year_status"] == "not_supplied"


def test_where_no_arrangement_needs_infrastructure_the_hours_are_nought(tmp_path):
    row = volume(tmp_path)

    assert (row["hours_a_year"], row["hours_a_year_status"]) == (0, "zero")


def test_without_a_file_there_are_tables_without_rows(tmp_path):
    found = measured(tmp_path)

    assert found["infrastructure_lines"].empty
    assert found["rate_makeup"].empty
    assert len(found["care_volume"]) == 1
    assert isinstance(found["rate_makeup"], pd.DataFrame)
