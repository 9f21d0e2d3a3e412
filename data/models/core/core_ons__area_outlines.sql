-- model:   core_ons__area_outlines
-- purpose: The outline of each 2021 area, for maps.
-- grain:   area_code
-- sources: ons_area_outlines
-- columns:
--   area_code    VARCHAR  open  -  ONS code of the 2021 LSOA
--   outline_wkb  BLOB     open  -  outline in longitude and latitude (WGS84), as published

SELECT area_code, outline_wkb FROM raw_ons__area_outlines
