-- model:   core_census__people
-- purpose: Residents of each district, council and MSOA on Census day, by age.
-- grain:   place_code
-- sources: census_age
-- columns:
--   place_code      VARCHAR  open  -        ONS code of the district, council or MSOA
--   level           VARCHAR  open  -        msoa, council or district: what the code is of
--   people_all      BIGINT   open  persons  residents
--   people_18_64    BIGINT   open  persons  of them 18 to 64
--   people_65_74    BIGINT   open  persons  of them 65 to 74
--   people_75_84    BIGINT   open  persons  of them 75 to 84
--   people_85_plus  BIGINT   open  persons  of them 85 and over
--   people_65_plus  BIGINT   open  persons  of them 65 and over

SELECT
    place_code,
    -- The second and third digit of an ONS code say what it is of.
    CASE
        WHEN place_code[2:3] = '02' THEN 'msoa'
        WHEN place_code[2:3] = '07' THEN 'district'
        ELSE 'council'
    END AS level,
    people_all,
    people_18_64,
    people_65_74,
    people_75_84,
    people_85_plus,
    people_65_74 + people_75_84 + people_85_plus AS people_65_plus
FROM raw_census__people
