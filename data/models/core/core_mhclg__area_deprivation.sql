-- model:   core_mhclg__area_deprivation
-- purpose: How deprived each 2021 area is: by the Indices of 2025, or by those of 2019 where no file has the others.
-- grain:   area_code
-- sources: mhclg_deprivation, mhclg_deprivation_2019, ons_area_changes
-- columns:
--   area_code   VARCHAR  open  -       ONS code of the 2021 LSOA
--   imd_rank    BIGINT   open  place   1 is the most deprived in England
--   imd_decile  BIGINT   open  decile  1 holds the most deprived tenth

SELECT area_code, imd_rank, imd_decile FROM raw_mhclg__area_deprivation
UNION ALL
-- A part has the rank of the whole; of areas put together no one rank is true.
SELECT changes.area_code, min(old.imd_rank), min(old.imd_decile)
FROM raw_ons__area_changes AS changes
LEFT JOIN raw_mhclg__area_2011_deprivation AS old
    ON old.area_2011_code = changes.area_2011_code
WHERE NOT EXISTS (SELECT 1 FROM raw_mhclg__area_deprivation)
GROUP BY changes.area_code
HAVING count(*) = 1 AND count(old.imd_rank) = 1
