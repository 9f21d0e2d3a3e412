"""The desk tables of the costs page: what a row is, and what each column holds."""

from __future__ import annotations

from analytics.catalogue.entry import Column, Measure, Table
from analytics.measures.costs import cost_tables

LINES, RATES = "council_infrastructure_lines", "council_rates"
ARRANGEMENTS = "council_arrangements"
AN_HOUR = "GBP an hour"

INFRASTRUCTURE_LINES = Table(
    name="infrastructure_lines",
    grain="one cost of one infrastructure model that holds now",
    keys={
        "model": Column("-", "council", "the model, by our key or its own name"),
        "line_no": Column("-", "council", "place of the line among its model's"),
    },
    values={
        "task": Column("-", "council", "what the money does"),
        "basis": Column(
            "-",
            "council",
            "how the cost grows: one_off, per_year, per_hour, per_person_week, or "
            "step_per_hours (£ a year for each step begun)",
        ),
        "gbp": Column("GBP in the basis", "council", "the cost"),
        "step_hours": Column(
            "hours a week", "council", "hours of care that one step covers"
        ),
        "price_base": Column("-", "council", "financial year whose prices these are"),
    },
    needs=(LINES,),
)

# Prices are providers' own; released only as means of enough of them.
_PARTS = {
    "hourly_rate_gbp": "mean price of an hour",
    "worker_pay_gbp": "of it, pay for contact time",
    "travel_and_oncosts_gbp": "of it, travel, employer's on-costs and leave",
    "recruitment_gbp": "of it, recruiting, vetting and training",
    "coordination_gbp": "of it, matching, rotas and supervision",
    "digital_gbp": "of it, systems and telephones",
    "overhead_gbp": "of it, office, insurance and registration",
    "infrastructure_gbp": "recruitment, coordination, digital and overhead together",
    "surplus_gbp": "of it, surplus; below 0 where prices lose money",
    "vat_gbp": "of it, VAT",
}
RATE_MAKEUP = Table(
    name="rate_makeup",
    grain="one kind of provider, year of prices, and who set the price",
    keys={
        "kind": Column("-", "council", "kind of provider"),
        "price_base": Column("-", "council", "financial year whose prices these are"),
        "set_by": Column(
            "-", "council", "providers, or council where the price is a typical one"
        ),
    },
    values={
        "n_providers": Column("providers", "council", "providers behind the price"),
        "n_providers_of_kind": Column(
            "providers", "council", "providers of the kind on the register"
        ),
        "largest_share": Column(
            "share",
            "provider_confidential",
            "the most that one provider is of any part of it",
        ),
        **{
            name: Column(AN_HOUR, "provider_confidential", meaning)
            for name, meaning in _PARTS.items()
        },
    },
    needs=(RATES,),
)

CARE_VOLUME = Table(
    name="care_volume",
    grain="the council, once",
    keys={},
    values={
        "hours_a_year": Column(
            "hours a year",
            "council",
            "hours planned, for 52 weeks, in open arrangements whose provider stands "
            "between council and worker and runs no rota",
        ),
        "arrangements_with_hours": Column(
            "arrangements", "person", "such arrangements that say their hours"
        ),
        "arrangements_without_hours": Column(
            "arrangements", "person", "such arrangements that do not"
        ),
    },
    needs=(ARRANGEMENTS,),
)

COSTS = Measure(cost_tables, (INFRASTRUCTURE_LINES, RATE_MAKEUP, CARE_VOLUME))
