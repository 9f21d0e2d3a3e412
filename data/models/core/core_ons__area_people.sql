-- model:   core_ons__area_people
-- purpose: People by age in each 2021 area, carried over from the 2011 areas.
-- grain:   area_code
-- sources: ons_population, ons_area_changes, ons_disability
-- columns:
--   area_code       VARCHAR  open  -        ONS code of the 2021 LSOA
--   people_all      DOUBLE   open  persons  residents of every age, mid-2020
--   people_18_64    DOUBLE   open  persons  residents aged 18 to 64
--   people_65_74    DOUBLE   open  persons  residents aged 65 to 74
--   people_75_84    DOUBLE   open  persons  residents aged 75 to 84
--   people_85_plus  DOUBLE   open  persons  residents aged 85 and over

-- The people of a set of linked areas are counted together, then shared among its 2021
-- areas by their Census 2021 residents. An unchanged area is a set of its own and keeps
-- its people; a merged one gets their sum. Nobody is lost or made.
WITH people AS (
    SELECT
        links.set_code,
        sum(old.people_all) AS people_all,
        sum(old.people_18_64) AS people_18_64,
        sum(old.people_65_74) AS people_65_74,
        sum(old.people_75_84) AS people_75_84,
        sum(old.people_85_plus) AS people_85_plus,
        count(old.area_2011_code) = count(*) AS is_whole
    FROM (
        SELECT DISTINCT sets.set_code, changes.area_2011_code
        FROM raw_ons__area_changes AS changes
        JOIN core_ons__area_sets AS sets ON sets.area_code = changes.area_code
    ) AS links
    LEFT JOIN raw_ons__area_2011_people AS old
        ON old.area_2011_code = links.area_2011_code
    GROUP BY links.set_code
),

residents AS (
    SELECT area_code, max(residents) AS residents
    FROM raw_ons__area_disability
    GROUP BY area_code
),

shares AS (
    SELECT
        sets.area_code,
        sets.set_code,
        CASE
            WHEN count(*) OVER together = 1 THEN 1
            -- A part whose residents are not supplied leaves the others' shares unknown.
            WHEN count(residents.residents) OVER together = count(*) OVER together
                THEN residents.residents / sum(residents.residents) OVER together
        END AS share
    FROM core_ons__area_sets AS sets
    LEFT JOIN residents ON residents.area_code = sets.area_code
    WINDOW together AS (PARTITION BY sets.set_code)
)

SELECT
    shares.area_code,
    (people.people_all * shares.share)::DOUBLE AS people_all,
    (people.people_18_64 * shares.share)::DOUBLE AS people_18_64,
    (people.people_65_74 * shares.share)::DOUBLE AS people_65_74,
    (people.people_75_84 * shares.share)::DOUBLE AS people_75_84,
    (people.people_85_plus * shares.share)::DOUBLE AS people_85_plus
FROM shares
JOIN people ON people.set_code = shares.set_code AND people.is_whole
