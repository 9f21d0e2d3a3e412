"""Give every area, ward, district and postcode of the county an invented name."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

COLUMNS = [
    "area_code",
    "area_name",
    "msoa_code",
    "ward_code",
    "ward_name",
    "district_code",
    "district_name",
    "council_code",
]
WARD_OF = 3.4  # areas in a ward, about
# Letters of the last two places of a postcode: those that Royal Mail uses.
UNIT = "ABDEFGHJLNPQRSTUWXYZ"


def rename(areas: gpd.GeoDataFrame, words: dict[str, Any]) -> gpd.GeoDataFrame:
    """Add codes and names of area, middle-layer area, ward, district and council."""
    inside = areas["council_code"] == words["council"]["code"]
    areas = areas.assign(is_belt=~inside).sort_values(["is_belt", "council_code"])
    areas = areas.assign(
        district_code=_districts(areas, words, "code"),
        district_name=_districts(areas, words, "name"),
    ).sort_values(["is_belt", "district_code", "real_name"])
    areas["area_code"] = [f"X01{number:06d}" for number in range(1, len(areas) + 1)]
    real_middle = areas["real_name"].str[:-1]
    number = real_middle.groupby(areas["district_code"]).transform(
        lambda names: pd.factorize(names)[0] + 1
    )
    overall = pd.factorize(real_middle + areas["district_code"])[0] + 1
    areas["msoa_code"] = [f"X02{each:06d}" for each in overall]
    # Letters anew, so that belts made of several districts do not repeat one.
    letter = areas.groupby("msoa_code").cumcount()
    areas["area_name"] = [
        f"{district} {middle:03d}{chr(ord('A') + place)}"
        for district, middle, place in zip(
            areas["district_name"], number, letter, strict=True
        )
    ]
    return _wards(areas, words)


def _districts(areas: gpd.GeoDataFrame, words: dict[str, Any], part: str) -> list[str]:
    """Return each area's district; a belt is a council without districts."""
    belts = {
        code: {"code": code, "name": belt["name"]}
        for code, belt in words["belts"].items()
    }
    return [
        belts.get(council, words["districts"].get(district))[part]
        for council, district in zip(
            areas["council_code"], areas["real_district"], strict=True
        )
    ]


def _wards(areas: gpd.GeoDataFrame, words: dict[str, Any]) -> gpd.GeoDataFrame:
    """Cut middle-layer areas into wards along their longer side, and name them."""
    middle = areas.geometry.representative_point()
    areas = areas.assign(x=middle.x, y=middle.y)
    ward = pd.Series("", index=areas.index)
    for code, group in areas.groupby("msoa_code", sort=True):
        along = "x" if np.ptp(group["x"]) > np.ptp(group["y"]) else "y"
        n_wards = max(1, round(len(group) / WARD_OF))
        place = group[along].rank(method="first").astype(int) - 1
        ward[group.index] = [f"{code}-{p * n_wards // len(group)}" for p in place]
    areas["ward"] = ward
    names = _ward_names(areas, words)
    codes = {
        each: f"X05{number:06d}" for number, each in enumerate(dict.fromkeys(ward), 1)
    }
    return areas.assign(ward_code=ward.map(codes), ward_name=ward.map(names))


def _ward_names(areas: gpd.GeoDataFrame, words: dict[str, Any]) -> dict[str, str]:
    """Name each ward after the place whose name reaches it, else the nearest one."""
    places = pd.DataFrame(words["places"], columns=["x", "y", "reach", "name"])
    centres = areas.groupby("ward", sort=False).agg(
        x=("x", "mean"), y=("y", "mean"), council=("council_code", "first")
    )
    names: dict[str, str] = {}
    belts = words["belts"]
    inside = centres[~centres["council"].isin(belts)]
    away = np.hypot(
        inside["x"].to_numpy()[:, None] - places["x"].to_numpy(),
        inside["y"].to_numpy()[:, None] - places["y"].to_numpy(),
    )
    # Nearest by the reach of a name: a town's goes further than a village's.
    inside = inside.assign(
        place=(away / places["reach"].to_numpy()).argmin(1), away=away.min(1)
    )
    for place, group in inside.sort_values("away").groupby("place", sort=True):
        name = places["name"][place]
        if len(group) == 1:
            names[str(group.index[0])] = name
        elif len(group) <= len(_COMPASS):
            names |= _by_compass(name, group, places.loc[place])
        else:
            pairs = zip(group.index, words["within_towns"], strict=False)
            names |= {str(ward): f"{name} {part}" for ward, part in pairs}
    for code, belt in belts.items():
        wards = centres.index[centres["council"] == code]
        names |= {str(w): f"{belt['name']} {n}" for n, w in enumerate(wards, 1)}
    if len(names) != len(centres) or len(set(names.values())) != len(centres):
        raise ValueError("Two wards have one name: give places.yaml another place.")
    return names


_COMPASS = ("East", "North", "West", "South")


def _by_compass(name: str, group: pd.DataFrame, place: Any) -> dict[str, str]:
    """Tell up to four wards of a place apart by where they lie; the nearest is it."""
    names = {str(group.index[0]): name}
    free = list(_COMPASS)
    for ward, row in group.iloc[1:].iterrows():
        # East and west change places in the mirror.
        angle = np.degrees(np.arctan2(row["y"] - place["y"], place["x"] - row["x"]))
        wanted = [_COMPASS[(round(angle / 90) + turn) % 4] for turn in (0, 1, 3, 2)]
        point = next(each for each in wanted if each in free)
        free.remove(point)
        names[str(ward)] = f"{name} {point}"
    return names


def next_name(name: str, taken: set[str]) -> str:
    """Name a new area with the next letter of its middle-layer area."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    last = max(letters.index(each[-1]) for each in taken if each[:-1] == name[:-1])
    return name[:-1] + letters[last + 1]


def rename_postcodes(sample: pd.DataFrame, areas: gpd.GeoDataFrame) -> pd.DataFrame:
    """Give postcodes of the area ZZ: a number for each middle-layer area."""
    rows = sample.merge(
        areas[["area_code", "msoa_code", "district_code"]],
        left_on="area",
        right_index=True,
    ).sort_values(["area_code", "x", "y"])
    middle = rows["msoa_code"].str[3:].astype(int) - 1
    outward, sector = middle % 98 + 1, middle // 98 * 4 + 1
    place = rows.groupby("msoa_code").cumcount()
    rows["postcode"] = [
        f"ZZ{out} {sec + n // 20 % 4}{UNIT[n // 20 % 20]}{UNIT[n % 20]}"
        for out, sec, n in zip(outward, sector, place, strict=True)
    ]
    if rows["postcode"].duplicated().any():
        raise ValueError("Two places have one postcode.")
    return rows[["postcode", "x", "y", "area_code", "msoa_code", "district_code"]]
