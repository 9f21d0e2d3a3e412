"""Published files in small: their publishers' layouts, a handful of invented rows.

Two councils: Alford, a county of two districts, and Barnsley. Their areas changed in
every way there is: 0001 and 0007 stayed, 0002 was split, 0003 and 0004 were merged,
0005 and 0006 were cut anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyproj import Transformer

from tests import small_counts, small_cqc
from tests.packing import as_csv, as_ods

Rows = list[list[str]]
ALFORD, BARNSLEY, BARNSLEY_SINCE_2025 = "E10000001", "E08000016", "E08000038"

NAMES = {
    "E01000001": "North Alford 001A",
    "E01100001": "North Alford 001B",
    "E01100002": "North Alford 001C",
    "E01100003": "South Alford 002A",
    "E01100004": "South Alford 002B",
    "E01100005": "Barnsley 001A",
    "E01000007": "Barnsley 001B",
    "W01000001": "Conwy 001A",
}
NORTH = ("E07000001", "North Alford")
SOUTH = ("E07000002", "South Alford")
DISTRICTS = {
    "E01000001": NORTH,
    "E01100001": NORTH,
    "E01100002": NORTH,
    "E01100003": SOUTH,
    "E01100004": SOUTH,
    "E01100005": (BARNSLEY, "Barnsley"),
    "E01000007": (BARNSLEY, "Barnsley"),
    "W01000001": ("W06000003", "Conwy"),
}
CHANGES = [
    ("E01000001", "U", "E01000001"),
    ("E01000002", "S", "E01100001"),
    ("E01000002", "S", "E01100002"),
    ("E01000003", "M", "E01100003"),
    ("E01000004", "M", "E01100003"),
    ("E01000005", "X", "E01100004"),
    ("E01000006", "X", "E01100004"),
    ("E01000006", "X", "E01100005"),
    ("E01000007", "U", "E01000007"),
    ("W01000001", "U", "W01000001"),
]
# People in each 2011 area: at 30, 70, 80 and 90 and over.
PEOPLE = {
    "E01000001": (100, 20, 10, 5),
    "E01000002": (200, 40, 20, 10),
    "E01000003": (90, 10, 5, 1),
    "E01000004": (60, 20, 5, 2),
    "E01000005": (80, 8, 4, 2),
    "E01000006": (120, 12, 6, 3),
    "E01000007": (70, 7, 3, 1),
    "W01000001": (50, 5, 2, 1),
}
# Census residents of each 2021 area, and how many of them are disabled.
RESIDENTS = {
    "E01000001": (140, 14),
    "E01100001": (75, 15),
    "E01100002": (225, 45),
    "E01100003": (190, 19),
    "E01100004": (150, 30),
    "E01100005": (50, 5),
    "E01000007": (80, 8),
    "W01000001": (60, 6),
}
# West and south edges of each area's square of a kilometre, metres.
CORNERS = {
    "E01000001": (500_000, 350_000),
    "E01100001": (510_000, 350_000),
    "E01100002": (511_000, 350_000),
    "E01100003": (500_000, 340_000),
    "E01100004": (510_000, 340_000),
    "E01100005": (511_000, 340_000),
    "E01000007": (430_000, 400_000),
    "W01000001": (280_000, 370_000),
}
# Postcode, district, easting, northing, 2011 area (empty: newer than the lookup).
POSTCODES = [
    ("LN1 1AA", "E07000001", 500_100, 350_100, "E01000001"),
    ("LN1 1AB", "E07000001", 500_200, 350_100, "E01000001"),
    ("LN1 1AD", "E07000001", 500_300, 350_400, "E01000001"),
    ("LN2 1AA", "E07000001", 510_600, 350_500, "E01000002"),
    ("LN2 1AB", "E07000001", 511_400, 350_500, "E01000002"),
    ("LN3 1AA", "E07000002", 500_100, 340_000, "E01000003"),
    ("LN3 1AB", "E07000002", 500_200, 340_000, "E01000003"),
    ("LN3 1AD", "E07000002", 500_600, 340_900, "E01000004"),
    ("LN4 1AA", "E07000002", 511_400, 340_500, "E01000006"),
    ("LN5 1AA", "E07000002", 500_400, 340_400, ""),
    ("S70 1AA", BARNSLEY_SINCE_2025, 430_500, 400_500, "E01000007"),
    ("S70 1AB", BARNSLEY_SINCE_2025, 430_500, 400_600, ""),
]
CQC_HEADER = [
    "Location ID",
    "Location ODS Code",
    "Location Name",
    "Care Home?",
    "Location Type",
    "Location Primary Inspection Category",
    "Location Street Address",
    "Location Address Line 2",
    "Location City",
    "Location Post Code",
    "Location Local Authority",
    "Location Region",
    "Location NHS Region",
    "Location ONSPD CCG Code",
    "Location ONSPD CCG",
    "Location Commissioning CCG Code",
    "Location Commissioning CCG Name",
    "Service / Population Group",
    "Domain",
    "Latest Rating",
    "Publication Date",
    "Report Type",
    "Inherited Rating (Y/N)",
    "URL",
    "Provider ID",
    "Provider Name",
    "Brand ID",
    "Brand Name",
]
COMMUNITY = "Community based adult social care services"


def cqc_row(
    location: str = "1-100",
    name: str = "Alford Home Care",
    postcode: str = "LN1 1AA",
    council: str = "Alford",
    group: str = "Overall",
    domain: str = "Overall",
    rating: str = "Good",
    date: str = "25/12/2025",
    provider: str = "Alford Care Ltd",
    category: str = COMMUNITY,
) -> list[str]:
    """Return one row of CQC's file, 28 cells."""
    told = {
        "Location ID": location,
        "Location Name": name,
        "Care Home?": "N",
        "Location Type": "Social Care Org",
        "Location Primary Inspection Category": category,
        "Location Post Code": postcode,
        "Location Local Authority": council,
        "Service / Population Group": group,
        "Domain": domain,
        "Latest Rating": rating,
        "Publication Date": date,
        "Report Type": "Location",
        "Inherited Rating (Y/N)": "N",
        "Provider ID": f"{location}9",
        "Provider Name": provider,
        "Brand ID": "-",
    }
    return [told.get(column, "") for column in CQC_HEADER]


