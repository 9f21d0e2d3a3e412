-- model:   core_council__tier_decisions
-- purpose: Every decision on a provider's tier.
-- grain:   provider_id, decided_on
-- sources: council_tier_decisions
-- columns:
--   provider_id  VARCHAR  provider_confidential  -  the council's number for the provider
--   tier         VARCHAR  provider_confidential  -  the tier decided; none where a provider leaves
--   decided_on   DATE     provider_confidential  -  day of the decision
--   improve_by   DATE     provider_confidential  -  day by which to improve
--   paused_from  DATE     provider_confidential  -  first day that the clock stands still
--   paused_to    DATE     provider_confidential  -  last day that the clock stands still
--   reason       VARCHAR  provider_confidential  -  why; stays in the vault

SELECT
    provider_id,
    tier,
    decided_on,
    improve_by,
    paused_from,
    paused_to,
    reason
FROM raw_council__tier_decisions
