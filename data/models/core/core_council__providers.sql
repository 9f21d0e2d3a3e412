-- model:   core_council__providers
-- purpose: Every provider, sole traders without a name. No postcode.
-- grain:   provider_id
-- sources: council_providers
-- columns:
--   provider_id            VARCHAR  provider_confidential  -  the council's number for the provider
--   name                   VARCHAR  provider_confidential  -  name of an organisation; empty for sole traders, whose names are never kept
--   kind                   VARCHAR  provider_confidential  -  kind of provider
--   size_band              VARCHAR  provider_confidential  -  size by workers
--   cqc_location_id        VARCHAR  provider_confidential  -  CQC location number
--   takes_direct_payments  BOOLEAN  provider_confidential  -  accepts direct payments
--   holds_isfs             BOOLEAN  provider_confidential  -  holds individual service funds
--   is_named               BOOLEAN  provider_confidential  -  an organisation, whose name may be told on the desk

SELECT
    provider_id,
    name,
    kind,
    size_band,
    cqc_location_id,
    takes_direct_payments,
    holds_isfs,
    name IS NOT NULL AS is_named
FROM raw_council__providers
