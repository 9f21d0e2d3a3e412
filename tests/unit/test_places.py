import numpy as np
import pandas as pd
import shapely
from hypothesis import given
from hypothesis import strategies as st

from analytics.access.outlines import path_of, shape_of, thinned, touching
from analytics.access.places import place_names, places_of

pairs = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda p: p[0] < p[1]),
    max_size=20,
)


@given(st.sets(st.integers(0, 11)), pairs)
def test_a_place_is_all_that_a_walk_over_listed_areas_reaches(listed, touch):
    chosen = np.isin(np.arange(12), list(listed))

    places = places_of(chosen, touch)

    for row in range(12):
        seen, ahead = set(), [row] if chosen[row] else []
        while ahead:
            here = ahead.pop()
            seen.add(here)
            ahead += [
                other
                for pair in touch
                if here in pair
                for other in pair
                if chosen[other] and other not in seen
            ]
        assert places[row] == (min(seen) if seen else -1)


def test_an_area_that_is_not_listed_does_not_join_two_that_are():
    listed = np.array([True, False, True])

    assert places_of(listed, [(0, 1), (1, 2)]).tolist() == [0, -1, 2]


def named(people, wards, places):
    n = len(people)
    areas = pd.DataFrame(
        {
            "area_name": [f"Fen 00{row}A" for row in range(n)],
            "ward_name": wards,
            "district_name": "Fen",
            "people": people,
        }
    )
    return place_names(areas, np.array(places))


def test_a_place_is_named_from_the_two_wards_with_most_people_in_it():
    # Sands has more people than Marsh in all, and fewer in the place.
    names = named(
        [900, 700, 600, 100, 9000],
        ["Marsh", "Sands", "Sands", "Dyke", "Sands"],
        [0, 0, -1, 0, -1],
    )

    assert names[0] == "Marsh and Sands"
    assert names[2] is None


def test_a_place_in_one_ward_has_its_name_and_one_without_has_the_districts():
    assert named([5, 5], ["Marsh", None], [0, 1]) == ["Marsh", "Fen"]


def test_two_places_never_share_a_name():
    names = named([9, 5, 7], ["Marsh", "Dyke", "Marsh"], [0, 1, 2])

    assert names == ["Marsh (Fen 000A)", "Dyke", "Marsh (Fen 002A)"]


def test_areas_a_ditch_apart_touch_and_areas_a_field_apart_do_not():
    row = np.array([shapely.box(x, 0, x + 100, 100) for x in (0, 110, 300)])

    assert touching(row) == [(0, 1)]


def test_an_area_without_an_outline_touches_nothing():
    assert touching(np.array([shapely.box(0, 0, 9, 9), None], dtype=object)) == []


def test_thinned_neighbours_still_share_their_edge():
    wavy = [(1000, y) for y in range(0, 1001, 10)]
    rough = [(x + (y % 20 == 0), y) for x, y in wavy]
    left = shapely.Polygon([(0, 0), *rough, (0, 1000)])
    right = shapely.Polygon([(2000, 1000), *reversed(rough), (2000, 0)])

    thin = thinned(np.array([left, right]))

    assert shapely.get_num_coordinates(thin).max() < 30
    assert shapely.area(shapely.intersection(*thin)) == 0
    assert shapely.area(shapely.union_all(thin)) == shapely.area(thin).sum()


def test_a_hole_is_a_ring_after_a_gap():
    land = shapely.box(0, 0, 3000, 3000) - shapely.box(1000, 1000, 2000, 2000)

    xs, ys = path_of(land)

    assert xs.count(None) == ys.count(None) == 1
    assert xs.index(None) == ys.index(None) == 5


def test_a_sliver_too_thin_to_draw_is_left_out():
    assert path_of(shapely.box(0, 0, 2, 9000)) == ([], [])


def test_a_path_reads_back_as_the_outline_it_was_written_from():
    whole = shapely.box(0, 0, 9000, 9000) - shapely.box(3000, 3000, 6000, 6000)
    two = shapely.union(whole, shapely.box(20_000, 0, 21_000, 1000))

    assert shape_of(*path_of(two)).equals(two), "a hole stays a hole"
