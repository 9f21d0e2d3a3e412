-- model:   core_ons__council_codes
-- purpose: The one code that we use for each council with adult social care, by any code it has.
-- grain:   any_code
-- sources: ons_district_councils, ascof
-- columns:
--   any_code      VARCHAR  open  -  an ONS code of the council, in use or retired
--   council_code  VARCHAR  open  -  the code that stands for it here

WITH two_codes (any_code, council_code) AS (
    -- Barnsley and Sheffield were given new codes when their boundary moved on
    -- 1 April 2025. Files keep either; ASCOF 2024-25 and the 2023 lookup keep the old.
    VALUES ('E08000038', 'E08000016'), ('E08000039', 'E08000019')
),

listed AS (
    SELECT council_code AS any_code FROM raw_ons__district_councils
    UNION
    SELECT ons_code
    FROM raw_ascof__measures
    WHERE ons_code IS NOT NULL AND ons_code[2:3] NOT IN ('12', '92')
),

named AS (
    SELECT
        listed.any_code,
        coalesce(two_codes.council_code, listed.any_code) AS council_code
    FROM listed
    LEFT JOIN two_codes ON two_codes.any_code = listed.any_code
    -- Wales has its own law of social care; the lookup lists its councils too.
    WHERE listed.any_code[1] <> 'W'
)

SELECT any_code, council_code FROM named
UNION
SELECT council_code, council_code FROM named
UNION
SELECT two_codes.any_code, two_codes.council_code
FROM two_codes
JOIN named ON named.council_code = two_codes.council_code
