-- model:   raw_council__area_groups
-- purpose: The area_groups table as the council gave it.
-- grain:   lsoa_code, group_set
-- sources: council_area_groups
-- columns:
--   lsoa_code    VARCHAR  open     -  2021 LSOA
--   group_set    VARCHAR  open     -  name of a set of zones
--   group_name   VARCHAR  open     -  the zone that the area is in
--   landed_file  VARCHAR  council  -  file that the row came in
--   line         BIGINT   council  -  line of that file

SELECT
    lsoa_code,
    group_set,
    group_name,
    landed_file,
    line
FROM landed_council_area_groups
