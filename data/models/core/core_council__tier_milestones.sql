-- model:   core_council__tier_milestones
-- purpose: Every step that a provider promised.
-- grain:   provider_id, milestone, due_on
-- sources: council_tier_milestones
-- columns:
--   provider_id  VARCHAR  provider_confidential  -  the council's number for the provider
--   milestone    VARCHAR  provider_confidential  -  the step promised
--   due_on       DATE     provider_confidential  -  day it is due
--   done_on      DATE     provider_confidential  -  day it was done

SELECT
    provider_id,
    milestone,
    due_on,
    done_on
FROM raw_council__tier_milestones
