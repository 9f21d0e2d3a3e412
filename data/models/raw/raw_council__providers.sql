-- model:   raw_council__providers
-- purpose: The providers table as the council gave it.
-- grain:   provider_id
-- sources: council_providers
-- columns:
--   provider_id            VARCHAR  provider_confidential  -  the council's number for the provider
--   name                   VARCHAR  provider_confidential  -  name; never kept for sole traders
--   kind                   VARCHAR  provider_confidential  -  kind of provider
--   size_band              VARCHAR  provider_confidential  -  size by workers
--   cqc_location_id        VARCHAR  provider_confidential  -  CQC location number
--   postcode_key           VARCHAR  worker                 -  postcode in capitals without its space; never leaves the vault
--   takes_direct_payments  BOOLEAN  provider_confidential  -  accepts direct payments
--   holds_isfs             BOOLEAN  provider_confidential  -  holds individual service funds
--   landed_file            VARCHAR  council                -  file that the row came in
--   line                   BIGINT   council                -  line of that file

SELECT
    provider_id,
    name,
    kind,
    size_band,
    cqc_location_id,
    postcode AS postcode_key,
    takes_direct_payments,
    holds_isfs,
    landed_file,
    line
FROM landed_council_providers
