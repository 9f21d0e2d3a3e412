-- model:   raw_census__district_disability
-- purpose: Census 2021 residents of districts by disability, as ONS publishes them.
-- grain:   ltla21_code, is_disabled
-- sources: census_district_disability
-- columns:
--   ltla21_code      VARCHAR  open  -        district or unitary council of 2021
--   is_disabled      BOOLEAN  open  -        disabled under the Equality Act
--   n                BIGINT   open  persons  residents
--   total_residents  BIGINT   open  persons  all residents

SELECT
    ltla21_code,
    is_disabled,
    n,
    total_residents
FROM landed_census_district_disability
-- Of two files, the newer.
QUALIFY row_number() OVER (
    PARTITION BY ltla21_code, is_disabled
    ORDER BY landed_vintage DESC NULLS LAST, landed_file
) = 1
