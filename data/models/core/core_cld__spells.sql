-- model:   core_cld__spells
-- purpose: Services of one person, kind and mechanism as spells: events that overlap,
--     or with 14 days or fewer between them, are one. Case systems end and begin
--     services at the turn of the year and for short stays in hospital; the 14 days are
--     ours.
-- grain:   person_key, client_type, service_type, service_component, mechanism, started_on
-- sources: client_level_data, about
-- columns:
--   person_key         VARCHAR  person  -       keyed hash of the NHS number submitted, else of the council's code and number
--   client_type        VARCHAR  person  -       service user, unpaid carer, or carer known by association
--   service_type       VARCHAR  person  -       setting of a service
--   service_component  VARCHAR  person  -       kind of service
--   mechanism          VARCHAR  person  -       direct_payment, managed_budget or commissioned; empty if not known
--   started_on         DATE     person  -       first day of the first event joined
--   ended_on           DATE     person  -       last day of the last; empty while it goes on
--   events             BIGINT   person  events  events joined

WITH ordered AS (
    SELECT
        person_key, client_type, service_type, service_component, mechanism,
        event_start, ended_on,
        max(coalesce(ended_on, DATE '9999-12-31')) OVER (
            PARTITION BY
                person_key, client_type, service_type, service_component, mechanism
            ORDER BY event_start, ended_on NULLS LAST, landed_file, line
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS ended_before,
        landed_file, line
    FROM core_cld__events
    WHERE event_type = 'Service'
),

numbered AS (
    SELECT
        *,
        sum(CASE WHEN event_start - ended_before - 1 <= 14 THEN 0 ELSE 1 END) OVER (
            PARTITION BY
                person_key, client_type, service_type, service_component, mechanism
            ORDER BY event_start, ended_on NULLS LAST, landed_file, line
        ) AS spell
    FROM ordered
)

SELECT
    person_key,
    client_type,
    service_type,
    service_component,
    mechanism,
    min(event_start) AS started_on,
    CASE WHEN bool_and(ended_on IS NOT NULL) THEN max(ended_on) END AS ended_on,
    count(*) AS events
FROM numbered
GROUP BY
    person_key, client_type, service_type, service_component, mechanism, spell
