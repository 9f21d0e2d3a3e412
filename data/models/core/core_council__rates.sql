-- model:   core_council__rates
-- purpose: Every hourly price, and whether it holds now.
-- grain:   provider_id, kind, route, price_base, from_date, visit_minutes
-- sources: council_rates, about
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
--   is_current          BOOLEAN  provider_confidential  -         it holds on the day the build speaks of

SELECT
    rates.provider_id,
    rates.kind,
    rates.route,
    rates.price_base,
    rates.from_date,
    rates.to_date,
    rates.visit_minutes,
    rates.hourly_rate_gbp,
    rates.worker_pay_gbp,
    rates.worker_oncosts_gbp,
    rates.travel_gbp,
    rates.recruitment_gbp,
    rates.coordination_gbp,
    rates.digital_gbp,
    rates.overhead_gbp,
    rates.margin_gbp,
    rates.vat_gbp,
    rates.from_date <= about.as_of
        AND (rates.to_date IS NULL OR rates.to_date >= about.as_of) AS is_current
FROM raw_council__rates AS rates
CROSS JOIN about
