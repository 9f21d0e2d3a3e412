"""Access on real geography: Lincolnshire's areas, registered offices for suppliers."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from access import weights as pysal
from access.fca import two_stage_fca

from analytics.access.catchment import floating_catchment
from analytics.access.decay import gaussian, stepped, uniform
from analytics.access.need import BANDS, estimated_need
from analytics.access.outlines import touching
from analytics.access.replicates import central, pace_of
from analytics.access.travel import points_of, travel_minutes
from analytics.catalogue import deserts_tables as tables
from analytics.measures.deserts import care_deserts
from analytics.measures.offices import registered_office_access
from analytics.measures.places import council_places
from analytics.measures.surroundings import areas_around, nation_of, outlines_of
from analytics.protect.statuses import complete_statuses
from data.queries.offices import read_registered_offices

pytestmark = pytest.mark.real_data

LIMIT = 24.0
DEVON = "E10000008"
DECAYS = {
    "2SFCA": (uniform, None),
    "E2SFCA": (
        stepped((1.0, 0.68, 0.22)),
        pysal.step_fn({LIMIT / 3: 1, LIMIT * 2 / 3: 0.68, LIMIT: 0.22}),
    ),
    "Gaussian": (
        gaussian,
        lambda m: (pysal.gaussian(LIMIT)(m) - np.exp(-0.5)) / (1 - np.exp(-0.5)),
    ),
}


@pytest.fixture(scope="module")
def ground(lincolnshire):
    areas = areas_around(lincolnshire.vault, within_m=25_000)
    offices = read_registered_offices(lincolnshire.vault).dropna(subset=["x_m"])
    rurality = areas.set_index("area_code")["ruc_group"]
    offices["ruc_group"] = offices["area_code"].map(rurality)
    nation = nation_of(lincolnshire.vault)
    need = estimated_need(areas[list(BANDS)].to_numpy(), central(), nation)[0]
    hours = np.random.default_rng(1).uniform(50, 900, len(offices))
    return points_of(areas), need, points_of(offices), hours


def measure(ground, decay):
    return floating_catchment(
        *ground, pace=pace_of(central())[0], limit=LIMIT, decay=decay
    )


def test_there_is_enough_to_compare(ground):
    areas, need, offices, _ = ground

    assert len(areas) > 1500
    assert len(offices) >= 90
    assert set(areas.rurality) == set(offices.rurality) == {0, 1, 2}
    # 0.7% of 18 to 64 for 14.45 hours, 3.3% of 65 and over for 10.8, and a third more.
    assert 200 < np.median(need) < 350


@pytest.mark.parametrize("name", DECAYS)
def test_agrees_with_pysal_on_real_geography(ground, name):
    ours, theirs = DECAYS[name]
    areas, need, offices, hours = ground
    minutes = travel_minutes(areas, offices, pace_of(central())[0])
    area, office = np.nonzero(minutes <= LIMIT)
    cost = pd.DataFrame(
        {"origin": area, "dest": 10_000 + office, "cost": minutes[area, office]}
    )

    expected = two_stage_fca(
        pd.DataFrame({"geoid": range(len(need)), "demand": need}),
        pd.DataFrame({"supply": hours}, index=10_000 + np.arange(len(hours))),
        cost,
        max_cost=LIMIT,
        demand_index="geoid",
        demand_name="demand",
        supply_name="supply",
        weight_fn=theirs,
    )

    expected = expected.reindex(range(len(need))).fillna(0.0).to_numpy()
    assert measure(ground, ours).access == pytest.approx(expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("name", DECAYS)
def test_agrees_with_one_dense_product_and_keeps_every_hour(ground, name):
    decay, _ = DECAYS[name]
    areas, need, offices, hours = ground
    minutes = travel_minutes(areas, offices, pace_of(central())[0])
    weight = decay(minutes, np.full(len(hours), LIMIT))
    near = need @ weight

    found = measure(ground, decay)

    assert found.need_in_reach == pytest.approx(near, rel=1e-9)
    assert found.access == pytest.approx(weight @ (hours / near), rel=1e-9)
    assert found.access @ need == pytest.approx(hours.sum(), rel=1e-9)


def test_the_nations_need_is_kept_whatever_the_slope(lincolnshire):
    nation = nation_of(lincolnshire.vault)
    people = np.array([[0, *nation]])

    need = estimated_need(people, central(), nation)[0, 0]

    assert nation.sum() == pytest.approx(10_464_019)
    assert need == pytest.approx(10_464_019 * 0.033 * 10.8 / 0.75)


def test_offices_are_mapped_where_the_file_covers_and_blank_elsewhere(lincolnshire):
    found = registered_office_access(lincolnshire.vault)["registered_office_areas"]
    rows = complete_statuses(found, tables.REGISTERED_OFFICE_AREAS)
    at_25 = rows.query("travel_minutes == 25")

    statuses = at_25["hours_per_hour_needed_status"].value_counts()
    assert len(at_25) == 435
    assert statuses["not_supplied"] == 314
    assert at_25["hours_per_hour_needed"].max() < 1
    assert "verdict" not in rows


def test_devon_with_lincolnshires_offices_has_no_desert(lincolnshire):
    devon = replace(lincolnshire.vault, council_code=DEVON, council_name="Devon")

    rows = registered_office_access(devon)["registered_office_areas"]

    assert all(frame.empty for frame in care_deserts(devon).values())
    assert rows["area_code"].nunique() == 474
    assert set(rows["hours_per_hour_needed_status"]) == {"not_supplied"}
    assert set(rows["offices_in_reach_status"]) == {"not_supplied"}
    assert rows[["hours_per_hour_needed", "offices_in_reach"]].isna().all(axis=None)
    assert not set(rows) & {"verdict", "chance", "reason", "class"}


def test_every_area_has_a_shape_and_a_neighbour(lincolnshire):
    areas = areas_around(lincolnshire.vault, within_m=0)
    own = areas["is_own"].to_numpy(bool)
    pairs = touching(outlines_of(lincolnshire.vault, areas)[own])
    shapes = council_places(lincolnshire.vault)["area_outlines"]

    assert {row for pair in pairs for row in pair} == set(range(435))
    assert shapes["layer"].value_counts().to_dict() == {
        "area": 435,
        "land": 21,
        "district": 7,
    }
    assert (shapes["x_km"].map(len) >= 4).all()
