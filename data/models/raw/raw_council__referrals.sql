-- model:   raw_council__referrals
-- purpose: The referrals table as the council gave it, ids hashed.
-- grain:   referral_key
-- sources: council_referrals
-- columns:
--   referral_key        VARCHAR  person   -           keyed hash of the council's number for the referral
--   made_on             DATE     person   -           day it was put to the market
--   postcode_key        VARCHAR  person   -           postcode in capitals without its space; never leaves the vault
--   lsoa_code           VARCHAR  person   -           2021 LSOA of the home, instead of a postcode
--   weekly_hours        DOUBLE   person   hours/week  hours asked for
--   route               VARCHAR  person   -           route asked for
--   outcome             VARCHAR  person   -           what came of it
--   placed_provider_id  VARCHAR  person   -           provider who took it
--   placed_on           DATE     person   -           day care was found
--   handed_back_on      DATE     person   -           day the provider gave it back
--   isf_offered         BOOLEAN  person   -           an individual service fund was offered
--   landed_file         VARCHAR  council  -           file that the row came in
--   line                BIGINT   council  -           line of that file

SELECT
    referral_id AS referral_key,
    made_on,
    postcode AS postcode_key,
    lsoa_code,
    weekly_hours,
    route,
    outcome,
    placed_provider_id,
    placed_on,
    handed_back_on,
    isf_offered,
    landed_file,
    line
FROM landed_council_referrals
