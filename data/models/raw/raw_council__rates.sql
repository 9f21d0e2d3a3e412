-- model:   raw_council__rates
-- purpose: The rates table as the council gave it.
-- grain:   provider_id, kind, route, price_base, from_date, visit_minutes
-- sources: council_rates
-- columns:
--   provider_id         VARCHAR  provider_confidential  -         whose price it is
--   kind                VARCHAR  provider_confidential  -         kind of provider, where the price is a typical one
--   route               VARCHAR  provider_confidential  -         route that pays it
--   price_base          VARCHAR  provider_confidential  -         financial year whose prices these are
--   from_date           DATE     provider_confidential  -         first day that it holds
--   to_date             DATE     provider_confidential  -         last day that it holds; empty while it goes on
--   visit_minutes       DOUBLE   provider_confidential  minutes   length of visit that it is for
--   hourly_rate_gbp     DOUBLE   provider_confidential  GBP/hour  price of an hour
--   worker_pay_gbp      DOUBLE   provider_confidential  GBP/hour  pay for contact time
--   worker_oncosts_gbp  DOUBLE   provider_confidential  GBP/hour  employer's on-costs and leave
--   travel_gbp          DOUBLE   provider_confidential  GBP/hour  travel time and mileage
--   recruitment_gbp     DOUBLE   provider_confidential  GBP/hour  recruiting, vetting and training
--   coordination_gbp    DOUBLE   provider_confidential  GBP/hour  matching, rotas and supervision
--   digital_gbp         DOUBLE   provider_confidential  GBP/hour  systems and telephones
--   overhead_gbp        DOUBLE   provider_confidential  GBP/hour  office, insurance and registration
--   margin_gbp          DOUBLE   provider_confidential  GBP/hour  surplus; below 0 where the price loses money
--   vat_gbp             DOUBLE   provider_confidential  GBP/hour  VAT on the hour
--   landed_file         VARCHAR  council                -         file that the row came in
--   line                BIGINT   council                -         line of that file

SELECT
    provider_id,
    kind,
    route,
    price_base,
    "from" AS from_date,
    "to" AS to_date,
    visit_minutes,
    hourly_rate_gbp,
    worker_pay_gbp,
    worker_oncosts_gbp,
    travel_gbp,
    recruitment_gbp,
    coordination_gbp,
    digital_gbp,
    overhead_gbp,
    margin_gbp,
    vat_gbp,
    landed_file,
    line
FROM landed_council_rates
