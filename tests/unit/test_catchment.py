import numpy as np
import pandas as pd
import pytest
from access import weights as pysal
from access.fca import two_stage_fca
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from analytics.access import blocks
from analytics.access.catchment import catchment_draws, floating_catchment
from analytics.access.decay import gaussian, stepped, uniform
from analytics.access.travel import Points, travel_minutes

E2SFCA = stepped((1.0, 0.68, 0.22))
DECAYS = {"2SFCA": uniform, "E2SFCA": E2SFCA, "Gaussian": gaussian}
LIMIT = 24.0
PACE = np.array([0.003, 0.002, 0.0015])
THEIR_WEIGHTS = {
    "2SFCA": None,
    "E2SFCA": pysal.step_fn({LIMIT / 3: 1, LIMIT * 2 / 3: 0.68, LIMIT: 0.22}),
    # PySAL's own bell does not come down to nothing at the limit; Dai's does.
    "Gaussian": lambda minutes: (
        (pysal.gaussian(LIMIT)(minutes) - np.exp(-0.5)) / (1 - np.exp(-0.5))
    ),
}
FIELDS = ("x_m", "y_m", "rurality")


def points(draw, n, *, step=500):
    """Place points on a lattice, so that journeys of exactly an edge come often."""
    places = hnp.arrays(np.int64, n, elements=st.integers(-60, 60))
    return Points(
        draw(places) * float(step),
        draw(places) * float(step),
        draw(hnp.arrays(np.int8, n, elements=st.integers(0, 2))),
    )


@st.composite
def counties(draw):
    n_areas, n_sites = draw(st.integers(1, 9)), draw(st.integers(1, 7))
    need = draw(hnp.arrays(float, n_areas, elements=st.integers(1, 400)))
    hours = draw(hnp.arrays(float, n_sites, elements=st.integers(0, 900)))
    own = st.sampled_from([LIMIT, 6.0, 12.0, 40.0])
    limits = draw(hnp.arrays(float, n_sites, elements=own))
    return points(draw, n_areas), need, points(draw, n_sites), hours, limits


def measure(county, decay):
    areas, need, sites, hours, limits = county
    return floating_catchment(
        areas, need, sites, hours, pace=PACE, limit=limits, decay=decay
    )


def slow_weight(name, minutes, limit):
    if minutes > limit:
        return 0.0
    if name == "2SFCA":
        return 1.0
    if name == "E2SFCA":
        thirds = [limit / 3, limit * 2 / 3]
        return 1.0 if minutes <= thirds[0] else 0.68 if minutes <= thirds[1] else 0.22
    end = np.exp(-0.5)
    return (np.exp(-0.5 * (minutes / limit) ** 2) - end) / (1 - end)


@pytest.mark.parametrize("name", DECAYS)
@given(county=counties())
def test_agrees_with_the_slow_and_obvious_way(name, county):
    areas, need, sites, hours, limits = county
    minutes = travel_minutes(areas, sites, PACE)

    expected = np.zeros(len(need))
    for site, offered in enumerate(hours):
        weights = [slow_weight(name, m, limits[site]) for m in minutes[:, site]]
        near = sum(w * n for w, n in zip(weights, need, strict=True))
        for area, weight in enumerate(weights):
            if near > 0:
                expected[area] += offered / near * weight

    found = measure(county, DECAYS[name]).access
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("name", DECAYS)
@settings(max_examples=25)
@given(county=counties())
def test_agrees_with_pysal(name, county):
    areas, need, sites, hours, _ = county
    limits = np.full(len(hours), LIMIT)
    # PySAL divides by the need in reach without asking whether there is any.
    minutes = travel_minutes(areas, sites, PACE)
    reached = np.array(
        [any(slow_weight(name, m, LIMIT) > 0 for m in column) for column in minutes.T]
    )
    hours = np.where(reached, hours, 0.0)
    cost = pd.DataFrame(
        [
            (area, 1000 + site, minutes[area, site])
            for area in range(len(need))
            for site in np.flatnonzero(reached)
        ],
        columns=["origin", "dest", "cost"],
    )
    assume(len(cost) > 0)
    theirs = two_stage_fca(
        pd.DataFrame({"geoid": range(len(need)), "demand": need}),
        pd.DataFrame({"supply": hours}, index=1000 + np.arange(len(hours))),
        cost,
        max_cost=LIMIT,
        demand_index="geoid",
        demand_name="demand",
        supply_name="supply",
        weight_fn=THEIR_WEIGHTS[name],
    )

    found = measure((areas, need, sites, hours, limits), DECAYS[name]).access
    expected = theirs.reindex(range(len(need))).fillna(0.0).to_numpy()
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("name", DECAYS)
@given(county=counties())
def test_no_hour_is_lost_or_made(name, county):
    _, need, _, hours, _ = county

    found = measure(county, DECAYS[name])

    reaches_need = found.need_in_reach > 0
    assert found.access @ need == pytest.approx(hours[reaches_need].sum())


@given(county=counties(), which=st.integers(0, 6))
def test_removing_a_supplier_only_takes_away_its_shares(county, which):
    areas, need, sites, hours, limits = county
    gone = which % len(hours)
    kept = np.arange(len(hours)) != gone
    whole = measure(county, E2SFCA)
    weight = E2SFCA(travel_minutes(areas, sites, PACE), limits)[:, gone]
    near = whole.need_in_reach[gone]
    share = hours[gone] / near if near > 0 else 0.0

    rest = (areas, need, sites.take(kept), hours[kept], limits[kept])

    expected = measure(rest, E2SFCA).access
    assert whole.access - share * weight == pytest.approx(expected, abs=1e-9)


