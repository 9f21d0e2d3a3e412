-- model:   raw_census__people
-- purpose: Census 2021 residents by age, as ONS publishes them.
-- grain:   place_code
-- sources: census_age
-- columns:
--   place_code      VARCHAR  open  -        ONS code of the district, council or MSOA
--   people_all      BIGINT   open  persons  residents
--   people_18_64    BIGINT   open  persons  of them 18 to 64
--   people_65_74    BIGINT   open  persons  of them 65 to 74
--   people_75_84    BIGINT   open  persons  of them 75 to 84
--   people_85_plus  BIGINT   open  persons  of them 85 and over

SELECT
    place_code,
    people_all,
    people_18_64,
    people_65_74,
    people_75_84,
    people_85_plus
FROM landed_census_age
-- Of two files, the newer.
QUALIFY row_number() OVER (
    PARTITION BY place_code
    ORDER BY landed_vintage DESC NULLS LAST, landed_file
) = 1
