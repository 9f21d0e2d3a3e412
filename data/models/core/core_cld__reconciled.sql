-- model:   core_cld__reconciled
-- purpose: People with long-term community support by client-level data and by arrangements, on
--     the last day of the year, and why the two differ. No row where either is not supplied.
--     A person is followed by the council's own number.
-- grain:   reason, cld_route, arrangements_route
-- sources: client_level_data, council_arrangements, council_isf_flags, council_providers, about, ons_postcodes, ons_area_wards, ons_area_changes
-- columns:
--   reason              VARCHAR  council  -       same; other_route; isf_without_flag; unknown_mechanism; in_care_home;
--                                                 no_open_service and not_in_client_level_data; no_open_arrangement and not_in_arrangements
--   cld_route           VARCHAR  council  -       route by client-level data; none where it has none in the community
--   arrangements_route  VARCHAR  council  -       highest route of the arrangements open that day; none where there is none
--   people              BIGINT   person   people  people of whom both hold

WITH ours AS (
    SELECT
        events.la_person_key,
        min(rungs.rung) AS rung,
        arg_min(coalesce(rungs.route, 'none'), rungs.rung) AS route
    FROM core_cld__client_rungs AS rungs
    JOIN core_cld__events AS events ON events.person_key = rungs.person_key
    WHERE events.la_person_key IS NOT NULL
    GROUP BY events.la_person_key
),

theirs AS (
    SELECT
        spells.person_key,
        arg_min(spells.route, list_position(
            ['direct_payment', 'isf', 'managed_budget', 'commissioned'], spells.route
        )) AS route
    FROM core_council__arrangements AS spells
    JOIN (SELECT DISTINCT year_end FROM core_cld__period_events) AS year
        ON spells.started_on <= year.year_end
        AND (spells.ended_on IS NULL OR spells.ended_on >= year.year_end)
    WHERE spells.age_band IS DISTINCT FROM 'under_18'
    GROUP BY spells.person_key
),

paired AS (
    SELECT
        coalesce(ours.la_person_key, theirs.person_key) AS la_person_key,
        ours.rung,
        coalesce(ours.route, 'none') AS cld_route,
        coalesce(theirs.route, 'none') AS arrangements_route
    FROM ours
    FULL JOIN theirs ON theirs.person_key = ours.la_person_key
    WHERE theirs.person_key IS NOT NULL OR ours.rung BETWEEN 3 AND 6
)

SELECT
    CASE
        WHEN cld_route = arrangements_route THEN 'same'
        WHEN arrangements_route = 'none' AND la_person_key IN (
            SELECT person_key FROM core_council__arrangements
        ) THEN 'no_open_arrangement'
        WHEN arrangements_route = 'none' THEN 'not_in_arrangements'
        WHEN rung < 3 THEN 'in_care_home'
        WHEN cld_route = 'unknown' THEN 'unknown_mechanism'
        WHEN cld_route = 'managed_budget' AND arrangements_route = 'isf'
            THEN 'isf_without_flag'
        WHEN cld_route <> 'none' THEN 'other_route'
        WHEN la_person_key IN (
            SELECT la_person_key FROM core_cld__events WHERE la_person_key IS NOT NULL
        ) THEN 'no_open_service'
        ELSE 'not_in_client_level_data'
    END AS reason,
    cld_route,
    arrangements_route,
    count(*) AS people
FROM paired
WHERE EXISTS (SELECT 1 FROM core_council__arrangements)
    AND EXISTS (SELECT 1 FROM core_cld__period_events)
GROUP BY ALL
