-- model:   core_ons__postcode_areas
-- purpose: Where each postcode is, in use or not, and the 2021 area that it lies in.
-- grain:   postcode_key
-- sources: ons_postcodes, ons_postcode_directory, ons_postcode_lookup, os_code_point, ons_area_changes, ons_area_wards, ons_postcode_means,
--     ons_area_outlines, ons_area_centroids
-- columns:
--   postcode_key    VARCHAR  open  -       postcode in capitals without its space
--   x_m             DOUBLE   open  metres  easting, British National Grid
--   y_m             DOUBLE   open  metres  northing, British National Grid
--   area_code       VARCHAR  open  -       ONS code of the 2021 LSOA
--   is_approximate  BOOLEAN  open  -       the area is the nearest of several; empty if none is known
--   district_code   VARCHAR  open  -       lower-tier council it is in
--   is_live         BOOLEAN  open  -       it is in use

WITH postcodes AS (
    SELECT
        postcodes.postcode_key,
        postcodes.x_m,
        postcodes.y_m,
        postcodes.area_2011_code,
        postcodes.area_code,
        postcodes.is_live,
        coalesce(codes.council_code, postcodes.district_code) AS district_code
    FROM core_ons__postcodes AS postcodes
    LEFT JOIN core_ons__council_codes AS codes ON codes.any_code = postcodes.district_code
),

districts AS (
    SELECT
        wards.area_code,
        coalesce(codes.council_code, wards.district_code) AS district_code
    FROM raw_ons__area_wards AS wards
    LEFT JOIN core_ons__council_codes AS codes ON codes.any_code = wards.district_code
),

looked_up AS (
    SELECT area_2011_code, min(area_code) AS area_code
    FROM raw_ons__area_changes
    WHERE change_code IN ('U', 'M')
    GROUP BY area_2011_code
),

-- The parts of a split area, for its postcodes; for a postcode newer than the lookup,
-- every area of its district.
candidates AS (
    SELECT postcodes.postcode_key, postcodes.x_m, postcodes.y_m, changes.area_code
    FROM postcodes
    JOIN raw_ons__area_changes AS changes
        ON changes.area_2011_code = postcodes.area_2011_code
        AND changes.change_code IN ('S', 'X')
    WHERE postcodes.area_code IS NULL
    UNION ALL
    SELECT postcodes.postcode_key, postcodes.x_m, postcodes.y_m, districts.area_code
    FROM postcodes
    LEFT JOIN raw_ons__area_changes AS changes
        ON changes.area_2011_code = postcodes.area_2011_code
    JOIN districts ON districts.district_code = postcodes.district_code
    WHERE changes.area_2011_code IS NULL AND postcodes.area_code IS NULL
),

nearest AS (
    SELECT
        candidates.postcode_key,
        arg_min(
            candidates.area_code,
            (candidates.x_m - centres.x_m) ** 2 + (candidates.y_m - centres.y_m) ** 2
        ) AS area_code
    FROM candidates
    JOIN core_ons__area_centres AS centres ON centres.area_code = candidates.area_code
    WHERE candidates.x_m IS NOT NULL
    GROUP BY candidates.postcode_key
)

SELECT
    postcodes.postcode_key,
    postcodes.x_m,
    postcodes.y_m,
    coalesce(postcodes.area_code, looked_up.area_code, nearest.area_code) AS area_code,
    CASE
        WHEN postcodes.area_code IS NOT NULL THEN false
        WHEN looked_up.area_code IS NOT NULL THEN false
        WHEN nearest.area_code IS NOT NULL THEN true
    END AS is_approximate,
    postcodes.district_code,
    postcodes.is_live
FROM postcodes
LEFT JOIN looked_up ON looked_up.area_2011_code = postcodes.area_2011_code
LEFT JOIN nearest ON nearest.postcode_key = postcodes.postcode_key
