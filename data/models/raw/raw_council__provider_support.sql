-- model:   raw_council__provider_support
-- purpose: The provider_support table as the council gave it.
-- grain:   landed_file, line
-- sources: council_provider_support
-- columns:
--   provider_id  VARCHAR  provider_confidential  -    the council's number for the provider
--   kind         VARCHAR  provider_confidential  -    kind of help
--   from_date    DATE     provider_confidential  -    first day of it
--   to_date      DATE     provider_confidential  -    last day of it; empty while it goes on
--   gbp          DOUBLE   provider_confidential  GBP  what the council paid for it
--   landed_file  VARCHAR  council                -    file that the row came in
--   line         BIGINT   council                -    line of that file

SELECT
    provider_id,
    kind,
    "from" AS from_date,
    "to" AS to_date,
    gbp,
    landed_file,
    line
FROM landed_council_provider_support
