-- model:   raw_ons__area_2011_rurality
-- purpose: The Rural Urban Classification 2011 of each 2011 area.
-- grain:   area_2011_code
-- sources: ons_rural_urban_2011
-- columns:
--   area_2011_code  VARCHAR  open  -  ONS code of the 2011 LSOA
--   ruc_code        VARCHAR  open  -  class, such as D1

SELECT lsoa11_code AS area_2011_code, ruc11_code AS ruc_code
FROM landed_ons_rural_urban_2011
-- Of two files, the newer.
QUALIFY row_number() OVER (
    PARTITION BY lsoa11_code ORDER BY landed_vintage DESC, landed_file
) = 1