def _population() -> Iterator[list[str]]:
    yield [
        "lsoa11_name",
        "lsoa11_code",
        "total_population",
        *map(str, range(90)),
        "90+",
    ]
    for code, counts in PEOPLE.items():
        ages = ["0"] * 91
        for age, people in zip((30, 70, 80, 90), counts, strict=True):
            ages[age] = str(people)
        yield [f"Area {code}", code, str(sum(counts)), *ages]


def _disability() -> Iterator[list[str]]:
    yield ["lsoa21_code", "disability", "n", "total_residents", "prop"]
    for code, (residents, disabled) in RESIDENTS.items():
        for answer, people in (
            ("Disabled under the Equality Act", disabled),
            ("Not disabled under the Equality Act", residents - disabled),
        ):
            share = f"{people / residents:.6f}"
            yield [code, answer, str(people), str(residents), share]


# Each published CSV: source -> its rows, the header first.
TABLES: Mapping[str, Rows] = {
    "ons_area_wards": [
        [
            "lsoa21_name",
            "lsoa21_code",
            "ward24_name",
            "ward24_code",
            "ltla24_name",
            "ltla24_code",
        ],
        *(
            [
                name,
                code,
                "Market Ward",
                "E05000001",
                DISTRICTS[code][1],
                DISTRICTS[code][0],
            ]
            for code, name in NAMES.items()
        ),
    ],
    "ons_district_councils": [
        ["ltla23_code", "ltla23_name", "utla23_code", "utla23_name"],
        ["E07000001", "North Alford", ALFORD, "Alford"],
        ["E07000002", "South Alford", ALFORD, "Alford"],
        [BARNSLEY, "Barnsley", BARNSLEY, "Barnsley"],
        ["W06000003", "Conwy", "W06000003", "Conwy"],
    ],
    "ons_district_regions": [
        ["ltla24_name", "ltla24_code", "region24_name", "region24_code"],
        ["North Alford", "E07000001", "East Midlands", "E12000004"],
        ["South Alford", "E07000002", "East Midlands", "E12000004"],
        ["Barnsley", BARNSLEY, "Yorkshire and The Humber", "E12000003"],
    ],
    "ons_area_changes": [
        [
            "lsoa11_name",
            "lsoa11_code",
            "change_code",
            "lsoa21_name",
            "lsoa21_code",
            "ltla22_name",
            "ltla22_code",
        ],
        *(
            ["Then", old, change, NAMES[new], new, DISTRICTS[new][1], DISTRICTS[new][0]]
            for old, change, new in CHANGES
        ),
    ],
    "ons_rural_urban": [
        ["lsoa21_code", "ruc21_code", "classification", "ruc"],
        [
            "E01000001",
            "RSF1",
            "Smaller rural: Further from a major town or city",
            "Rural",
        ],
        ["E01100001", "RLN1", "Larger rural: Nearer to a major town or city", "Rural"],
        ["E01000007", "UN1", "Urban: Nearer to a major town or city", "Urban"],
    ],
    "mhclg_deprivation": [
        ["lsoa21_code", "IMD_decile", "Income_decile", "IMD_rank", "IMD_score"],
        ["E01000001", "8", "10", "26525", "8.742"],
        ["E01000007", "1", "1", "3", "72.1"],
    ],
    "ons_population": list(_population()),
    "ons_disability": list(_disability()),
    "ons_postcodes": [
        ["pcds", "lad25cd", "oseast1m", "osnrth1m", "lsoa11cd", "msoa11cd"],
        *(
            [p, d, str(x), str(y), a, "E02000001" if a else ""]
            for p, d, x, y, a in POSTCODES
        ),
    ],
    "ons_postcode_means": [
        ["lsoa11cd", "n_live_postcodes", "easting", "northing"],
        ["E01000001", "40", "500900", "350900"],
        ["E01000003", "30", "500000", "340000"],
        ["E01000004", "10", "500800", "340800"],
    ],
    "ons_area_centroids": [
        ["lsoa21_code", "lsoa21_name", "lon", "lat"],
        ["E01000001", NAMES["E01000001"], "-0.51", "53.03"],
        ["W01000001", NAMES["W01000001"], "-3.79", "53.22"],
    ],
    "cqc_ratings": [
        CQC_HEADER,
        cqc_row(),
        cqc_row(domain="Safe", rating="Requires Improvement"),
        cqc_row(
            "1-200", "Barnsley Home Care", "S70 1AA", "Barnsley", date="03/04/2024"
        ),
    ],
}
# A column of each that holds a code, and one without which the file is another.
CODES = {
    "ons_area_wards": "lsoa21_code",
    "ons_district_councils": "utla23_code",
    "ons_district_regions": "region24_code",
    "ons_area_changes": "lsoa11_code",
    "ons_rural_urban": "ruc21_code",
    "mhclg_deprivation": "lsoa21_code",
    "ons_population": "lsoa11_code",
    "ons_disability": "lsoa21_code",
    "ons_postcodes": "lad25cd",
    "ons_postcode_means": "lsoa11cd",
    "ons_area_centroids": "lsoa21_code",
    "cqc_ratings": "Location ID",
}
NEIGHBOURS = {
    ALFORD: {
        "global": [BARNSLEY_SINCE_2025, "W06000003", "E07000099"],
        "economic": ["W06000003"],
        "demographic": [BARNSLEY_SINCE_2025],
    },
    BARNSLEY_SINCE_2025: {
        "global": [ALFORD],
        "economic": [ALFORD],
        "demographic": [ALFORD],
    },
}
ASCOF_HEADER = [
    "Local authority code",
    "Local authority",
    "ONS area code",
    "2024 to 2025 - numerator",
    "2024 to 2025 - denominator",
    "2024 to 2025 - outcome",
]
ASCOF_ROWS = [
    ["England", "England", "E92000001", "1805", "3000", "60.2"],
    ["S", "Shire Counties", "[z]", "1800", "2900", "62.1"],
    ["EM", "East Midlands", "E12000004", "1800", "2900", "62.1"],
    ["503", "Alford", ALFORD, "1800", "2900", "62.1"],
    ["204", "Barnsley", BARNSLEY, "[c]", "100", "[c]"],
    ["906", "Isles of Scilly", "E06000053", "[x]", "[x]", "[x]"],
]
SHEETS = ("Cover", "Table_1a", "Table_3d(1a)", "Table_3d(2a)")


