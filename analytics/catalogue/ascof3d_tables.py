"""The desk table of ASCOF measure 3D from the council's own file, and its measure."""

from __future__ import annotations

from analytics.catalogue.entry import Column, Measure, Table
from analytics.measures.ascof3d import ascof_3d_own

CLIENT_LEVEL_DATA = "client_level_data"

ASCOF_3D_OWN = Table(
    name="ascof_3d_own",
    grain="one part of ASCOF measure 3D, age group and reading",
    keys={
        "measure": Column("-", "open", "3d(1a), 3d(1b), 3d(2a) or 3d(2b)"),
        "age_group": Column(
            "-",
            "open",
            "18_64, 65_plus, or total, which has also those of no known age",
        ),
        "reading": Column(
            "-",
            "open",
            "as_defined; of carers also wider: services that involve the person cared "
            "for count too",
        ),
    },
    values={
        "year_start": Column("-", "council", "first day of the year, for carers"),
        "year_end": Column("-", "council", "day of the snapshot, for clients"),
        "numerator": Column("people", "person", "people whom the measure counts"),
        "denominator": Column("people", "person", "people it counts them among"),
        "unknown_mechanism": Column(
            "people",
            "person",
            "people of no known delivery mechanism: among clients they are in the "
            "denominator, among carers they are not",
        ),
        "share": Column("share", "person", "the one divided by the other"),
        "published_period": Column("-", "open", "years that the published figures are"),
        "published_numerator": Column("people", "open", "as published"),
        "published_denominator": Column("people", "open", "as published"),
        "published_share": Column("share", "open", "as published"),
    },
    needs=(CLIENT_LEVEL_DATA,),
)
MEASURE = Measure(ascof_3d_own, (ASCOF_3D_OWN,))
