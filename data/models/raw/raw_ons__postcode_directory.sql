-- model:   raw_ons__postcode_directory
-- purpose: Every postcode of the ONS's directories, in use or not.
-- grain:   postcode_key, file
-- sources: ons_postcode_directory
-- columns:
--   postcode_key    VARCHAR  open  -       postcode in capitals without its space
--   district_code   VARCHAR  open  -       lower-tier council it is in
--   x_m             DOUBLE   open  metres  easting, British National Grid; empty if it has none
--   y_m             DOUBLE   open  metres  northing, British National Grid
--   exactness       BIGINT   open  -       1 is the middle of a building, 6 the mean of a postcode sector
--   area_2011_code  VARCHAR  open  -       its 2011 LSOA
--   area_code       VARCHAR  open  -       its 2021 LSOA
--   terminated_on   DATE     open  -       first day of the month in which it ended; empty while in use
--   described_on    DATE     open  -       date that the file describes
--   file            VARCHAR  open  -       file that the row came in

SELECT
    postcode_key,
    lad_code AS district_code,
    easting AS x_m,
    northing AS y_m,
    exactness,
    lsoa11_code AS area_2011_code,
    lsoa21_code AS area_code,
    terminated_on,
    landed_vintage AS described_on,
    landed_file AS file
FROM landed_ons_postcode_directory
