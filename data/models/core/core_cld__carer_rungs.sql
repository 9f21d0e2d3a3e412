-- model:   core_cld__carer_rungs
-- purpose: Each adult carer with a service of their own at any time of the year, once,
--     on the highest rung, under each reading of which services are theirs. Of several
--     ages of one carer the lowest counts: the higher is most likely that of the person
--     cared for.
-- grain:   reading, person_key
-- sources: client_level_data, about
-- columns:
--   reading     VARCHAR  council  -  direct: services to the carer, as the Department counts; wider: also services that involve the person cared for
--   person_key  VARCHAR  person   -  keyed hash of the NHS number submitted, else of the council's code and number
--   year_start  DATE     council  -  first day of the year that figures are of
--   year_end    DATE     council  -  last day of it: the day of the snapshot
--   support     VARCHAR  person   -  direct_payment, managed_budget, commissioned or unknown: the highest of the year
--   age_group   VARCHAR  person   -  18_64 or 65_plus on the last day; empty if not known

WITH services AS (
    SELECT
        person_key,
        year_start,
        year_end,
        age_at_period_end,
        service_type = 'Unpaid carer support: Direct to unpaid carer' AS is_direct,
        coalesce(
            list_position(['direct_payment', 'managed_budget', 'commissioned'], mechanism),
            4
        ) AS rung
    FROM core_cld__events
    WHERE event_type = 'Service'
        AND client_type IN ('Unpaid carer', 'Unpaid carer known by association')
        AND service_type IN (
            'Unpaid carer support: Direct to unpaid carer',
            'Unpaid carer support: Support involving the person cared-for'
        )
),

deaths AS (
    SELECT person_key, max(died_on) AS died_on
    FROM core_cld__events
    GROUP BY person_key
),

carers AS (
    SELECT
        readings.reading,
        services.person_key,
        any_value(services.year_start) AS year_start,
        any_value(services.year_end) AS year_end,
        min(services.rung) AS rung,
        min(services.age_at_period_end) AS age
    FROM services
    JOIN deaths USING (person_key)
    JOIN (VALUES ('direct'), ('wider')) AS readings (reading)
        ON services.is_direct OR readings.reading = 'wider'
    WHERE deaths.died_on IS NULL OR deaths.died_on >= services.year_start
    GROUP BY readings.reading, services.person_key
)

SELECT
    reading,
    person_key,
    year_start,
    year_end,
    ['direct_payment', 'managed_budget', 'commissioned', 'unknown'][rung] AS support,
    CASE WHEN age < 65 THEN '18_64' WHEN age >= 65 THEN '65_plus' END AS age_group
FROM carers
WHERE age IS NULL OR age >= 18
