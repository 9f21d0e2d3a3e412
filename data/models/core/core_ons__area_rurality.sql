-- model:   core_ons__area_rurality
-- purpose: How rural each 2021 area is: by the classes of 2021, or by those of 2011 where no file has the others.
-- grain:   area_code
-- sources: ons_rural_urban, ons_rural_urban_2011, ons_area_changes
-- columns:
--   area_code  VARCHAR  open  -  ONS code of the 2021 LSOA
--   ruc_code   VARCHAR  open  -  class, such as RSF1 (2021) or E1 (2011)
--   ruc_group  VARCHAR  open  -  urban, larger_rural or smaller_rural

SELECT
    area_code,
    ruc_code,
    CASE
        WHEN ruc_code LIKE 'U%' THEN 'urban'
        WHEN ruc_code LIKE 'RL%' THEN 'larger_rural'
        WHEN ruc_code LIKE 'RS%' THEN 'smaller_rural'
    END AS ruc_group
FROM raw_ons__area_rurality
UNION ALL
-- A part has the class of the whole; what was put together, the class of all its parts
-- if they had one. Town and fringe (D) stand nearest to the larger rural of 2021.
SELECT
    changes.area_code,
    min(old.ruc_code),
    CASE min(old.ruc_code)[1]
        WHEN 'D' THEN 'larger_rural'
        WHEN 'E' THEN 'smaller_rural'
        ELSE 'urban'
    END
FROM raw_ons__area_changes AS changes
LEFT JOIN raw_ons__area_2011_rurality AS old
    ON old.area_2011_code = changes.area_2011_code
WHERE NOT EXISTS (SELECT 1 FROM raw_ons__area_rurality)
GROUP BY changes.area_code
HAVING count(old.ruc_code) = count(*) AND count(DISTINCT old.ruc_code) = 1
