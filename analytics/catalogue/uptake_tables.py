"""The uptake page's desk tables, and the measures that fill them."""

from __future__ import annotations

from analytics.catalogue import ascof3d_tables
from analytics.catalogue.entry import Column, Measure, Table
from analytics.measures.uptake import direct_payment_peers, people_by_route
from analytics.measures.uptake_reasons import people_by_route_reason

ARRANGEMENTS, ASCOF = "council_arrangements", "ascof"

PEOPLE = {"people": Column("people", "person", "people on the route that day")}
WHEN = {
    "quarter_end": Column("-", "council", "last day of the quarter"),
    "route": Column("-", "council", "highest route of a person's open arrangements"),
}
BEGINS = {
    "begins": Column(
        "-",
        "council",
        "why no earlier quarter is told: first_arrangement, ends_known (of those that "
        "ended before, almost none is in the file) or most_quarters",
    )
}
AGE = {"age_group": Column("-", "council", "18_64, 65_plus or unknown")}
PLACE = {
    "place_set": Column("-", "council", "district, or one of the council's own sets"),
    "place_name": Column("-", "council", "district or zone, unknown or elsewhere"),
    "age_group": Column("-", "council", "all, or as in people_by_route_age"),
}
BY_ROUTE = Table(
    name="people_by_route",
    grain="one quarter and route",
    keys={**WHEN, **BEGINS},
    values=PEOPLE,
    needs=(ARRANGEMENTS,),
)
BY_ROUTE_AGE = Table(
    name="people_by_route_age",
    grain="one quarter, route and age group",
    keys={**WHEN, **AGE},
    values=PEOPLE,
    needs=(ARRANGEMENTS,),
)
BY_ROUTE_PLACE = Table(
    name="people_by_route_place",
    grain="one quarter, route, place and age group; each set of places holds everybody",
    keys={**WHEN, **PLACE},
    values=PEOPLE,
    needs=(ARRANGEMENTS,),
)
PEER_VALUES = {
    "council_name": ("-", "name of the council, region or country"),
    "level": ("-", "council, region or england"),
    "period": ("-", "years that the figures are of"),
    "region_name": ("-", "region that it lies in"),
    "is_self": ("-", "the council that was built"),
    "is_region": ("-", "in its region, or that region"),
    "is_england": ("-", "the whole country"),
    "is_neighbour": ("-", "a statistical neighbour with adult social care"),
    "neighbour_rank": ("rank", "1 is the most alike, by the ONS global model"),
    "numerator": ("people", "people with a direct payment, as published"),
    "denominator": ("people", "people with long-term community support, as published"),
    "share": ("share", "the one divided by the other"),
}
BY_ROUTE_REASON = Table(
    name="people_by_route_reason",
    grain="one quarter, route, main reason for support, place and age group; each set "
    "of places holds everybody",
    keys={
        **WHEN,
        "support_reason": Column(
            "-",
            "council",
            "physical, sensory, memory (and cognition), learning_disability, "
            "mental_health, social or unknown",
        ),
        "place_set": Column("-", "council", "all, or as in people_by_route_place"),
        "place_name": Column("-", "council", "all, or as in people_by_route_place"),
        "age_group": Column("-", "council", "all, or as in people_by_route_age"),
    },
    values=PEOPLE,
    needs=(ARRANGEMENTS,),
)
DIRECT_PAYMENT_PEERS = Table(
    name="direct_payment_peers",
    grain="one council, region or country, of the last period published",
    keys={
        "council_code": Column("-", "open", "code of the council, region or country")
    },
    values={
        name: Column(unit, "open", meaning)
        for name, (unit, meaning) in PEER_VALUES.items()
    },
    needs=(ASCOF,),
)
MEASURES = (
    Measure(people_by_route, (BY_ROUTE, BY_ROUTE_AGE, BY_ROUTE_PLACE)),
    Measure(people_by_route_reason, (BY_ROUTE_REASON,)),
    Measure(direct_payment_peers, (DIRECT_PAYMENT_PEERS,)),
    ascof3d_tables.MEASURE,
    ascof3d_tables.RECONCILING,
)
