-- model:   core_asc_fr__spending
-- purpose: What each council spent, by kind of support, age and reason.
-- grain:   council_code, year_ending, line
-- sources: asc_fr_spending, ons_district_councils
-- columns:
--   council_code      VARCHAR  open  -    the code that stands for the council here, or else ONS's code then
--   council_name      VARCHAR  open  -    its name
--   year_ending       BIGINT   open  -    year of the 31 March that ends the financial year
--   line              VARCHAR  open  -    number of the line of the return
--   care_type         VARCHAR  open  -    long term, short term or other
--   age_band          VARCHAR  open  -    18 to 64, or 65 and Over; empty for both
--   support_reason    VARCHAR  open  -    primary support reason
--   setting           VARCHAR  open  -    such as Community: Direct Payments
--   purpose           VARCHAR  open  -    what short term support is for
--   carer_support     VARCHAR  open  -    kind of support to a carer
--   spent_gbp         DOUBLE   open  GBP  gross current expenditure, prices of the year
--   spent_gbp_status  VARCHAR  open  -    ok, zero, suppressed, not_supplied, not_applicable

SELECT
    -- A council split or merged since keeps its own code: its years stay its own.
    coalesce(codes.council_code, spending.ons_code) AS council_code,
    spending.council_name,
    spending.year_ending,
    spending.line,
    spending.care_type,
    spending.age_band,
    spending.support_reason,
    spending.setting,
    spending.purpose,
    spending.carer_support,
    spending.spent_gbp,
    spending.spent_gbp_status
FROM raw_asc_fr__spending AS spending
LEFT JOIN core_ons__council_codes AS codes ON codes.any_code = spending.ons_code
