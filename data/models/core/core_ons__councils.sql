-- model:   core_ons__councils
-- purpose: The councils with adult social care, once each.
-- grain:   council_code
-- sources: ons_district_councils, ons_district_regions, ascof
-- columns:
--   council_code  VARCHAR  open  -  the code that stands for it here
--   council_name  VARCHAR  open  -  its name; ONS's, or else ASCOF's
--   region_code   VARCHAR  open  -  region of England; empty if not supplied
--   region_name   VARCHAR  open  -  name of that region

WITH listed AS (
    SELECT
        codes.council_code,
        min(districts.council_name) AS ons_name,
        min(regions.region_code) AS region_code,
        min(regions.region_name) AS region_name
    FROM core_ons__council_codes AS codes
    LEFT JOIN raw_ons__district_councils AS districts
        ON districts.council_code = codes.any_code
    LEFT JOIN raw_ons__district_regions AS regions
        ON regions.district_code = districts.district_code
    GROUP BY codes.council_code
),

published AS (
    SELECT codes.council_code, min(measures.la_name) AS ascof_name
    FROM raw_ascof__measures AS measures
    JOIN core_ons__council_codes AS codes ON codes.any_code = measures.ons_code
    GROUP BY codes.council_code
)

SELECT
    listed.council_code,
    coalesce(listed.ons_name, published.ascof_name) AS council_name,
    listed.region_code,
    listed.region_name
FROM listed
LEFT JOIN published ON published.council_code = listed.council_code
