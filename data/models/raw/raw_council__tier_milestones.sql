-- model:   raw_council__tier_milestones
-- purpose: The tier_milestones table as the council gave it.
-- grain:   provider_id, milestone, due_on
-- sources: council_tier_milestones
-- columns:
--   provider_id  VARCHAR  provider_confidential  -  the council's number for the provider
--   milestone    VARCHAR  provider_confidential  -  the step promised
--   due_on       DATE     provider_confidential  -  day it is due
--   done_on      DATE     provider_confidential  -  day it was done
--   landed_file  VARCHAR  council                -  file that the row came in
--   line         BIGINT   council                -  line of that file

SELECT
    provider_id,
    milestone,
    due_on,
    done_on,
    landed_file,
    line
FROM landed_council_tier_milestones
