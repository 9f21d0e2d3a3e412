-- model:   raw_ons__area_rurality
-- purpose: The Rural Urban Classification 2021 of each area.
-- grain:   area_code
-- sources: ons_rural_urban
-- columns:
--   area_code  VARCHAR  open  -  ONS code of the 2021 LSOA
--   ruc_code   VARCHAR  open  -  class, such as RSF1
--   ruc_name   VARCHAR  open  -  the class in words

SELECT
    lsoa21_code AS area_code,
    ruc21_code AS ruc_code,
    classification AS ruc_name
FROM landed_ons_rural_urban
-- Of two files, the newer.
QUALIFY row_number() OVER (
    PARTITION BY lsoa21_code ORDER BY landed_vintage DESC, landed_file
) = 1
