-- model:   core_census__district_disability
-- purpose: The share of each district's residents who are disabled.
-- grain:   district_code
-- sources: census_district_disability
-- columns:
--   district_code    VARCHAR  open  -        district or unitary council of 2021
--   people_all       BIGINT   open  persons  residents
--   people_disabled  BIGINT   open  persons  of them disabled under the Equality Act
--   disabled_share   DOUBLE   open  share    of all residents

SELECT
    ltla21_code AS district_code,
    max(total_residents) AS people_all,
    min(n) FILTER (WHERE is_disabled) AS people_disabled,
    min(n) FILTER (WHERE is_disabled) / max(total_residents) AS disabled_share
FROM raw_census__district_disability
GROUP BY ltla21_code
