-- model:   raw_asc_fr__spending
-- purpose: Gross current expenditure of councils as ASC-FR publishes it.
-- grain:   la_code, year_ending, line
-- sources: asc_fr_spending
-- columns:
--   la_code           VARCHAR  open  -    social care number of the council
--   ons_code          VARCHAR  open  -    ONS code of the council then
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
    cassr AS la_code,
    geography_code AS ons_code,
    dh_geography_name AS council_name,
    fy_ending AS year_ending,
    uuid AS line,
    caretype_key AS care_type,
    ageband_key AS age_band,
    primarysupportreason_key AS support_reason,
    supportsetting_key AS setting,
    purpose_key AS purpose,
    carersupporttype_key AS carer_support,
    itemvalue AS spent_gbp,
    itemvalue_status AS spent_gbp_status
FROM landed_asc_fr_spending
-- Of two files, the newer.
QUALIFY row_number() OVER (
    PARTITION BY cassr, fy_ending, uuid
    ORDER BY landed_vintage DESC NULLS LAST, landed_file
) = 1