def ascof_sheets(
    header: Sequence[str] = ASCOF_HEADER, rows: Sequence[Sequence[str]] = ASCOF_ROWS
) -> dict[str, list[Sequence[str]]]:
    """Return ASCOF's sheets: a cover, a measure we pass over, and our two."""
    title = [["Table: the proportion of care users"], ["Cells marked [x] are blank."]]
    return {
        "Cover": [["Measures from the adult social care outcomes framework"]],
        **{sheet: [*title, header, *rows] for sheet in SHEETS[1:]},
    }


def outlines(codes: Iterable[str] = tuple(CORNERS)) -> dict[str, object]:
    """Return the squares of some areas as GeoJSON."""
    to_degrees = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
    features = []
    for code in codes:
        west, south = CORNERS[code]
        corners = ((0, 0), (1000, 0), (1000, 1000), (0, 1000), (0, 0))
        ring = [list(to_degrees.transform(west + x, south + y)) for x, y in corners]
        features.append(
            {
                "type": "Feature",
                "properties": {"lsoa21_name": NAMES[code], "lsoa21_code": code},
                "geometry": {"type": "MultiPolygon", "coordinates": [[ring]]},
            }
        )
    return {"type": "FeatureCollection", "features": features}


def contents() -> dict[str, bytes]:
    """Return every published file, source -> contents."""
    return {
        **{source: as_csv(rows) for source, rows in TABLES.items()},
        "ascof": as_ods(ascof_sheets()),
        "ons_area_outlines": json.dumps(outlines()).encode(),
        "ons_neighbours": json.dumps(NEIGHBOURS).encode(),
    }


def every_file() -> dict[str, bytes]:
    """Return those too that no place or measure of the small county rests on."""
    return {**contents(), **small_cqc.contents(), **small_counts.contents()}
