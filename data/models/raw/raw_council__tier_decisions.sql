-- model:   raw_council__tier_decisions
-- purpose: The tier_decisions table as the council gave it.
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
--   landed_file  VARCHAR  council                -  file that the row came in
--   line         BIGINT   council                -  line of that file

SELECT
    provider_id,
    tier,
    decided_on,
    improve_by,
    paused_from,
    paused_to,
    reason,
    landed_file,
    line
FROM landed_council_tier_decisions
