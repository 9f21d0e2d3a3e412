"""The demonstration county's places, as the committed geometry files have them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

GEOMETRY = Path(__file__).parent / "geometry"
COUNTY, COVERED, UNCOVERED = "X99000001", "X99000002", "X99000003"


@dataclass(frozen=True)
class Places:
    """Where everything is.

    Attributes
    ----------
    areas : one row for each 2021 area, by area_code: names and codes of ward, district
        and council, ruc21_code, sea_km, setting, x and y (metres, National Grid)
    old_areas : one row for each 2011 area, by its code: the columns of the 2021 area
        that it became, the first where it was cut, and `change`
    changes : code_2011, code_2021, change (U, S or M)
    postcodes : postcode, x, y, area_code (2011), msoa_code, district_code, and
        area_2021, empty where the 2011 area was cut
    """

    areas: pd.DataFrame
    old_areas: pd.DataFrame
    changes: pd.DataFrame
    postcodes: pd.DataFrame

    @property
    def own(self) -> pd.DataFrame:
        """Return the county's own areas."""
        return self.areas[self.areas["council_code"] == COUNTY]


def read_places() -> Places:
    """Read the committed files."""
    areas = pd.read_csv(GEOMETRY / "areas.csv").set_index("area_code")
    changes = pd.read_csv(GEOMETRY / "changes.csv")
    postcodes = pd.read_csv(GEOMETRY / "postcodes.csv")
    first = changes.drop_duplicates("code_2011")
    became = first.set_index("code_2011")["code_2021"]
    whole = changes[changes["change"] != "S"].set_index("code_2011")["code_2021"]
    postcodes["area_2021"] = postcodes["area_code"].map(whole)
    middle = postcodes.groupby("area_2021")[["x", "y"]].mean()
    areas = areas.assign(
        setting=_settings(areas),
        # Split areas have no postcodes of their own: the label's place stands in.
        x=middle["x"].reindex(areas.index).fillna(areas["label_x"]),
        y=middle["y"].reindex(areas.index).fillna(areas["label_y"]),
    )
    old = areas.loc[became.to_numpy()].set_axis(became.index)
    old = old.assign(change=first.set_index("code_2011")["change"])
    return Places(areas, old, changes, postcodes)


def _settings(areas: pd.DataFrame) -> pd.Series:
    """Sort areas into the settings that the story tells of."""
    setting = areas["ruc21_code"].map(
        {"UN1": "city", "UF1": "town", "RLF1": "large_village", "RSF1": "rural"}
    )
    by_the_sea = (areas["district_name"] == "Margin Coast") & (areas["sea_km"] <= 6)
    return setting.mask(by_the_sea, "coast")
