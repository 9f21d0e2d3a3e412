-- model:   core_council__tier_evidence
-- purpose: Every item of evidence for a criterion of the tiers, without its note.
-- grain:   provider_id, criterion, viewpoint, assessed_on
-- sources: council_tier_evidence
-- columns:
--   provider_id  VARCHAR  provider_confidential  -  the council's number for the provider
--   criterion    VARCHAR  provider_confidential  -  code of the criterion
--   met          VARCHAR  provider_confidential  -  yes, partly or no
--   viewpoint    VARCHAR  provider_confidential  -  whose view it is: provider, commissioner or citizen
--   assessed_on  DATE     provider_confidential  -  day of the assessment
--   disputed     BOOLEAN  provider_confidential  -  somebody disputes it; false where the file says nothing

SELECT
    provider_id,
    criterion,
    met,
    viewpoint,
    assessed_on,
    -- Nobody disputes an item unless somebody says so.
    coalesce(disputed, false) AS disputed
FROM raw_council__tier_evidence
