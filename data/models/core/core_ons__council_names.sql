-- model:   core_ons__council_names
-- purpose: The council that a name means, for files that give no code.
-- grain:   name_key
-- sources: ons_district_councils, ascof
-- columns:
--   name_key      VARCHAR  open  -  name in small letters, without what follows a comma
--   council_code  VARCHAR  open  -  the code that stands for the council here

WITH names AS (
    SELECT council_name AS name, council_code FROM core_ons__councils
    UNION
    -- ASCOF writes some otherwise: Durham, Telford and the Wrekin, Medway Towns.
    SELECT measures.la_name, codes.council_code
    FROM raw_ascof__measures AS measures
    JOIN core_ons__council_codes AS codes ON codes.any_code = measures.ons_code
),

keys AS (
    SELECT
        -- "Herefordshire, County of" is Herefordshire, "Bedford Borough" is Bedford.
        trim(
            regexp_replace(
                replace(lower(name), '&', 'and'), ',.*$| borough$|[^a-z ]', '', 'g'
            )
        ) AS name_key,
        council_code
    FROM names
)

SELECT name_key, min(council_code) AS council_code
FROM keys
GROUP BY name_key
HAVING count(DISTINCT council_code) = 1
