-- model:   raw_ons__area_changes
-- purpose: What became of each 2011 area in 2021.
-- grain:   area_2011_code, area_code
-- sources: ons_area_changes
-- columns:
--   area_2011_code  VARCHAR  open  -  ONS code of the 2011 LSOA
--   area_code       VARCHAR  open  -  ONS code of a 2021 LSOA that holds a part of it
--   area_name       VARCHAR  open  -  name of the 2021 LSOA
--   change_code     VARCHAR  open  -  U unchanged, S split, M merged, X neither

SELECT
    lsoa11_code AS area_2011_code,
    lsoa21_code AS area_code,
    lsoa21_name AS area_name,
    change_code
FROM landed_ons_area_changes
-- Of two files, the newer.
QUALIFY row_number() OVER (
    PARTITION BY lsoa11_code, lsoa21_code ORDER BY landed_vintage DESC, landed_file
) = 1
