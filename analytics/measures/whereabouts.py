"""Which place of every set each home is in: the whole council, districts, own zones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from data.queries.people import read_places
from data.queries.zones import read_area_zones

if TYPE_CHECKING:
    from data.vault import Vault

ALL, DISTRICT, OWN_DISTRICT = "all", "district", "own district"
UNKNOWN, ELSEWHERE = "unknown", "elsewhere"


def places_by_set(vault: Vault) -> dict[str, list[str]]:
    """List the places of each set, and where a home may be that is in none of them.

    Returns
    -------
    dict
        all -> all; district -> the council's, unknown and elsewhere; each set of the
        council's own zones -> its zones and unknown.
    """
    sets = {
        str(name): [*rows["place_name"], UNKNOWN]
        for name, rows in read_places(vault).groupby("place_set")
    }
    districts = [*sets.pop(DISTRICT, [UNKNOWN]), ELSEWHERE]
    return {ALL: [ALL], DISTRICT: districts, **sets}


def in_every_set(rows: pd.DataFrame, vault: Vault) -> pd.DataFrame:
    """Repeat rows once for each set of places, each time with the place they are in.

    Parameters
    ----------
    rows : DataFrame
        With area_code and district_name (blank where not known).

    Returns
    -------
    DataFrame
        The rows, with place_set and place_name; unknown where the home is in none.
    """
    zones = read_area_zones(vault)
    frames = [
        rows.assign(place_set=ALL, place_name=ALL),
        rows.assign(
            place_set=DISTRICT, place_name=rows["district_name"].fillna(UNKNOWN)
        ),
    ]
    for name, zone in zones.groupby("group_set"):
        # A set that is itself called district is still the council's own.
        own = OWN_DISTRICT if str(name).lower() == DISTRICT else str(name)
        places = zone.drop_duplicates("area_code").set_index("area_code")["group_name"]
        found = rows["area_code"].map(places).fillna(UNKNOWN)
        frames.append(rows.assign(place_set=own, place_name=found))
    return pd.concat(frames, ignore_index=True)


def one_row_a_place(vault: Vault) -> pd.MultiIndex:
    """Return every place_set and place_name, in order, so that none goes missing."""
    pairs = [
        (place_set, name)
        for place_set, names in places_by_set(vault).items()
        for name in names
    ]
    return pd.MultiIndex.from_tuples(pairs, names=["place_set", "place_name"])
