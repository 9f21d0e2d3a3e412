-- model:   core_cqc__coverage
-- purpose: The councils that the CQC files at hand cover, by their own column.
-- grain:   council_code
-- sources: cqc_ratings, cqc_directory, cqc_active_locations, ons_district_councils, ascof
-- columns:
--   council_code  VARCHAR  open  -          the code that stands for the council here
--   n_locations   BIGINT   open  locations  registered locations listed in it

SELECT locations.council_code, count(*) AS n_locations
FROM core_cqc__locations AS locations
WHERE locations.council_code IN (
    -- Single locations from the service are of a council and do not cover it.
    SELECT council_code FROM core_cqc__listings WHERE source <> 'cqc_api_locations'
)
GROUP BY locations.council_code
