-- model:   raw_os__code_point
-- purpose: Where each live postcode is, and how exactly that is known.
-- grain:   postcode_key, file
-- sources: os_code_point
-- columns:
--   postcode_key   VARCHAR  open  -       postcode in capitals without its space
--   district_code  VARCHAR  open  -       lower-tier council it is in
--   x_m            DOUBLE   open  metres  easting, British National Grid; empty if it has none
--   y_m            DOUBLE   open  metres  northing, British National Grid
--   exactness      BIGINT   open  -       1 is the middle of a building, 6 the mean of a postcode sector
--   described_on   DATE     open  -       date that the file describes
--   file           VARCHAR  open  -       file that the row came in

SELECT
    postcode_key,
    lad_code AS district_code,
    easting AS x_m,
    northing AS y_m,
    exactness,
    landed_vintage AS described_on,
    landed_file AS file
FROM landed_os_code_point
