-- model:   raw_ascof__measures
-- purpose: ASCOF measures of every council and of what they add up to, as published.
-- grain:   la_code, measure, breakdown, period
-- sources: ascof
-- columns:
--   la_code             VARCHAR  open  -  social care number of the council, or a letter for what it adds up to
--   la_name             VARCHAR  open  -  name as ASCOF has it
--   ons_code            VARCHAR  open  -  ONS code; empty for types of council
--   measure             VARCHAR  open  -  such as 3d(2a)
--   breakdown           VARCHAR  open  -  total, 18_64, 65_plus
--   period              VARCHAR  open  -  such as 2024 to 2025
--   numerator           DOUBLE   open  -  as published; its unit is the measure's
--   numerator_status    VARCHAR  open  -  ok, zero, suppressed, not_supplied, not_applicable
--   denominator         DOUBLE   open  -  as published
--   denominator_status  VARCHAR  open  -  as above
--   outcome             DOUBLE   open  -  as published, usually a per cent
--   outcome_status      VARCHAR  open  -  as above

SELECT
    la_code,
    la_name,
    ons_code,
    measure,
    breakdown,
    period,
    numerator,
    numerator_status,
    denominator,
    denominator_status,
    outcome,
    outcome_status
FROM landed_ascof
-- Of two files, the newer.
QUALIFY row_number() OVER (
    PARTITION BY la_code, measure, breakdown, period ORDER BY landed_vintage DESC, landed_file
) = 1
