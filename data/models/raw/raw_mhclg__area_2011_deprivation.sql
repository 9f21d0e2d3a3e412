-- model:   raw_mhclg__area_2011_deprivation
-- purpose: How deprived each English 2011 area is, by the Indices of Deprivation 2019.
-- grain:   area_2011_code
-- sources: mhclg_deprivation_2019
-- columns:
--   area_2011_code  VARCHAR  open  -       ONS code of the 2011 LSOA
--   imd_rank        BIGINT   open  place   1 is the most deprived in England
--   imd_decile      BIGINT   open  decile  1 holds the most deprived tenth

SELECT lsoa11_code AS area_2011_code, imd_rank, imd_decile
FROM landed_mhclg_deprivation_2019
-- Of two files, the newer.
QUALIFY row_number() OVER (
    PARTITION BY lsoa11_code ORDER BY landed_vintage DESC, landed_file
) = 1
