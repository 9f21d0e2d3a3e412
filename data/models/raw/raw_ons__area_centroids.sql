-- model:   raw_ons__area_centroids
-- purpose: The centroid of each 2021 area's outline, for where the outline itself is not supplied.
-- grain:   area_code
-- sources: ons_area_centroids
-- columns:
--   area_code  VARCHAR  open  -       ONS code of the 2021 LSOA
--   area_name  VARCHAR  open  -       its name
--   x_m        DOUBLE   open  metres  easting, British National Grid
--   y_m        DOUBLE   open  metres  northing, British National Grid

SELECT
    lsoa21_code AS area_code,
    lsoa21_name AS area_name,
    x_m,
    y_m
FROM landed_ons_area_centroids
-- Of two files, the newer.
QUALIFY row_number() OVER (
    PARTITION BY lsoa21_code ORDER BY landed_vintage DESC, landed_file
) = 1
