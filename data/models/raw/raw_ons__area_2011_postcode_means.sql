-- model:   raw_ons__area_2011_postcode_means
-- purpose: Where the live postcodes of each 2011 area lie on average, worked out beforehand.
-- grain:   area_2011_code
-- sources: ons_postcode_means
-- columns:
--   area_2011_code  VARCHAR  open  -          ONS code of the 2011 LSOA
--   n_postcodes     BIGINT   open  postcodes  live postcodes that the mean is of
--   x_m             DOUBLE   open  metres     easting, British National Grid
--   y_m             DOUBLE   open  metres     northing, British National Grid

SELECT
    lsoa11_code AS area_2011_code,
    n_live_postcodes AS n_postcodes,
    easting AS x_m,
    northing AS y_m
FROM landed_ons_postcode_means
-- Of two files, the newer.
QUALIFY row_number() OVER (
    PARTITION BY lsoa11_code ORDER BY landed_vintage DESC, landed_file
) = 1
