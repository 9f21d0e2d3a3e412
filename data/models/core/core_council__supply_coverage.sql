-- model:   core_council__supply_coverage
-- purpose: The councils that the supply table covers; without a table of them, the council that the
--     build is of.
-- grain:   council_code, from_date
-- sources: council_supply_coverage, about, ons_district_councils
-- columns:
--   council_code  VARCHAR  council  -  the council covered
--   complete      BOOLEAN  council  -  every place of supply there is in the table
--   from_date     DATE     council  -  first day covered
--   to_date       DATE     council  -  last day covered; empty while it goes on
--   is_current    BOOLEAN  council  -  the row holds on the day the build speaks of

WITH stated AS (
    SELECT council_code, complete, from_date, to_date
    FROM raw_council__supply_coverage
    UNION ALL
    SELECT about.council_code, TRUE, NULL, NULL
    FROM about
    WHERE NOT EXISTS (SELECT 1 FROM raw_council__supply_coverage)
)

SELECT
    coalesce(codes.council_code, stated.council_code) AS council_code,
    stated.complete,
    stated.from_date,
    stated.to_date,
    (stated.from_date IS NULL OR stated.from_date <= about.as_of)
        AND (stated.to_date IS NULL OR stated.to_date >= about.as_of) AS is_current
FROM stated
CROSS JOIN about
-- A council that has had two codes may be named by either.
LEFT JOIN core_ons__council_codes AS codes ON codes.any_code = stated.council_code
