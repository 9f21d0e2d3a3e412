-- model:   raw_council__supply
-- purpose: The supply table as the council gave it, ids hashed.
-- grain:   supply_key, from_date
-- sources: council_supply
-- columns:
--   supply_key            VARCHAR  worker   -           keyed hash of the council's number for the place
--   provider_id           VARCHAR  worker   -           whose workers they are
--   kind                  VARCHAR  worker   -           kind of provider
--   postcode_key          VARCHAR  worker   -           postcode in capitals without its space; never leaves the vault
--   workers               BIGINT   worker   workers     workers who set out from here
--   weekly_hours          DOUBLE   worker   hours/week  hours paid
--   hours_free            DOUBLE   worker   hours/week  hours that could take on more people
--   travel_limit_minutes  DOUBLE   worker   minutes     longest journey they make
--   from_date             DATE     worker   -           first day that this holds
--   to_date               DATE     worker   -           last day that this holds; empty while it goes on
--   landed_file           VARCHAR  council  -           file that the row came in
--   line                  BIGINT   council  -           line of that file

SELECT
    supply_id AS supply_key,
    provider_id,
    kind,
    postcode AS postcode_key,
    workers,
    weekly_hours,
    hours_free,
    travel_limit_minutes,
    "from" AS from_date,
    "to" AS to_date,
    landed_file,
    line
FROM landed_council_supply
