-- model:   core_council__postcode_matches
-- purpose: How the postcode of each row of the council's files was found, and where that puts it. The first
--     step that finds it counts: as it is written, with a letter O read as nought, by its sector. No postcode.
-- grain:   source, file, line
-- sources: council_arrangements, council_referrals, council_supply, ons_postcodes,
--     ons_postcode_directory, ons_postcode_lookup, os_code_point, ons_area_changes, ons_area_wards
-- columns:
--   source          VARCHAR  person  -       the table: council_arrangements, council_referrals or council_supply
--   file            VARCHAR  person  -       file that the row came in
--   line            BIGINT   person  -       line of that file
--   step            VARCHAR  person  -       live, terminated, letter_o, sector or none
--   x_m             DOUBLE   person  metres  easting, British National Grid
--   y_m             DOUBLE   person  metres  northing, British National Grid
--   area_code       VARCHAR  person  -       2021 LSOA; of a sector, the one with most of its postcodes
--   is_approximate  BOOLEAN  person  -       the area is the likeliest of several; empty if none is known

WITH written AS (
    SELECT 'council_arrangements' AS source, landed_file AS file, line, postcode_key
    FROM raw_council__arrangements
    UNION ALL
    SELECT 'council_referrals', landed_file, line, postcode_key
    FROM raw_council__referrals
    UNION ALL
    SELECT 'council_supply', landed_file, line, postcode_key FROM raw_council__supply
),

asked AS (
    SELECT DISTINCT postcode_key FROM written WHERE postcode_key IS NOT NULL
),

-- The second half of a postcode begins with a digit, and its letters are never O: a
-- letter O in that place can only be a nought.
spelled AS (
    SELECT
        postcode_key,
        regexp_replace(postcode_key, 'O([A-Z][A-Z])$', '0\1') AS read_as,
        CASE
            WHEN contains(postcode_key, ' ') THEN replace(postcode_key, ' ', '')
            ELSE regexp_replace(
                regexp_replace(postcode_key, 'O([A-Z][A-Z])$', '0\1'),
                '[A-Z][A-Z]$', ''
            )
        END AS sector
    FROM asked
),

-- What is in use tells where a sector lies.
members AS (
    SELECT wanted.sector, places.x_m, places.y_m, places.area_code
    FROM core_ons__postcode_areas AS places
    JOIN (SELECT DISTINCT sector FROM spelled) AS wanted
        ON wanted.sector = left(places.postcode_key, length(places.postcode_key) - 2)
    WHERE places.is_live AND places.x_m IS NOT NULL
),

likeliest AS (
    SELECT sector, area_code
    FROM members
    WHERE area_code IS NOT NULL
    GROUP BY sector, area_code
    QUALIFY row_number() OVER (
        PARTITION BY sector ORDER BY count(*) DESC, area_code
    ) = 1
),

sectors AS (
    SELECT
        members.sector,
        avg(members.x_m) AS x_m,
        avg(members.y_m) AS y_m,
        min(likeliest.area_code) AS area_code
    FROM members
    LEFT JOIN likeliest ON likeliest.sector = members.sector
    GROUP BY members.sector
)

SELECT
    written.source,
    written.file,
    written.line,
    CASE
        WHEN found.postcode_key IS NULL
            THEN if(sectors.sector IS NULL, 'none', 'sector')
        WHEN found.postcode_key <> spelled.postcode_key THEN 'letter_o'
        WHEN found.is_live THEN 'live'
        ELSE 'terminated'
    END AS step,
    -- A postcode that ended long ago may have an area and no place.
    coalesce(found.x_m, sectors.x_m) AS x_m,
    coalesce(found.y_m, sectors.y_m) AS y_m,
    if(found.postcode_key IS NULL, sectors.area_code, found.area_code) AS area_code,
    CASE
        WHEN found.postcode_key IS NOT NULL THEN found.is_approximate
        WHEN sectors.area_code IS NOT NULL THEN true
    END AS is_approximate
FROM written
JOIN spelled ON spelled.postcode_key = written.postcode_key
LEFT JOIN core_ons__postcode_areas AS found
    ON found.postcode_key = spelled.read_as
    AND (found.x_m IS NOT NULL OR found.area_code IS NOT NULL)
LEFT JOIN sectors ON sectors.sector = spelled.sector
