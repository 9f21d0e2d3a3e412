-- model:   core_ascof__earlier_measures
-- purpose: ASCOF measures of SALT, which client-level data replaced: never joined with later years.
-- grain:   council_code, measure_code, period
-- sources: ascof_salt
-- columns:
--   council_code        VARCHAR  open  -  code that stands for the council; region's or country's ONS code; letter of a type
--   council_name        VARCHAR  open  -  its name as ASCOF has it
--   level               VARCHAR  open  -  council, region, england or council_type
--   collection          VARCHAR  open  -  SALT: the count that the measure rests on
--   measure             VARCHAR  open  -  measure, such as 1C2A
--   measure_code        VARCHAR  open  -  measure and whom it is of, such as 1C2A1864
--   breakdown           VARCHAR  open  -  whom it is of, such as 18-64
--   period              VARCHAR  open  -  financial year such as 2020 to 2021; empty where the file does not tell
--   numerator           DOUBLE   open  -  as published
--   numerator_status    VARCHAR  open  -  ok, zero, suppressed, not_supplied, not_applicable
--   denominator         DOUBLE   open  -  as published
--   denominator_status  VARCHAR  open  -  ok, zero, suppressed, not_supplied, not_applicable
--   outcome             DOUBLE   open  -  as published, usually a per cent
--   outcome_status      VARCHAR  open  -  ok, zero, suppressed, not_supplied, not_applicable

SELECT
    coalesce(codes.council_code, salt.ons_code, salt.la_code) AS council_code,
    min(salt.la_name) AS council_name,
    min(salt.level) AS level,
    'SALT' AS collection,
    min(salt.measure) AS measure,
    salt.measure_code,
    min(salt.breakdown) AS breakdown,
    salt.period,
    min(salt.value) FILTER (WHERE salt.value_type = 'numerator') AS numerator,
    coalesce(
        min(salt.value_status) FILTER (WHERE salt.value_type = 'numerator'),
        'not_applicable'
    ) AS numerator_status,
    min(salt.value) FILTER (WHERE salt.value_type = 'denominator') AS denominator,
    coalesce(
        min(salt.value_status) FILTER (WHERE salt.value_type = 'denominator'),
        'not_applicable'
    ) AS denominator_status,
    min(salt.value) FILTER (WHERE salt.value_type = 'outcome') AS outcome,
    coalesce(
        min(salt.value_status) FILTER (WHERE salt.value_type = 'outcome'),
        'not_applicable'
    ) AS outcome_status
FROM raw_ascof__salt_values AS salt
LEFT JOIN core_ons__council_codes AS codes ON codes.any_code = salt.ons_code
GROUP BY ALL
