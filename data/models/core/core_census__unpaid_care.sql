-- model:   core_census__unpaid_care
-- purpose: How many residents of each MSOA give unpaid care, and how much.
-- grain:   msoa_code
-- sources: census_unpaid_care
-- columns:
--   msoa_code       VARCHAR  open  -        MSOA 2021
--   msoa_name       VARCHAR  open  -        its name
--   people_5_plus   BIGINT   open  persons  residents aged 5 and over
--   carers          BIGINT   open  persons  of them who give unpaid care
--   carers_20_plus  BIGINT   open  persons  of them 20 hours a week or more
--   carers_50_plus  BIGINT   open  persons  of them 50 hours a week or more

SELECT
    msoa21_code AS msoa_code,
    msoa21_name AS msoa_name,
    total AS people_5_plus,
    total - no_care AS carers,
    care_20_to_34 + care_35_to_49 + care_50_or_more AS carers_20_plus,
    care_50_or_more AS carers_50_plus
FROM raw_census__unpaid_care
