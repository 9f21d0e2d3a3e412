-- model:   core_ascof__measures
-- purpose: ASCOF measures as published, for councils, regions, types of council and England.
-- grain:   council_code, measure, breakdown, period
-- sources: ascof
-- columns:
--   council_code        VARCHAR  open  -  code that stands for the council; region's or country's ONS code; letter of a type
--   council_name        VARCHAR  open  -  its name; for a council ONS's, or else ASCOF's
--   level               VARCHAR  open  -  council, region, england or council_type
--   measure             VARCHAR  open  -  such as 3d(2a)
--   breakdown           VARCHAR  open  -  total, 18_64, 65_plus
--   period              VARCHAR  open  -  such as 2024 to 2025
--   numerator           DOUBLE   open  -  as published; people in 3d
--   numerator_status    VARCHAR  open  -  ok, zero, suppressed, not_supplied, not_applicable
--   denominator         DOUBLE   open  -  as published; people in 3d
--   denominator_status  VARCHAR  open  -  as above
--   outcome             DOUBLE   open  -  as published; per cent in 3d
--   outcome_status      VARCHAR  open  -  as above

SELECT
    coalesce(codes.council_code, measures.ons_code, measures.la_code) AS council_code,
    coalesce(councils.council_name, measures.la_name) AS council_name,
    -- The second and third digit of an ONS code say what it is of.
    CASE
        WHEN measures.ons_code IS NULL THEN 'council_type'
        WHEN measures.ons_code[2:3] = '92' THEN 'england'
        WHEN measures.ons_code[2:3] = '12' THEN 'region'
        ELSE 'council'
    END AS level,
    measures.measure,
    measures.breakdown,
    measures.period,
    measures.numerator,
    measures.numerator_status,
    measures.denominator,
    measures.denominator_status,
    measures.outcome,
    measures.outcome_status
FROM raw_ascof__measures AS measures
LEFT JOIN core_ons__council_codes AS codes ON codes.any_code = measures.ons_code
LEFT JOIN core_ons__councils AS councils ON councils.council_code = codes.council_code
