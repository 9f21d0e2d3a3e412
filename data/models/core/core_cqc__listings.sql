-- model:   core_cqc__listings
-- purpose: Each location as each of CQC's files lists it.
-- grain:   location_id, source
-- sources: cqc_ratings, cqc_directory, cqc_active_locations, cqc_api_locations, ons_district_councils
-- columns:
--   location_id       VARCHAR  open  -       CQC's id of the location
--   source            VARCHAR  open  -       file that lists it, by its key in data/sources.yaml
--   described_on      DATE     open  -       day that the file describes
--   newness           BIGINT   open  place   1 for the newest file that lists it
--   location_name     VARCHAR  open  -       its name; empty where it is a person's name
--   provider_id       VARCHAR  open  -       CQC's id of the provider
--   provider_name     VARCHAR  open  -       its name; empty where it is a person's name
--   postcode_key      VARCHAR  open  -       postcode in capitals without its space
--   council_name      VARCHAR  open  -       council as CQC names it
--   council_code      VARCHAR  open  -       the code that stands for it here; empty if unknown
--   primary_category  VARCHAR  open  -       primary inspection category
--   service_types     VARCHAR  open  -       what it is registered to do, parted by bars
--   overall_rating    VARCHAR  open  -       rating of the whole; empty if the file has none
--   rated_on          DATE     open  -       day the rating was published
--   is_registered     BOOLEAN  open  -       false where the file says it is not registered any more
--   x_m               DOUBLE   open  metres  easting by its coordinates, British National Grid
--   y_m               DOUBLE   open  metres  northing by its coordinates

WITH listed AS (
    SELECT
        'cqc_ratings' AS source,
        location_id,
        max(described_on) AS described_on,
        min(location_name) AS location_name,
        min(provider_id) AS provider_id,
        min(provider_name) AS provider_name,
        min(postcode_key) AS postcode_key,
        min(council_name) AS council_name,
        min(primary_category) AS primary_category,
        NULL::VARCHAR AS service_types,
        -- The row of the whole, not of one service or domain.
        max_by(rating, coalesce(rated_on, DATE '1900-01-01'))
            FILTER (WHERE service_group = 'Overall' AND domain = 'Overall')
            AS overall_rating,
        max(rated_on)
            FILTER (WHERE service_group = 'Overall' AND domain = 'Overall') AS rated_on,
        true AS is_registered,
        NULL::DOUBLE AS x_m,
        NULL::DOUBLE AS y_m
    FROM raw_cqc__ratings
    WHERE report_type IS DISTINCT FROM 'Provider'
    GROUP BY location_id

    UNION ALL BY NAME
    SELECT
        'cqc_active_locations' AS source, location_id, described_on, location_name,
        provider_id, provider_name, postcode_key, council_name, primary_category,
        service_types, overall_rating, rated_on, true AS is_registered, x_m, y_m
    FROM raw_cqc__active_locations

    UNION ALL BY NAME
    SELECT
        'cqc_directory' AS source, location_id, described_on, location_name,
        provider_id, provider_name, postcode_key, council_name, service_types,
        true AS is_registered
    FROM raw_cqc__directory

    UNION ALL BY NAME
    SELECT
        'cqc_api_locations' AS source, location_id, described_on, location_name,
        provider_id, postcode_key, council_name, primary_category, service_types,
        overall_rating, rated_on, is_registered, x_m, y_m
    FROM raw_cqc__api_locations
)

SELECT
    listed.location_id,
    listed.source,
    listed.described_on,
    row_number() OVER (
        PARTITION BY listed.location_id
        ORDER BY listed.described_on DESC NULLS LAST, listed.source
    ) AS newness,
    listed.location_name,
    listed.provider_id,
    listed.provider_name,
    listed.postcode_key,
    listed.council_name,
    names.council_code,
    listed.primary_category,
    listed.service_types,
    listed.overall_rating,
    listed.rated_on,
    listed.is_registered,
    listed.x_m,
    listed.y_m
FROM listed
LEFT JOIN core_ons__council_names AS names
    ON names.name_key = trim(
        regexp_replace(
            replace(lower(listed.council_name), '&', 'and'),
            ',.*$| borough$|[^a-z ]', '', 'g'
        )
    )
