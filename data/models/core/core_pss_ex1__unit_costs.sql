-- model:   core_pss_ex1__unit_costs
-- purpose: What an hour of home care, and a week of it or of direct payments, cost each council.
-- grain:   la_code, period, measure
-- sources: pss_ex1_unit_costs
-- columns:
--   la_code          VARCHAR  open  -    social care number of the council
--   council_name     VARCHAR  open  -    its name then
--   period           VARCHAR  open  -    financial year such as 2013-14
--   service          VARCHAR  open  -    home_care, direct_payment or other
--   per              VARCHAR  open  -    hour or week
--   measure          VARCHAR  open  -    what is counted, in the words of PSS-EX1
--   cost_gbp         DOUBLE   open  GBP  cost of an hour or a week, prices of the year
--   cost_gbp_status  VARCHAR  open  -    ok, zero, suppressed, not_supplied, not_applicable

SELECT
    la_code,
    council_name,
    period,
    CASE
        WHEN measure ILIKE '%residential%' THEN 'other'
        WHEN measure ILIKE '%direct payments%' THEN 'direct_payment'
        WHEN regexp_matches(measure, '(?i)home (help|care)') THEN 'home_care'
        ELSE 'other'
    END AS service,
    CASE WHEN measure ILIKE '%hourly%' THEN 'hour' WHEN measure ILIKE '%weekly%' THEN 'week' END AS per,
    measure,
    cost_gbp,
    cost_gbp_status
FROM raw_pss_ex1__unit_costs
