-- model:   core_council__area_groups
-- purpose: Each area's place in the council's own zones.
-- grain:   area_code, group_set
-- sources: council_area_groups
-- columns:
--   area_code   VARCHAR  open  -  2021 LSOA
--   group_set   VARCHAR  open  -  name of a set of zones
--   group_name  VARCHAR  open  -  the zone that the area is in

SELECT
    lsoa_code AS area_code,
    group_set,
    group_name
FROM raw_council__area_groups
