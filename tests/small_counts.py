"""Earlier ASCOF, spending and the Census in small: their layouts, invented rows."""

from __future__ import annotations

from collections.abc import Sequence

from tests.packing import as_csv, as_xlsx

ALFORD = "E10000001"
SALT_HEADER = [
    "Geographical Code",
    "Geographical Description",
    "Geographical Level",
    "ONS Code",
    "ASCOF Measure Code",
    "Disaggregation Level",
    "Measure Type",
    "Measure Value",
    "Measure Group",
    "Measure Group Description",
]


def salt_row(
    kind: str,
    value: str,
    place: Sequence[str] = ("503", "Alford", "Council", ALFORD),
    code: str = "1C2A",
    who: str = "Total",
) -> list[str]:
    """Return one value of one measure of one place."""
    return [*place, code, who, kind, value, "1C2A", "Clients who have direct payments"]


# Councils that there were in 2020-21, and not in the year before.
BUCKS = ("609", "Buckinghamshire", "Council", "E06000060")
SALT = [
    SALT_HEADER,
    salt_row("Numerator", "40"),
    salt_row("Denominator", "1,600"),
    salt_row("Outcome", "2.5%"),
    salt_row("Outcome", "[c]", code="1C2A1864", who="18-64"),
    salt_row("Outcome", "[x]", BUCKS),
    salt_row("Margin Of Error", "-0.5", BUCKS, code="1A"),
    salt_row("Outcome", "26.6", ("TotalEng", "England", "England", "E92000001")),
    salt_row("Outcome", "20", ("SC", "Shire Counties", "Council Type", "[z]")),
]
SPENDING_HEADER = [
    "GEOGRAPHY_LEVEL",
    "DATA_LEVEL",
    "FY_ENDING",
    "UUID",
    "CASSR",
    "GEOGRAPHY_CODE",
    "DH_GEOGRAPHY_NAME",
    "CareType_Key",
    "AgeBand_Key",
    "PrimarySupportReason_Key",
    "SupportSetting_Key",
    "Purpose_Key",
    "CarerSupportType_Key",
    "ITEMVALUE",
]


def spending_row(line: str, value: str, setting: str, code: str = ALFORD) -> list[str]:
    """Return one line of one council's return."""
    place = ["Local Authority", "Gross Current Expenditure", "2018", line, "503"]
    kind = [code, "Alford", "Long Term Care", "18 to 64", "Physical Support"]
    return [*place, *kind, setting, "", "", value]


SPENDING = [
    SPENDING_HEADER,
    spending_row("1", "1.2E+05", "Community: Direct Payments"),
    spending_row("2", "£1,234.50", "Community: Home Care"),
    spending_row("3", "*", "Nursing"),
    spending_row("4", ":", "Residential"),
    spending_row("5", "0", "Other"),
]
HOURLY = "Average gross hourly cost for home help/care"
WEEKLY = "Average gross weekly expenditure on direct payments per adult"
BOTH = (
    "Average gross weekly expenditure per person in residential and nursing care and "
    "providing intensive home care"
)
UNIT_COSTS = [
    ["period", "cassr_code", "council", "measure", "value_gbp"],
    ["2013-14", "503", "Alford", HOURLY, "15.9"],
    ["2013-14", "503", "Alford", WEEKLY, ".."],
    ["2013-14", "503", "Alford", BOTH, "560"],
    ["2012-13", "503", "Alford", HOURLY, "."],
]


def _ages(total: int, at: dict[int, int]) -> list[str]:
    return [str(total), *(str(at.get(age, 0)) for age in range(101))]


def _headings() -> list[str]:
    years = [f"{age} year{'s' * (age > 1)}" for age in range(1, 100)]
    return ["under 1 year", *years, "100 years and over"]


AGES = [
    [
        "date",
        "geography",
        "geography code",
        "Age: Total; measures: Value",
        *(f"Age: Aged {years}; measures: Value" for years in _headings()),
    ],
    ["2021", "Alford", ALFORD, *_ages(111, {17: 1, 18: 50, 65: 30, 80: 20, 100: 10})],
    ["2021", "North Alford", "E07000001", *_ages(5, {64: 2, 74: 1, 84: 1, 85: 1})],
]
MSOA_AGES = [
    ["msoa21nm", "msoa21cd", "Total", *(f"Aged {years}" for years in _headings())],
    ["Alford 001", "E02000001", *_ages(7, {30: 4, 90: 3})],
]
CARE = [
    [
        "msoa21nm",
        "msoa21cd",
        "total",
        "provides_no_unpaid_care",
        "provides_9_hours_or_less_unpaid_care_a_week",
        "provides_10_to_19_hours_unpaid_care_a_week",
        "provides_20_to_34_hours_unpaid_care_a_week",
        "provides_35_to_49_hours_unpaid_care_a_week",
        "provides_50_or_more_hours_unpaid_care_a_week",
    ],
    ["Alford 001", "E02000001", "100", "69", "16", "8", "4", "2", "1"],
]
DISABILITY = [
    ["ltla21_code", "total_residents", "disability_level", "n", "prop"],
    ["E07000001", "80", "Disabled under the Equality Act", "20", "0.25"],
    ["E07000001", "80", "Not disabled under the Equality Act", "60", "0.75"],
]

MSIF_HEADER = [
    "Local authority",
    "ONS code",
    "Home care: average fee 2025 to 2026 (£ per hour)",
    "Supported living: average fee (£ per hour)",
    "Care homes without nursing, 65+: average fee (£ per week)",
    "Care homes with nursing, 65+: average fee (£ per week)",
    "Care homes without nursing, 18 to 64: uplift (%)",
    "Comments",
]
MSIF = [
    ["Table 2: fees reported by each council"],
    ["[c] is not published"],
    [],
    MSIF_HEADER,
    ["Alford", ALFORD, "£23.56", "[c]", "1,012.40", "-", "6.5%", "all is well"],
    ["Barnsley", "", "0", "21", "900", "1000", "5%", ""],
    [],
    ["Source: returns of councils"],
]


def contents() -> dict[str, bytes]:
    """Return each file, source -> contents."""
    return {
        "ascof_salt": as_xlsx({"Measures": SALT}),
        "asc_fr_spending": as_csv(SPENDING),
        "pss_ex1_unit_costs": as_csv(UNIT_COSTS),
        "msif_fees": as_csv(MSIF),
        "census_age": as_csv(AGES),
        "census_unpaid_care": as_csv(CARE),
        "census_district_disability": as_csv(DISABILITY),
    }
