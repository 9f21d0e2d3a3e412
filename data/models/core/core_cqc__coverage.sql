-- model:   core_cqc__coverage
-- purpose: The councils that the CQC files at hand cover, by their own column.
-- grain:   council_code
-- sources: cqc_ratings, ons_district_councils, ascof
-- columns:
--   council_code  VARCHAR  open  -          the code that stands for the council here
--   n_locations   BIGINT   open  locations  registered locations listed in it

SELECT council_code, count(*) AS n_locations
FROM core_cqc__locations
WHERE council_code IS NOT NULL
GROUP BY council_code
