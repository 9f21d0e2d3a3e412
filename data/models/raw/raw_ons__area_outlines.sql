-- model:   raw_ons__area_outlines
-- purpose: The outline of each 2021 area, and a point that is sure to lie inside it.
-- grain:   area_code
-- sources: ons_area_outlines
-- columns:
--   area_code    VARCHAR  open  -       ONS code of the 2021 LSOA
--   area_name    VARCHAR  open  -       its name
--   outline_wkb  BLOB     open  -       outline in longitude and latitude (WGS84), as published
--   label_x_m    DOUBLE   open  metres  easting of the label point, British National Grid
--   label_y_m    DOUBLE   open  metres  northing of the label point

SELECT
    lsoa21_code AS area_code,
    lsoa21_name AS area_name,
    outline_wkb,
    label_x_m,
    label_y_m
FROM landed_ons_area_outlines
-- Of two files, the newer.
QUALIFY row_number() OVER (
    PARTITION BY lsoa21_code ORDER BY landed_vintage DESC, landed_file
) = 1
