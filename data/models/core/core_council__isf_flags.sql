-- model:   core_council__isf_flags
-- purpose: Who or whose clients have an individual service fund, by the council's own
--     flag. Where a row names both, it is the person with that provider.
-- grain:   person_key, provider_id, from_date, to_date
-- sources: council_isf_flags
-- columns:
--   person_key   VARCHAR  person  -  keyed hash of the council's number for the person; empty where the flag is of a provider
--   provider_id  VARCHAR  person  -  the council's number for the provider; empty where the flag is of a person
--   from_date    DATE     person  -  first day that it holds
--   to_date      DATE     person  -  last day that it holds; empty while it goes on

SELECT
    person_key,
    provider_id,
    from_date,
    to_date
FROM raw_council__isf_flags
