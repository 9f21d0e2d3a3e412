-- model:   core_cqc__locations
-- purpose: Each location that CQC registers, its overall rating, and where its office is.
-- grain:   location_id
-- sources: cqc_ratings, cqc_directory, cqc_active_locations, cqc_api_locations, ons_postcodes, ons_area_changes, ons_district_councils
-- columns:
--   location_id       VARCHAR  open  -       CQC's id of the location
--   location_name     VARCHAR  open  -       its name; empty where it is a person's name
--   provider_id       VARCHAR  open  -       CQC's id of the provider
--   provider_name     VARCHAR  open  -       its name; empty where it is a person's name
--   postcode_key      VARCHAR  open  -       postcode of the registered office, without space
--   council_name      VARCHAR  open  -       council as CQC names it
--   council_code      VARCHAR  open  -       the code that stands for it here; empty if unknown
--   primary_category  VARCHAR  open  -       primary inspection category; where no file says, by what it is registered to do
--   overall_rating    VARCHAR  open  -       latest grade of the whole in any file, or else what stands for none
--   rated_on          DATE     open  -       day the rating was published
--   area_code         VARCHAR  open  -       2021 LSOA of the office; empty if not placed
--   x_m               DOUBLE   open  metres  easting of the office, British National Grid
--   y_m               DOUBLE   open  metres  northing of the office

-- The newest list that is whole for a council: CQC's other files leave locations out.
WITH whole AS (
    SELECT council_code, max(described_on) AS described_on
    FROM core_cqc__listings
    WHERE source IN ('cqc_directory', 'cqc_active_locations')
        AND council_code IS NOT NULL
    GROUP BY council_code
),

newest AS (
    SELECT listings.*
    FROM core_cqc__listings AS listings
    LEFT JOIN whole ON whole.council_code = listings.council_code
    WHERE listings.newness = 1
        AND listings.is_registered IS DISTINCT FROM false
        -- What a newer whole list of its council leaves out has closed.
        AND (
            whole.described_on IS NULL
            OR listings.described_on IS NULL
            OR listings.described_on >= whole.described_on
        )
),

-- A grade goes before "Not rated", as files show a location of several service types.
ratings AS (
    SELECT location_id, overall_rating, rated_on
    FROM core_cqc__listings
    WHERE overall_rating IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY location_id
        ORDER BY
            overall_rating IN (
                'Outstanding', 'Good', 'Requires improvement', 'Inadequate'
            ) DESC,
            rated_on DESC NULLS LAST,
            newness
    ) = 1
),

known AS (
    SELECT
        location_id,
        -- The newest file's word where it has one, else an older's.
        arg_min(provider_name, newness) AS provider_name,
        arg_min(postcode_key, newness) AS postcode_key,
        arg_min(primary_category, newness) AS primary_category,
        arg_min({'x': x_m, 'y': y_m}, newness)
            FILTER (WHERE x_m IS NOT NULL AND y_m IS NOT NULL) AS place
    FROM core_cqc__listings
    GROUP BY location_id
),

does AS (
    SELECT
        location_id,
        CASE
            WHEN bool_or(service IN ('nursing_home', 'residential_home'))
                THEN 'Residential social care'
            WHEN bool_or(
                service IN ('home_care', 'supported_living', 'extra_care', 'shared_lives')
            )
                THEN 'Community based adult social care services'
        END AS category
    FROM core_cqc__services
    GROUP BY location_id
)

SELECT
    newest.location_id,
    newest.location_name,
    newest.provider_id,
    known.provider_name,
    known.postcode_key,
    newest.council_name,
    newest.council_code,
    coalesce(known.primary_category, does.category) AS primary_category,
    ratings.overall_rating,
    ratings.rated_on,
    places.area_code,
    coalesce(places.x_m, known.place.x) AS x_m,
    coalesce(places.y_m, known.place.y) AS y_m
FROM newest
JOIN known ON known.location_id = newest.location_id
LEFT JOIN ratings ON ratings.location_id = newest.location_id
LEFT JOIN does ON does.location_id = newest.location_id
LEFT JOIN core_ons__postcode_areas AS places
    ON places.postcode_key = known.postcode_key
