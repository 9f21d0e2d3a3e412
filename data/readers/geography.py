"""Which area lies in which ward, district, council and region, and of what class."""

from __future__ import annotations

import datetime as dt

from data.readers.fields import Field, place_code
from data.readers.open_table import OpenTable

AREA_WARDS = OpenTable(
    source="ons_area_wards",
    fields=(
        place_code("lsoa21_code", r"lsoa21_?(code|cd)"),
        Field("lsoa21_name", heading=r"lsoa21_?(name|nm)"),
        place_code("ward24_code", r"(ward|wd)24_?(code|cd)"),
        Field("ward24_name", heading=r"(ward|wd)24_?(name|nm)"),
        place_code("ltla24_code", r"(ltla|lad)24_?(code|cd)"),
        Field("ltla24_name", heading=r"(ltla|lad)24_?(name|nm)"),
    ),
    key=("lsoa21_code",),
    describes=dt.date(2024, 5, 2),
)

DISTRICT_COUNCILS = OpenTable(
    source="ons_district_councils",
    fields=(
        place_code("ltla23_code", r"ltla23_?(code|cd)"),
        Field("ltla23_name", heading=r"ltla23_?(name|nm)"),
        place_code("utla23_code", r"utla23_?(code|cd)"),
        Field("utla23_name", heading=r"utla23_?(name|nm)"),
    ),
    key=("ltla23_code",),
    describes=dt.date(2023, 4, 1),
)

DISTRICT_REGIONS = OpenTable(
    source="ons_district_regions",
    fields=(
        place_code("ltla24_code", r"(ltla|lad)24_?(code|cd)"),
        Field("ltla24_name", heading=r"(ltla|lad)24_?(name|nm)"),
        place_code("region24_code", r"(region|rgn)24_?(code|cd)"),
        Field("region24_name", heading=r"(region|rgn)24_?(name|nm)"),
    ),
    key=("ltla24_code",),
    describes=dt.date(2024, 4, 1),
)

AREA_CHANGES = OpenTable(
    source="ons_area_changes",
    fields=(
        place_code("lsoa11_code", r"lsoa11_?(code|cd)"),
        place_code("lsoa21_code", r"lsoa21_?(code|cd)"),
        Field("lsoa21_name", heading=r"lsoa21_?(name|nm)"),
        Field(
            "change_code",
            heading=r"change_code|change_ind|chgind",
            valid=r"^[USMX]$",
            must="is not U, S, M or X",
            tidy=lambda cell: cell.str.to_uppercase(),
        ),
    ),
    key=("lsoa11_code", "lsoa21_code"),
    describes=dt.date(2021, 3, 21),
)

RURAL_URBAN = OpenTable(
    source="ons_rural_urban",
    fields=(
        place_code("lsoa21_code", r"lsoa21_?(code|cd)"),
        Field(
            "ruc21_code",
            heading=r"ruc21_?(code|cd)",
            valid=r"^(U|RL|RS)[NF]1$",
            must="is not a class of the Rural Urban Classification 2021, such as RSF1",
            tidy=lambda cell: cell.str.to_uppercase(),
        ),
        Field("classification", heading=r"classification|ruc21_?(name|nm)"),
    ),
    key=("lsoa21_code",),
    describes=dt.date(2021, 3, 21),
)

DEPRIVATION = OpenTable(
    source="mhclg_deprivation",
    fields=(
        place_code("lsoa21_code", r"lsoa21_?(code|cd)"),
        Field("imd_rank", "BIGINT", low=1),
        Field("imd_decile", "BIGINT", low=1, high=10),
    ),
    key=("lsoa21_code",),
    describes=dt.date(2025, 10, 30),
)

RURAL_URBAN_2011 = OpenTable(
    source="ons_rural_urban_2011",
    fields=(
        place_code("lsoa11_code", r"lsoa11_?(code|cd)"),
        Field(
            "ruc11_code",
            heading=r"ruc11_?(code|cd)",
            valid=r"^(A1|B1|C[12]|D[12]|E[12])$",
            must="is not a class of the Rural Urban Classification 2011, such as D1",
            tidy=lambda cell: cell.str.to_uppercase(),
        ),
    ),
    key=("lsoa11_code",),
    describes=dt.date(2011, 3, 27),
)

DEPRIVATION_2019 = OpenTable(
    source="mhclg_deprivation_2019",
    fields=(
        place_code("lsoa11_code", r"lsoa_?(code_2011|11_?(code|cd))"),
        Field("imd_rank", "BIGINT", low=1),
        Field("imd_decile", "BIGINT", low=1, high=10),
    ),
    key=("lsoa11_code",),
    describes=dt.date(2019, 9, 26),
)

READERS = tuple(
    table.reader()
    for table in (
        AREA_WARDS,
        DISTRICT_COUNCILS,
        DISTRICT_REGIONS,
        AREA_CHANGES,
        DEPRIVATION,
        RURAL_URBAN,
        DEPRIVATION_2019,
        RURAL_URBAN_2011,
    )
)
