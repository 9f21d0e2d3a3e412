-- model:   raw_ascof__salt_values
-- purpose: ASCOF's open data from SALT: each value as published.
-- grain:   la_code, measure_code, value_type, period
-- sources: ascof_salt
-- columns:
--   la_code       VARCHAR  open  -  social care number of the council, or a letter for what it adds up to
--   la_name       VARCHAR  open  -  name as ASCOF has it
--   level         VARCHAR  open  -  council, region, england or council_type
--   ons_code      VARCHAR  open  -  ONS code; empty for types of council
--   measure_code  VARCHAR  open  -  measure and whom it is of, such as 1C2A1864
--   breakdown     VARCHAR  open  -  whom it is of, such as 18-64
--   value_type    VARCHAR  open  -  base, numerator, denominator, outcome or margin_of_error
--   value         DOUBLE   open  -  as published
--   value_status  VARCHAR  open  -  ok, zero, suppressed, not_supplied, not_applicable
--   measure       VARCHAR  open  -  measure, such as 1C2A
--   meaning       VARCHAR  open  -  the measure in words
--   period        VARCHAR  open  -  financial year such as 2020 to 2021; empty where the file does not tell

SELECT
    geographical_code AS la_code,
    geographical_description AS la_name,
    replace(lower(geographical_level), ' ', '_') AS level,
    CASE WHEN regexp_matches(ons_code, '^[EW][0-9]{8}$') THEN ons_code END AS ons_code,
    ascof_measure_code AS measure_code,
    disaggregation_level AS breakdown,
    measure_type AS value_type,
    measure_value AS value,
    measure_value_status AS value_status,
    measure_group AS measure,
    measure_group_description AS meaning,
    (year(landed_vintage) - 1) || ' to ' || year(landed_vintage) AS period
FROM landed_ascof_salt
-- Of two files of one year, the one whose name comes first.
QUALIFY row_number() OVER (
    PARTITION BY
        geographical_code, ascof_measure_code, measure_type, landed_vintage
    ORDER BY landed_file
) = 1
