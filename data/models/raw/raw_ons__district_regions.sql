-- model:   raw_ons__district_regions
-- purpose: The region of each English district.
-- grain:   district_code
-- sources: ons_district_regions
-- columns:
--   district_code  VARCHAR  open  -  lower-tier council of 2024
--   region_code    VARCHAR  open  -  region of England
--   region_name    VARCHAR  open  -  name of that region

SELECT
    ltla24_code AS district_code,
    region24_code AS region_code,
    region24_name AS region_name
FROM landed_ons_district_regions
-- Of two files, the newer.
QUALIFY row_number() OVER (
    PARTITION BY ltla24_code ORDER BY landed_vintage DESC, landed_file
) = 1
