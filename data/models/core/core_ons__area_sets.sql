-- model:   core_ons__area_sets
-- purpose: 2021 areas that share the people of the same 2011 areas, whichever way they changed.
-- grain:   area_code
-- sources: ons_area_changes
-- columns:
--   area_code    VARCHAR  open  -  ONS code of the 2021 LSOA
--   set_code     VARCHAR  open  -  first code among the 2021 LSOAs it is linked to
--   change_code  VARCHAR  open  -  U unchanged, S split, M merged, X neither

-- An area belongs with every other that took in a part of the same 2011 area, and so on:
-- one area for U and M, the parts for S, and for X all that hangs together.
WITH RECURSIVE linked (area_code, other_code) AS (
    SELECT area_code, area_code FROM raw_ons__area_changes
    UNION
    SELECT linked.area_code, after.area_code
    FROM linked
    JOIN raw_ons__area_changes AS before ON before.area_code = linked.other_code
    JOIN raw_ons__area_changes AS after ON after.area_2011_code = before.area_2011_code
)

SELECT
    linked.area_code,
    min(linked.other_code) AS set_code,
    -- X outweighs, in case an area is given two codes.
    max(changes.change_code) AS change_code
FROM linked
JOIN raw_ons__area_changes AS changes ON changes.area_code = linked.area_code
GROUP BY linked.area_code
