-- model:   core_council__arrangement_payees
-- purpose: Every provider that an arrangement pays, with its hours and money.
-- grain:   arrangement_key, provider_id
-- sources: council_arrangement_payees
-- columns:
--   arrangement_key  VARCHAR  person  -           keyed hash of the council's number for the arrangement
--   provider_id      VARCHAR  person  -           the council's number for the provider
--   weekly_hours     DOUBLE   person  hours/week  hours that it gives
--   weekly_gbp       DOUBLE   person  GBP/week    what it is paid

SELECT
    arrangement_key,
    provider_id,
    weekly_hours,
    weekly_gbp
FROM raw_council__arrangement_payees
