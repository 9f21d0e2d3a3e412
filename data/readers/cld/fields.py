"""The columns of a client-level data file: their headings, and what we keep of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from data.readers.reader import LandedColumn, plain_name

Kind = Literal["list", "text", "date", "number", "postcode", "secret"]


@dataclass(frozen=True)
class Field:
    """One column that is read.

    Attributes
    ----------
    heading : as the specification has it; spaces, underscores and case do not matter
    kind : `list` holds one of the values of `cld_values.csv`; `secret` goes no further
        than the reader
    example : the cell of the template's worked row
    also : other headings that councils' files have
    """

    name: str
    heading: str
    kind: Kind
    meaning: str
    example: str = ""
    also: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """Return every heading that it goes by, as `plain_name` writes it."""
        return tuple(plain_name(each) for each in (self.heading, *self.also))


FIELDS: tuple[Field, ...] = (
    Field("la_code", "LA Code", "text", "number of the council", "999"),
    Field(
        "period_start",
        "Reporting Period Start Date",
        "date",
        "first day that the submission covers",
        "2025-04-01",
    ),
    Field(
        "period_end",
        "Reporting Period End Date",
        "date",
        "last day that the submission covers",
        "2026-03-31",
    ),
    Field(
        "nhs_number", "NHS Number", "secret", "NHS number; only its keyed hash is kept"
    ),
    Field(
        "la_person_id",
        "LA Person Unique Identifier",
        "secret",
        "the council's own number for the person; only its keyed hash is kept",
        "P-10001",
    ),
    Field("gender", "Gender", "list", "gender"),
    Field("ethnicity", "Ethnicity", "list", "ethnicity"),
    Field(
        "born_on",
        "Date of Birth",
        "date",
        "date of birth; only ages are kept",
        "1950-06-15",
    ),
    Field("died_on", "Date of Death", "date", "date of death"),
    Field(
        "client_type",
        "Client Type",
        "list",
        "service user or unpaid carer",
        "Service user",
    ),
    Field(
        "primary_support_reason",
        "Primary Support Reason",
        "list",
        "why the person needs support",
        "Learning disability support",
    ),
    Field("postcode", "Postcode", "postcode", "postcode of the home", "ZZ1 1AA"),
    Field(
        "accommodation_status", "Accommodation Status", "list", "where the person lives"
    ),
    Field("employment_status", "Employment Status", "list", "whether the person works"),
    Field("has_unpaid_carer", "Has Unpaid Carer", "list", "has an unpaid carer"),
    Field(
        "autism",
        "Autism Spectrum Disorder (ASD)",
        "list",
        "autistic spectrum",
        also=("Autism Spectrum Disorder",),
    ),
    Field("visual_impairment", "Visual Impairment", "list", "visual impairment"),
    Field("hearing_impairment", "Hearing Impairment", "list", "hearing impairment"),
    Field("dementia", "Dementia", "list", "dementia"),
    Field("client_funding_status", "Client Funding Status", "list", "who pays"),
    Field(
        "event_type",
        "Event Type",
        "list",
        "request, assessment, service or review",
        "Service",
    ),
    Field(
        "event_start",
        "Event Start Date",
        "date",
        "first day of the event",
        "2025-10-06",
    ),
    Field(
        "event_end",
        "Event End Date",
        "date",
        "last day of the event; empty while it goes on",
    ),
    Field("event_outcome", "Event Outcome", "list", "what came of the event"),
    Field(
        "route_of_access",
        "Request: Route of Access",
        "text",
        "how a request came in",
        also=("Route of Access",),
    ),
    Field("assessment_type", "Assessment Type", "text", "kind of assessment"),
    Field(
        "service_type",
        "Service Type",
        "list",
        "setting of a service",
        "Long term support: Community",
    ),
    Field(
        "service_component",
        "Service Component",
        "list",
        "kind of service",
        "Home support or domiciliary care",
    ),
    Field(
        "delivery_mechanism",
        "Delivery Mechanism",
        "list",
        "how a service is paid for and arranged",
        "Direct payment",
    ),
    Field(
        "cqc_location_id",
        "Provider CQC Location ID",
        "text",
        "CQC number of the provider",
    ),
    Field("review_reason", "Review Reason", "text", "why a review was held"),
    Field("unit_cost", "Unit Cost", "number", "cost of a unit", "120.50"),
    Field(
        "cost_frequency",
        "Cost Frequency (Unit Type)",
        "list",
        "what a unit is",
        "Weekly",
        also=("Cost Frequency", "Unit Type"),
    ),
    Field(
        "planned_units",
        "Planned units per week",
        "number",
        "units planned a week",
        "1",
        also=("Planned units",),
    ),
)
# In the layout, and left in the file: names, free text and what no figure here needs.
NOT_KEPT = (
    "First Name",
    "Last Name",
    "GP Practice Name",
    "GP Practice Code",
    "Event Reference",
    "Event Description",
    "Eligible Needs Identified",
    "Method of Assessment",
    "Total Hrs Caring per week",
    "No. of adults being cared for",
    "Adult 1 Linked Person ID",
    "Adult 2 Linked Person ID",
    "Adult 3 Linked Person ID",
    "Provider CQC Location Name",
    "Review Outcomes Achieved",
    "Method of Review",
)
# Without these a file says nothing that we count.
REQUIRED: tuple[str | tuple[str, ...], ...] = (
    "LA Code",
    "Reporting Period Start Date",
    "Reporting Period End Date",
    ("NHS Number", "LA Person Unique Identifier"),
    "Client Type",
    "Event Type",
    "Event Start Date",
    "Event End Date",
    "Service Type",
    "Delivery Mechanism",
)

HEADINGS = {field.name: field.heading for field in FIELDS}
LISTS = tuple(field.name for field in FIELDS if field.kind == "list")
DATES = tuple(field.name for field in FIELDS if field.kind == "date")
NUMBERS = tuple(field.name for field in FIELDS if field.kind == "number")

# A person is a keyed hash, and a date of birth the ages that it makes.
_LEFT_BEHIND = ("nhs_number", "la_person_id", "born_on")
EVENTS = "landed_client_level_data"
FINDINGS = f"{EVENTS}__findings"
UNMAPPED = f"{EVENTS}__unmapped"


def _landed() -> tuple[LandedColumn, ...]:
    own = tuple(
        LandedColumn(
            field.name,
            "DATE"
            if field.kind == "date"
            else "DOUBLE"
            if field.kind == "number"
            else "VARCHAR",
        )
        for field in FIELDS
        if field.name not in _LEFT_BEHIND
    )
    return (
        LandedColumn("line", "BIGINT"),
        LandedColumn("person_key", "VARCHAR"),
        LandedColumn("la_person_key", "VARCHAR"),
        LandedColumn("age_at_event_start", "BIGINT"),
        LandedColumn("age_at_period_end", "BIGINT"),
        *own,
    )


LANDED: dict[str, tuple[LandedColumn, ...]] = {
    EVENTS: _landed(),
    FINDINGS: (
        LandedColumn("line", "BIGINT"),
        LandedColumn("column_name", "VARCHAR"),
        LandedColumn("rule", "VARCHAR"),
    ),
    UNMAPPED: (
        LandedColumn("field", "VARCHAR"),
        LandedColumn("value", "VARCHAR"),
        LandedColumn("rows", "BIGINT"),
    ),
}
