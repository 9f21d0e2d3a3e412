-- model:   core_ons__area_centres
-- purpose: The point that stands for each 2021 area when travel is reckoned.
-- grain:   area_code
-- sources: ons_area_changes, ons_postcodes, ons_postcode_directory, ons_postcode_lookup,
--     os_code_point, ons_postcode_means, ons_area_outlines, ons_area_centroids
-- columns:
--   area_code              VARCHAR  open  -       ONS code of the 2021 LSOA
--   x_m                    DOUBLE   open  metres  easting, British National Grid
--   y_m                    DOUBLE   open  metres  northing, British National Grid
--   centre_is_approximate  BOOLEAN  open  -       it is not the mean of postcodes

-- Only an unchanged or merged area has its postcodes to itself in a 2011 lookup.
WITH whole AS (
    SELECT area_code, area_2011_code
    FROM raw_ons__area_changes
    WHERE change_code IN ('U', 'M')
),

-- The mean of one or two postcodes is no middle: along the border an England file holds
-- so many of a Welsh area.
postcodes AS (
    SELECT
        coalesce(postcodes.area_code, whole.area_code) AS area_code,
        avg(postcodes.x_m) AS x_m,
        avg(postcodes.y_m) AS y_m
    FROM core_ons__postcodes AS postcodes
    LEFT JOIN whole ON whole.area_2011_code = postcodes.area_2011_code
    WHERE postcodes.is_live
    GROUP BY coalesce(postcodes.area_code, whole.area_code)
    HAVING count(postcodes.x_m) >= 3
),

means AS (
    SELECT
        whole.area_code,
        sum(means.x_m * means.n_postcodes) / sum(means.n_postcodes) AS x_m,
        sum(means.y_m * means.n_postcodes) / sum(means.n_postcodes) AS y_m
    FROM whole
    JOIN raw_ons__area_2011_postcode_means AS means
        ON means.area_2011_code = whole.area_2011_code
    GROUP BY whole.area_code
    HAVING sum(means.n_postcodes) >= 3
),

places AS (
    SELECT area_code, x_m, y_m, 1 AS choice FROM postcodes
    UNION ALL
    SELECT area_code, x_m, y_m, 2 FROM means
    UNION ALL
    SELECT area_code, label_x_m, label_y_m, 3 FROM raw_ons__area_outlines
    UNION ALL
    SELECT area_code, x_m, y_m, 4 FROM raw_ons__area_centroids
)

SELECT area_code, x_m, y_m, choice > 2 AS centre_is_approximate
FROM places
WHERE area_code IS NOT NULL AND x_m IS NOT NULL AND y_m IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY area_code ORDER BY choice) = 1
