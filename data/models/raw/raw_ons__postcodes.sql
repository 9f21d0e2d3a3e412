-- model:   raw_ons__postcodes
-- purpose: Where each live postcode is.
-- grain:   postcode_key, file
-- sources: ons_postcodes
-- columns:
--   postcode_key    VARCHAR  open  -       postcode in capitals without its space
--   district_code   VARCHAR  open  -       lower-tier council it is in
--   x_m             DOUBLE   open  metres  easting, British National Grid
--   y_m             DOUBLE   open  metres  northing, British National Grid
--   area_2011_code  VARCHAR  open  -       its 2011 LSOA; empty for postcodes newer than the lookup
--   described_on    DATE     open  -       date that the file describes
--   file            VARCHAR  open  -       file that the row came in

SELECT
    pcds AS postcode_key,
    lad_code AS district_code,
    easting AS x_m,
    northing AS y_m,
    lsoa11_code AS area_2011_code,
    landed_vintage AS described_on,
    landed_file AS file
FROM landed_ons_postcodes
