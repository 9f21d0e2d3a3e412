-- model:   raw_ons__area_disability
-- purpose: Residents of each area who are disabled under the Equality Act, and who are not.
-- grain:   area_code, is_disabled
-- sources: ons_disability
-- columns:
--   area_code    VARCHAR  open  -        ONS code of the 2021 LSOA
--   is_disabled  BOOLEAN  open  -        whether the row counts those who are disabled
--   people       BIGINT   open  persons  usual residents who answered so, Census 2021
--   residents    BIGINT   open  persons  all usual residents of the area, Census 2021

SELECT
    lsoa21_code AS area_code,
    is_disabled,
    n AS people,
    total_residents AS residents
FROM landed_ons_disability
-- Of two files, the newer.
QUALIFY row_number() OVER (
    PARTITION BY lsoa21_code, is_disabled ORDER BY landed_vintage DESC, landed_file
) = 1
