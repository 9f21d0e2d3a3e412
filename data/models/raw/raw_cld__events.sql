-- model:   raw_cld__events
-- purpose: Client-level data as the council submitted it: every list value in one
--     wording, nobody named.
-- grain:   landed_file, line
-- sources: client_level_data
-- columns:
--   landed_file             VARCHAR  council  -           file that the row came in
--   line                    BIGINT   council  -           line of that file
--   person_key              VARCHAR  person   -           keyed hash of the NHS number submitted, else of the council's code and number
--   la_person_key           VARCHAR  person   -           keyed hash of the council's number alone, as its other tables have it
--   age_at_event_start      BIGINT   person   years       age when the event began, from the first of the month of birth
--   age_at_period_end       BIGINT   person   years       age on the last day of the reporting period stated
--   la_code                 VARCHAR  council  -           the council's number among councils with adult social care
--   period_start            DATE     council  -           first day of the reporting period stated
--   period_end              DATE     council  -           last day of the reporting period stated
--   gender                  VARCHAR  person   -           gender
--   ethnicity               VARCHAR  person   -           ethnicity
--   died_on                 DATE     person   -           date of death
--   client_type             VARCHAR  person   -           service user, unpaid carer, or carer known by association
--   primary_support_reason  VARCHAR  person   -           main reason for support
--   postcode_key            VARCHAR  person   -           postcode in capitals without its space; never leaves the vault
--   accommodation_status    VARCHAR  person   -           where the person lives
--   employment_status       VARCHAR  person   -           paid work
--   has_unpaid_carer        VARCHAR  person   -           somebody cares for them unpaid
--   autism                  VARCHAR  person   -           autism spectrum disorder
--   visual_impairment       VARCHAR  person   -           sight
--   hearing_impairment      VARCHAR  person   -           hearing
--   dementia                VARCHAR  person   -           dementia
--   client_funding_status   VARCHAR  person   -           who funds the support
--   event_type              VARCHAR  person   -           request, assessment, service or review
--   event_start             DATE     person   -           first day of the event
--   event_end               DATE     person   -           last day of the event as submitted; empty while it goes on
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

SELECT
    landed_file,
    line,
    person_key,
    la_person_key,
    age_at_event_start,
    age_at_period_end,
    la_code,
    period_start,
    period_end,
    gender,
    ethnicity,
    died_on,
    client_type,
    primary_support_reason,
    postcode AS postcode_key,
    accommodation_status,
    employment_status,
    has_unpaid_carer,
    autism,
    visual_impairment,
    hearing_impairment,
    dementia,
    client_funding_status,
    event_type,
    event_start,
    event_end,
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
FROM landed_client_level_data
