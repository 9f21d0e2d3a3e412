-- model:   raw_council__tier_evidence
-- purpose: The tier_evidence table as the council gave it.
-- grain:   provider_id, criterion, viewpoint, assessed_on
-- sources: council_tier_evidence
-- columns:
--   provider_id  VARCHAR  provider_confidential  -  the council's number for the provider
--   criterion    VARCHAR  provider_confidential  -  code of the criterion
--   met          VARCHAR  provider_confidential  -  yes, partly or no
--   viewpoint    VARCHAR  provider_confidential  -  whose view it is: provider, commissioner or citizen
--   assessed_on  DATE     provider_confidential  -  day of the assessment
--   note         VARCHAR  provider_confidential  -  what was seen; stays in the vault
--   disputed     BOOLEAN  provider_confidential  -  somebody disputes it; empty where the file does not say
--   landed_file  VARCHAR  council                -  file that the row came in
--   line         BIGINT   council                -  line of that file

SELECT
    provider_id,
    criterion,
    met,
    viewpoint,
    assessed_on,
    note,
    disputed,
    landed_file,
    line
FROM landed_council_tier_evidence
