-- model:   core_cld__period_events
-- purpose: Events of the submission chosen that fall in its year: services open on any
--     day of it, other events that end in it. A date of death inside an event ends it.
--     The year is the last twelve months that the submission covers, or fewer where it
--     covers fewer.
-- grain:   landed_file, line
-- sources: client_level_data, about
-- columns:
--   year_start              DATE     council  -           first day of the year that figures are of
--   year_end                DATE     council  -           last day of it: the day of the snapshot
--   landed_file             VARCHAR  council  -           file that the row came in
--   line                    BIGINT   council  -           line of that file
--   person_key              VARCHAR  person   -           keyed hash of the NHS number submitted, else of the council's code and number
--   la_person_key           VARCHAR  person   -           keyed hash of the council's number alone, as its other tables have it
--   age_at_event_start      BIGINT   person   years       age when the event began, from the first of the month of birth
--   age_at_period_end       BIGINT   person   years       age on the last day of the reporting period stated
--   la_code                 VARCHAR  council  -           the council's number among councils with adult social care
--   died_on                 DATE     person   -           date of death
--   client_type             VARCHAR  person   -           service user, unpaid carer, or carer known by association
--   primary_support_reason  VARCHAR  person   -           main reason for support
--   postcode_key            VARCHAR  person   -           postcode in capitals without its space; never leaves the vault
--   event_type              VARCHAR  person   -           request, assessment, service or review
--   event_start             DATE     person   -           first day of the event
--   ended_on                DATE     person   -           last day of the event, or the date of death if it came before; empty while it goes on
--   event_outcome           VARCHAR  person   -           what came of it
--   route_of_access         VARCHAR  person   -           how a request came
--   assessment_type         VARCHAR  person   -           kind of assessment
--   service_type            VARCHAR  person   -           setting of a service
--   service_component       VARCHAR  person   -           kind of service
--   delivery_mechanism      VARCHAR  person   -           how a service is paid for, as submitted
--   cqc_location_id         VARCHAR  person   -           CQC location of the provider
--   review_reason           VARCHAR  person   -           why it was reviewed
--   unit_cost               DOUBLE   person   GBP         planned gross cost of a unit
--   cost_frequency          VARCHAR  person   -           what the unit is
--   planned_units           DOUBLE   person   units/week  units planned

WITH dated AS (
    SELECT
        greatest(
            chosen.covers_from,
            CAST(chosen.covers_to + INTERVAL 1 DAY - INTERVAL 1 YEAR AS DATE)
        ) AS year_start,
        chosen.covers_to AS year_end,
        events.landed_file,
        events.line,
        events.person_key,
        events.la_person_key,
        events.age_at_event_start,
        events.age_at_period_end,
        events.la_code,
        events.died_on,
        events.client_type,
        events.primary_support_reason,
        events.postcode_key,
        events.event_type,
        events.event_start,
        events.event_outcome,
        events.route_of_access,
        events.assessment_type,
        events.service_type,
        events.service_component,
        events.delivery_mechanism,
        events.cqc_location_id,
        events.review_reason,
        events.unit_cost,
        events.cost_frequency,
        events.planned_units,
        CASE
            WHEN events.died_on >= events.event_start
                AND (events.event_end IS NULL OR events.died_on <= events.event_end)
                THEN events.died_on
            ELSE events.event_end
        END AS ended_on
    FROM raw_cld__events AS events
    JOIN core_cld__submissions AS chosen
        ON chosen.period_start = events.period_start
        AND chosen.period_end = events.period_end
        AND chosen.is_chosen
)

SELECT
    year_start,
    year_end,
    landed_file,
    line,
    person_key,
    la_person_key,
    age_at_event_start,
    age_at_period_end,
    la_code,
    died_on,
    client_type,
    primary_support_reason,
    postcode_key,
    event_type,
    event_start,
    ended_on,
    event_outcome,
    route_of_access,
    assessment_type,
    service_type,
    service_component,
    delivery_mechanism,
    cqc_location_id,
    review_reason,
    unit_cost,
    cost_frequency,
    planned_units
FROM dated
WHERE event_start <= year_end
    AND CASE
        WHEN event_type = 'Service' THEN ended_on IS NULL OR ended_on >= year_start
        ELSE ended_on BETWEEN year_start AND year_end
    END
