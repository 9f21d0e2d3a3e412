-- model:   raw_pss_ex1__unit_costs
-- purpose: Unit costs of councils as PSS-EX1 has them.
-- grain:   la_code, period, measure
-- sources: pss_ex1_unit_costs
-- columns:
--   la_code          VARCHAR  open  -    social care number of the council
--   council_name     VARCHAR  open  -    its name then
--   period           VARCHAR  open  -    financial year such as 2013-14
--   measure          VARCHAR  open  -    what is counted, in the words of PSS-EX1
--   cost_gbp         DOUBLE   open  GBP  cost of an hour or a week, prices of the year
--   cost_gbp_status  VARCHAR  open  -    ok, zero, suppressed, not_supplied, not_applicable

SELECT
    cassr_code AS la_code,
    council AS council_name,
    period,
    measure,
    value_gbp AS cost_gbp,
    value_gbp_status AS cost_gbp_status
FROM landed_pss_ex1_unit_costs
-- Of two files, the newer.
QUALIFY row_number() OVER (
    PARTITION BY cassr_code, period, measure
    ORDER BY landed_vintage DESC NULLS LAST, landed_file
) = 1
