-- model:   raw_ons__area_wards
-- purpose: The ward and the district of each 2021 area, as ONS fits them.
-- grain:   area_code
-- sources: ons_area_wards
-- columns:
--   area_code      VARCHAR  open  -  ONS code of the 2021 LSOA
--   area_name      VARCHAR  open  -  its name
--   ward_code      VARCHAR  open  -  ward of 2024 that it fits best
--   ward_name      VARCHAR  open  -  name of that ward
--   district_code  VARCHAR  open  -  lower-tier council of 2024
--   district_name  VARCHAR  open  -  name of that council

SELECT
    lsoa21_code AS area_code,
    lsoa21_name AS area_name,
    ward24_code AS ward_code,
    ward24_name AS ward_name,
    ltla24_code AS district_code,
    ltla24_name AS district_name
FROM landed_ons_area_wards
-- Of two files, the newer.
QUALIFY row_number() OVER (
    PARTITION BY lsoa21_code ORDER BY landed_vintage DESC, landed_file
) = 1
