-- model:   core_ons__postcodes
-- purpose: Every postcode that any file knows, once: from the newest file whether it is in use and where
--     it belongs, from the most exact one where it lies.
-- grain:   postcode_key
-- sources: ons_postcodes, ons_postcode_directory, ons_postcode_lookup, os_code_point
-- columns:
--   postcode_key    VARCHAR  open  -       postcode in capitals without its space
--   is_live         BOOLEAN  open  -       it is in use, says the newest file that knows it
--   district_code   VARCHAR  open  -       lower-tier council it is in
--   area_2011_code  VARCHAR  open  -       its 2011 LSOA
--   area_code       VARCHAR  open  -       its 2021 LSOA, where a file says it
--   x_m             DOUBLE   open  metres  easting, British National Grid; empty if no file has a place
--   y_m             DOUBLE   open  metres  northing, British National Grid
--   exactness       BIGINT   open  -       1 is the middle of a building, 6 the mean of a postcode sector
--   place_source    BIGINT   open  -       file kind the place is from: 1 directory, 2 Code-Point Open, 3 live postcodes

-- The number of the file kind settles what date and exactness leave even.
WITH known AS (
    SELECT
        1 AS kind, postcode_key, district_code, area_2011_code, area_code, x_m, y_m,
        exactness, terminated_on IS NULL AS is_live, described_on, file
    FROM raw_ons__postcode_directory
    UNION ALL
    SELECT
        2, postcode_key, district_code, NULL, NULL, x_m, y_m, exactness, true,
        described_on, file
    FROM raw_os__code_point
    UNION ALL
    -- A place that comes without a word of how exact it is counts as the mean of its
    -- addresses' places, which is 4.
    SELECT
        3, postcode_key, district_code, area_2011_code, NULL, x_m, y_m, 4, true,
        described_on, file
    FROM raw_ons__postcodes
    UNION ALL
    SELECT
        4, postcode_key, district_code, area_2011_code, area_code, NULL, NULL, NULL,
        terminated_on IS NULL, described_on, file
    FROM raw_ons__postcode_lookup
),

-- Days, so that one number orders; a file that does not say its date is the oldest.
files AS (
    SELECT
        kind,
        file,
        row_number() OVER (
            ORDER BY max(described_on) DESC NULLS LAST, kind, file
        ) AS place_in_line
    FROM known
    GROUP BY kind, file
),

ranked AS (
    SELECT
        known.*,
        files.place_in_line AS age,
        coalesce(known.exactness, 4) * 1000 + files.place_in_line AS inexactness
    FROM known
    JOIN files ON files.kind = known.kind AND files.file = known.file
)

SELECT
    postcode_key,
    arg_min(is_live, age) AS is_live,
    arg_min(district_code, age) AS district_code,
    arg_min(area_2011_code, age) AS area_2011_code,
    arg_min(area_code, age) AS area_code,
    arg_min(x_m, inexactness) FILTER (WHERE x_m IS NOT NULL) AS x_m,
    arg_min(y_m, inexactness) FILTER (WHERE x_m IS NOT NULL) AS y_m,
    arg_min(exactness, inexactness) FILTER (WHERE x_m IS NOT NULL) AS exactness,
    arg_min(kind::BIGINT, inexactness) FILTER (WHERE x_m IS NOT NULL) AS place_source
FROM ranked
GROUP BY postcode_key
