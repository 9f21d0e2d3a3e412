-- model:   raw_council__isf_flags
-- purpose: The isf_flags table as the council gave it, ids hashed.
-- grain:   person_key, provider_id, from_date, to_date
-- sources: council_isf_flags
-- columns:
--   person_key   VARCHAR  person   -  keyed hash of the council's number for the person; empty where the flag is of a provider
--   provider_id  VARCHAR  person   -  the council's number for the provider; empty where the flag is of a person
--   from_date    DATE     person   -  first day that it holds
--   to_date      DATE     person   -  last day that it holds; empty while it goes on
--   landed_file  VARCHAR  council  -  file that the row came in
--   line         BIGINT   council  -  line of that file

SELECT
    person_id AS person_key,
    provider_id,
    "from" AS from_date,
    "to" AS to_date,
    landed_file,
    line
FROM landed_council_isf_flags
