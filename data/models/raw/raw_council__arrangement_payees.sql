-- model:   raw_council__arrangement_payees
-- purpose: The arrangement_payees table as the council gave it, ids hashed.
-- grain:   arrangement_key, provider_id
-- sources: council_arrangement_payees
-- columns:
--   arrangement_key  VARCHAR  person   -           keyed hash of the council's number for the arrangement
--   provider_id      VARCHAR  person   -           the council's number for the provider
--   weekly_hours     DOUBLE   person   hours/week  hours that it gives
--   weekly_gbp       DOUBLE   person   GBP/week    what it is paid
--   landed_file      VARCHAR  council  -           file that the row came in
--   line             BIGINT   council  -           line of that file

SELECT
    arrangement_id AS arrangement_key,
    provider_id,
    weekly_hours,
    weekly_gbp,
    landed_file,
    line
FROM landed_council_arrangement_payees
