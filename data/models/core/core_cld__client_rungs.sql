-- model:   core_cld__client_rungs
-- purpose: Each adult who uses services with long-term support open on the last day of
--     the year, once, on the highest rung. An ISF is a managed budget that the
--     council's own flag names by person or by provider; the file itself has no word
--     for it. Of several ages of one person the highest counts.
-- grain:   person_key
-- sources: client_level_data, about, council_isf_flags, council_providers
-- columns:
--   person_key  VARCHAR  person   -  keyed hash of the NHS number submitted, else of the council's code and number
--   year_start  DATE     council  -  first day of the year that figures are of
--   year_end    DATE     council  -  last day of it: the day of the snapshot
--   rung        BIGINT   person   -  1 nursing, 2 residential, 3 direct payment, 4 managed budget, 5 commissioned, 6 community of unknown mechanism, 7 to 9 prison
--   route       VARCHAR  person   -  direct_payment, isf (by the council's own flag), managed_budget, commissioned or unknown; empty outside the community
--   age_group   VARCHAR  person   -  18_64 or 65_plus on the last day; empty if not known

WITH flags AS (
    SELECT flags.person_key, providers.cqc_location_id, flags.provider_id,
        flags.from_date, flags.to_date
    FROM core_council__isf_flags AS flags
    LEFT JOIN core_council__providers AS providers
        ON providers.provider_id = flags.provider_id
),

open_services AS (
    SELECT
        events.person_key,
        events.year_start,
        events.year_end,
        events.age_at_period_end,
        CASE
            WHEN events.service_type = 'Long term support: Nursing care' THEN 1
            WHEN events.service_type = 'Long term support: Residential care' THEN 2
            WHEN events.service_type = 'Long term support: Community' THEN
                coalesce(list_position(
                    ['direct_payment', 'managed_budget', 'commissioned'],
                    events.mechanism
                ) + 2, 6)
            WHEN events.mechanism = 'managed_budget' THEN 7
            WHEN events.mechanism = 'commissioned' THEN 8
            ELSE 9
        END AS rung,
        EXISTS (
            SELECT 1 FROM flags
            WHERE (flags.person_key IS NULL
                    OR flags.person_key IN (events.la_person_key, events.person_key))
                AND (flags.provider_id IS NULL
                    OR flags.cqc_location_id = events.cqc_location_id)
                AND flags.from_date <= events.year_end
                AND (flags.to_date IS NULL OR flags.to_date >= events.year_end)
        ) AS is_flagged
    FROM core_cld__events AS events
    WHERE events.event_type = 'Service'
        AND events.client_type = 'Service user'
        AND events.service_type IN (
            'Long term support: Nursing care',
            'Long term support: Residential care',
            'Long term support: Community',
            'Long term support: Prison'
        )
        AND (events.ended_on IS NULL OR events.ended_on >= events.year_end)
),

deaths AS (
    SELECT person_key, max(died_on) AS died_on
    FROM core_cld__events
    GROUP BY person_key
),

people AS (
    SELECT
        services.person_key,
        any_value(services.year_start) AS year_start,
        any_value(services.year_end) AS year_end,
        min(services.rung) AS rung,
        bool_or(services.is_flagged AND services.rung = 4) AS is_flagged,
        max(services.age_at_period_end) AS age
    FROM open_services AS services
    JOIN deaths USING (person_key)
    WHERE deaths.died_on IS NULL OR deaths.died_on >= services.year_end
    GROUP BY services.person_key
)

SELECT
    person_key,
    year_start,
    year_end,
    CAST(rung AS BIGINT) AS rung,
    CASE
        WHEN rung = 3 THEN 'direct_payment'
        WHEN rung = 4 AND is_flagged THEN 'isf'
        WHEN rung = 4 THEN 'managed_budget'
        WHEN rung = 5 THEN 'commissioned'
        WHEN rung = 6 THEN 'unknown'
    END AS route,
    CASE WHEN age < 65 THEN '18_64' WHEN age >= 65 THEN '65_plus' END AS age_group
FROM people
WHERE age IS NULL OR age >= 18
