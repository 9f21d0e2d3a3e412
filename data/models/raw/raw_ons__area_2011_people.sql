-- model:   raw_ons__area_2011_people
-- purpose: People by age in each 2011 area, at mid-2020.
-- grain:   area_2011_code
-- sources: ons_population
-- columns:
--   area_2011_code  VARCHAR  open  -        ONS code of the 2011 LSOA
--   people_all      BIGINT   open  persons  residents of every age
--   people_18_64    BIGINT   open  persons  residents aged 18 to 64
--   people_65_74    BIGINT   open  persons  residents aged 65 to 74
--   people_75_84    BIGINT   open  persons  residents aged 75 to 84
--   people_85_plus  BIGINT   open  persons  residents aged 85 and over

SELECT
    lsoa11_code AS area_2011_code,
    people_all,
    people_18_64,
    people_65_74,
    people_75_84,
    people_85_plus
FROM landed_ons_population
-- Of two files, the newer.
QUALIFY row_number() OVER (
    PARTITION BY lsoa11_code ORDER BY landed_vintage DESC, landed_file
) = 1