@given(county=counties())
def test_a_supplier_without_need_in_reach_is_stranded_and_reaches_nobody(county):
    areas, need, sites, hours, limits = county
    far = Points(np.array([9e6]), np.array([9e6]), np.zeros(1, np.int8))
    more = Points(*(np.append(getattr(sites, f), getattr(far, f)) for f in FIELDS))

    found = measure(
        (areas, need, more, np.append(hours, 500.0), np.append(limits, LIMIT)), E2SFCA
    )

    assert found.need_in_reach[-1] == 0
    assert found.access == pytest.approx(measure(county, E2SFCA).access)


def test_edges_of_thirds_and_of_the_limit_are_inside():
    # A metre takes a minute; journeys of 10, 10.1, 20, 30 and 30.1 minutes.
    areas = Points(np.array([10, 10.1, 20, 30, 30.1]), np.zeros(5), np.zeros(5, int))
    site = Points(np.zeros(1), np.zeros(1), np.zeros(1, int))

    found = floating_catchment(
        areas, np.ones(5), site, [100.0], pace=[1, 1, 1], limit=30, decay=E2SFCA
    )

    near = 1 + 0.68 + 0.68 + 0.22
    shares = 100 / near * np.array([1, 0.68, 0.68, 0.22, 0])
    assert found.access == pytest.approx(shares)


def test_a_suppliers_own_limit_overrides_the_travel_asked_for():
    areas = Points(np.array([8.0, 18.0]), np.zeros(2), np.zeros(2, int))
    site = Points(np.zeros(1), np.zeros(1), np.zeros(1, int))

    def reached(limit):
        found = floating_catchment(
            areas, [1, 1], site, [1], pace=[1, 1, 1], limit=limit, decay=uniform
        )
        return (found.access > 0).tolist()

    assert reached(25) == [True, True]
    assert reached([10]) == [True, False]


def test_the_more_rural_end_sets_the_pace():
    town, village = np.array([0], np.int8), np.array([2], np.int8)
    ends = [
        (Points(np.zeros(1), np.zeros(1), a), Points(np.full(1, 1e4), np.zeros(1), b))
        for a in (town, village)
        for b in (town, village)
    ]

    minutes = [travel_minutes(a, b, PACE)[0, 0] for a, b in ends]

    assert minutes == pytest.approx([30, 15, 15, 15])


@pytest.mark.parametrize("most_pairs", [1, 3, 10_000])
def test_the_size_of_a_block_changes_nothing(monkeypatch, most_pairs):
    county = random_county(np.random.default_rng(5), 60, 40)
    whole = measure(county, E2SFCA).access

    monkeypatch.setattr(blocks, "MOST_PAIRS", most_pairs)

    assert measure(county, E2SFCA).access == pytest.approx(whole, rel=1e-12)


def test_draws_repeat_the_single_measure_for_each_kind_and_need():
    rng = np.random.default_rng(6)
    areas, _, sites, _, limits = random_county(rng, 30, 20)
    need = rng.uniform(50, 300, (4, 30, 2))
    hours = rng.uniform(0, 900, (4, 20))
    pace = PACE * rng.uniform(0.7, 1.4, (4, 3))
    kinds = np.column_stack([np.ones(20), rng.integers(0, 2, 20)])

    found = catchment_draws(
        areas, need, sites, hours, kinds,
        pace=pace, limit=limits, decay=E2SFCA, n_wanted=12,
    )  # fmt: skip

    for draw in range(4):
        for reading in range(2):
            expected = floating_catchment(
                areas,
                need[draw, :, reading],
                sites,
                hours[draw, :, np.newaxis] * kinds,
                pace=pace[draw],
                limit=limits,
                decay=E2SFCA,
            ).access[:12]
            assert found[draw, :, reading] == pytest.approx(expected)


def test_nothing_is_reached_where_there_is_no_supplier():
    nowhere = Points(np.zeros(0), np.zeros(0), np.zeros(0, np.int8))
    areas = Points(np.zeros(1), np.zeros(1), np.zeros(1, np.int8))

    found = floating_catchment(
        areas, [5], nowhere, [], pace=PACE, limit=25, decay=E2SFCA
    )

    assert found.access.tolist() == [0.0]


def test_says_which_shape_was_wanted():
    spot = Points(np.zeros(1), np.zeros(1), np.zeros(1, np.int8))
    with pytest.raises(ValueError, match=r"1 areas and 1 sites need \(1,\)"):
        floating_catchment(spot, [5, 6], spot, [1], pace=PACE, limit=25, decay=uniform)


def random_county(rng, n_areas, n_sites):
    def scattered(n):
        x, y = rng.uniform(0, 6e4, (2, n))
        return Points(x, y, rng.integers(0, 3, n).astype(np.int8))

    need, hours = rng.uniform(50, 300, n_areas), rng.uniform(0, 900, n_sites)
    limits = rng.choice([LIMIT, 10.0, 40.0], n_sites)
    return scattered(n_areas), need, scattered(n_sites), hours, limits
