-- model:   core_council__postcode_steps
-- purpose: How many postcodes of each of the council's files were found by which step.
-- grain:   source, file, step
-- sources: council_arrangements, council_referrals, council_supply, ons_postcodes,
--     ons_postcode_directory, ons_postcode_lookup, os_code_point, ons_area_changes, ons_area_wards
-- columns:
--   source  VARCHAR  council  -     the table: council_arrangements, council_referrals or council_supply
--   file    VARCHAR  council  -     file that the rows came in
--   step    VARCHAR  council  -     live, terminated, letter_o, sector or none
--   rows    BIGINT   council  rows  accepted rows whose postcode was found so

SELECT source, file, step, count(*) AS rows
FROM core_council__postcode_matches
GROUP BY source, file, step
