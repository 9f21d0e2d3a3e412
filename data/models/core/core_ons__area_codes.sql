-- model:   core_ons__area_codes
-- purpose: The 2021 area that a code means: its own, or that of a 2011 area that lies whole in it.
-- grain:   any_code
-- sources: ons_area_wards, ons_area_changes, ons_area_outlines, ons_area_centroids
-- columns:
--   any_code   VARCHAR  open  -  code of a 2021 LSOA, or of a 2011 one that was not split
--   area_code  VARCHAR  open  -  ONS code of the 2021 LSOA

SELECT area_code AS any_code, area_code FROM core_ons__areas
UNION ALL
SELECT changes.area_2011_code, min(changes.area_code)
FROM raw_ons__area_changes AS changes
LEFT JOIN core_ons__areas AS areas ON areas.area_code = changes.area_2011_code
WHERE areas.area_code IS NULL
GROUP BY changes.area_2011_code
HAVING count(*) = 1 AND bool_and(changes.change_code IN ('U', 'M'))
