-- model:   core_council__feedback
-- purpose: Every piece of citizen feedback on a provider.
-- grain:   landed_file, line
-- sources: council_feedback
-- columns:
--   provider_id  VARCHAR  provider_confidential  -      the council's number for the provider
--   given_on     DATE     provider_confidential  -      day it was given
--   source       VARCHAR  provider_confidential  -      how it was given: panel, mystery_shopper, online or survey
--   score_1_5    BIGINT   provider_confidential  score  score, 5 the best
--   theme        VARCHAR  provider_confidential  -      what it is about
--   landed_file  VARCHAR  council                -      file that the row came in
--   line         BIGINT   council                -      line of that file

SELECT
    provider_id,
    given_on,
    source,
    score_1_5,
    theme,
    landed_file,
    line
FROM raw_council__feedback
