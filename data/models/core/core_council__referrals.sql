-- model:   core_council__referrals
-- purpose: Every request for care put to the market, placed in its area. No postcode.
-- grain:   referral_key
-- sources: council_referrals, ons_postcodes, ons_postcode_directory,
--     ons_postcode_lookup, os_code_point, ons_area_wards, ons_area_changes
-- columns:
--   referral_key        VARCHAR  person  -           keyed hash of the council's number for the referral
--   made_on             DATE     person  -           day it was put to the market
--   area_code           VARCHAR  person  -           2021 LSOA of the home; empty where neither code nor postcode is known
--   weekly_hours        DOUBLE   person  hours/week  hours asked for
--   route               VARCHAR  person  -           route asked for
--   outcome             VARCHAR  person  -           what came of it
--   placed_provider_id  VARCHAR  person  -           provider who took it
--   placed_on           DATE     person  -           day care was found
--   handed_back_on      DATE     person  -           day the provider gave it back
--   isf_offered         BOOLEAN  person  -           an individual service fund was offered

SELECT
    requests.referral_key,
    requests.made_on,
    coalesce(areas.area_code, places.area_code) AS area_code,
    requests.weekly_hours,
    requests.route,
    requests.outcome,
    requests.placed_provider_id,
    requests.placed_on,
    requests.handed_back_on,
    requests.isf_offered
FROM raw_council__referrals AS requests
LEFT JOIN core_ons__area_codes AS areas ON areas.any_code = requests.lsoa_code
LEFT JOIN core_council__postcode_matches AS places
    ON places.source = 'council_referrals'
    AND places.file = requests.landed_file
    AND places.line = requests.line
