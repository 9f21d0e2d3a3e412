-- model:   raw_council__referral_offers
-- purpose: The referral_offers table as the council gave it, ids hashed.
-- grain:   referral_key, provider_id, offer_order
-- sources: council_referral_offers
-- columns:
--   referral_key  VARCHAR  person   -      keyed hash of the council's number for the referral
--   provider_id   VARCHAR  person   -      the council's number for the provider
--   offer_order   BIGINT   person   place  1 for the first offer of the referral; offers made at once share a number
--   offered_on    DATE     person   -      day it was offered
--   answer        VARCHAR  person   -      what the provider answered; empty while the offer is open
--   answered_on   DATE     person   -      day of the answer
--   landed_file   VARCHAR  council  -      file that the row came in
--   line          BIGINT   council  -      line of that file

SELECT
    referral_id AS referral_key,
    provider_id,
    offer_order,
    offered_on,
    answer,
    answered_on,
    landed_file,
    line
FROM landed_council_referral_offers
