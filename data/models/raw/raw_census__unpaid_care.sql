-- model:   raw_census__unpaid_care
-- purpose: Census 2021 residents by hours of unpaid care, as ONS publishes them.
-- grain:   msoa21_code
-- sources: census_unpaid_care
-- columns:
--   msoa21_code           VARCHAR  open  -        MSOA 2021
--   msoa21_name           VARCHAR  open  -        its name
--   total                 BIGINT   open  persons  residents aged 5 and over
--   no_care               BIGINT   open  persons  of them who give no unpaid care
--   care_9_hours_or_less  BIGINT   open  persons  who give 9 hours a week or fewer
--   care_10_to_19         BIGINT   open  persons  who give 10 to 19
--   care_20_to_34         BIGINT   open  persons  who give 20 to 34
--   care_35_to_49         BIGINT   open  persons  who give 35 to 49
--   care_50_or_more       BIGINT   open  persons  who give 50 or more

SELECT
    msoa21_code,
    msoa21_name,
    total,
    no_care,
    care_9_hours_or_less,
    care_10_to_19,
    care_20_to_34,
    care_35_to_49,
    care_50_or_more
FROM landed_census_unpaid_care
-- Of two files, the newer.
QUALIFY row_number() OVER (
    PARTITION BY msoa21_code
    ORDER BY landed_vintage DESC NULLS LAST, landed_file
) = 1
