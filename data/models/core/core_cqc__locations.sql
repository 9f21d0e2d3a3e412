-- model:   core_cqc__locations
-- purpose: Each location that CQC registers, its overall rating, and where its office is.
-- grain:   location_id
-- sources: cqc_ratings, ons_postcodes, ons_area_changes, ons_district_councils
-- columns:
--   location_id       VARCHAR  open  -       CQC's id of the location
--   location_name     VARCHAR  open  -       its name; empty where it is a person's name
--   provider_id       VARCHAR  open  -       CQC's id of the provider
--   provider_name     VARCHAR  open  -       its name; empty where it is a person's name
--   postcode_key      VARCHAR  open  -       postcode of the registered office, without space
--   council_name      VARCHAR  open  -       council as CQC names it
--   council_code      VARCHAR  open  -       the code that stands for it here; empty if unknown
--   primary_category  VARCHAR  open  -       primary inspection category
--   overall_rating    VARCHAR  open  -       latest rating of the whole; empty if none is listed
--   rated_on          DATE     open  -       day the rating was published
--   area_code         VARCHAR  open  -       2021 LSOA of the office; empty if not placed
--   x_m               DOUBLE   open  metres  easting of the office, British National Grid
--   y_m               DOUBLE   open  metres  northing of the office

WITH locations AS (
    SELECT
        location_id,
        min(location_name) AS location_name,
        min(provider_id) AS provider_id,
        min(provider_name) AS provider_name,
        min(postcode_key) AS postcode_key,
        min(council_name) AS council_name,
        min(primary_category) AS primary_category,
        -- The row of the whole, not of one service or domain.
        max_by(rating, coalesce(rated_on, DATE '1900-01-01'))
            FILTER (WHERE service_group = 'Overall' AND domain = 'Overall')
            AS overall_rating,
        max(rated_on)
            FILTER (WHERE service_group = 'Overall' AND domain = 'Overall') AS rated_on
    FROM raw_cqc__ratings
    WHERE report_type IS DISTINCT FROM 'Provider'
    GROUP BY location_id
)

SELECT
    locations.location_id,
    locations.location_name,
    locations.provider_id,
    locations.provider_name,
    locations.postcode_key,
    locations.council_name,
    names.council_code,
    locations.primary_category,
    locations.overall_rating,
    locations.rated_on,
    places.area_code,
    places.x_m,
    places.y_m
FROM locations
LEFT JOIN core_ons__council_names AS names
    ON names.name_key = trim(
        regexp_replace(
            replace(lower(locations.council_name), '&', 'and'),
            ',.*$| borough$|[^a-z ]', '', 'g'
        )
    )
LEFT JOIN core_ons__postcode_areas AS places
    ON places.postcode_key = locations.postcode_key
