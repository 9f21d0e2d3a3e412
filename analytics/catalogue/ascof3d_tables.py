"""The desk table of ASCOF measure 3D from the council's own file, and its measure."""

from __future__ import annotations

from analytics.catalogue.entry import Column, Measure, Table
from analytics.measures.ascof3d import ascof_3d_own, client_level_data_reconciled

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
        "england_period": Column("-", "open", "years that England's figures are"),
        "england_numerator": Column("people", "open", "as published, of England"),
        "england_denominator": Column("people", "open", "as published, of England"),
        "england_share": Column("share", "open", "as published, of England"),
    },
    needs=(CLIENT_LEVEL_DATA,),
)
RECONCILED = Table(
    name="client_level_data_reconciled",
    grain="one reason and pair of routes, on the last day of the year",
    keys={
        "reason": Column(
            "-",
            "council",
            "same, or why the two differ: other_route, isf_without_flag, "
            "unknown_mechanism, in_care_home, no_open_service, no_open_arrangement, "
            "not_in_client_level_data, not_in_arrangements",
        ),
        "cld_route": Column("-", "council", "route by client-level data, or none"),
        "arrangements_route": Column("-", "council", "route by arrangements, or none"),
    },
    values={"people": Column("people", "person", "people of whom both hold")},
    needs=(CLIENT_LEVEL_DATA, "council_arrangements"),
)
MEASURE = Measure(ascof_3d_own, (ASCOF_3D_OWN,))
RECONCILING = Measure(client_level_data_reconciled, (RECONCILED,))
