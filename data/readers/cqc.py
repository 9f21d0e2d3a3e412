"""CQC's care directory with ratings: every rating of every location."""

from __future__ import annotations

from functools import partial

from data.readers.cqc_cells import cqc_id, postcode, prepared, spelling, text
from data.readers.fields import Field
from data.readers.open_table import OpenTable

RATINGS = OpenTable(
    source="cqc_ratings",
    fields=(
        cqc_id("location_id"),
        text("location_name"),
        Field("care_home", "BOOLEAN", may_be_empty=True),
        text("location_type"),
        text("location_primary_inspection_category"),
        postcode("location_post_code", r"location_post(al)?_code"),
        text("location_local_authority"),
        text("service_population_group", may_be_empty=False),
        text("domain", may_be_empty=False),
        Field("latest_rating", tidy=spelling, may_be_empty=True),
        Field("publication_date", "DATE", may_be_empty=True),
        text("report_type"),
        text("provider_id"),
        text("provider_name"),
    ),
    key=("location_id", "service_population_group", "domain", "report_type"),
    dated_by="publication_date",
    sheet="Locations",
    prepare=partial(
        prepared,
        dates={"publication_date": "Publication Date"},
        names=("location_name", "provider_name"),
    ),
)

READERS = (RATINGS.reader(),)
