-- model:   raw_ons__postcode_lookup
-- purpose: The area of every postcode, in use or not, without its place.
-- grain:   postcode_key, file
-- sources: ons_postcode_lookup
-- columns:
--   postcode_key    VARCHAR  open  -  postcode in capitals without its space
--   district_code   VARCHAR  open  -  lower-tier council it is in
--   area_2011_code  VARCHAR  open  -  its 2011 LSOA
--   area_code       VARCHAR  open  -  its 2021 LSOA
--   terminated_on   DATE     open  -  first day of the month in which it ended; empty while in use
--   described_on    DATE     open  -  date that the file describes
--   file            VARCHAR  open  -  file that the row came in

SELECT
    postcode_key,
    lad_code AS district_code,
    lsoa11_code AS area_2011_code,
    lsoa21_code AS area_code,
    terminated_on,
    landed_vintage AS described_on,
    landed_file AS file
FROM landed_ons_postcode_lookup
