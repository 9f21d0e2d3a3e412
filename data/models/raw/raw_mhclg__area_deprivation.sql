-- model:   raw_mhclg__area_deprivation
-- purpose: How deprived each English area is, by the Indices of Deprivation 2025.
-- grain:   area_code
-- sources: mhclg_deprivation
-- columns:
--   area_code   VARCHAR  open  -       ONS code of the 2021 LSOA
--   imd_rank    BIGINT   open  place   1 is the most deprived in England
--   imd_decile  BIGINT   open  decile  1 holds the most deprived tenth

SELECT
    lsoa21_code AS area_code,
    imd_rank,
    imd_decile
FROM landed_mhclg_deprivation
-- Of two files, the newer.
QUALIFY row_number() OVER (
    PARTITION BY lsoa21_code ORDER BY landed_vintage DESC, landed_file
) = 1
