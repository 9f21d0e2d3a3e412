-- model:   core_cld__events
-- purpose: One row for each unique event of the year, as the Department tells events
--     apart in a single submission. Of rows that tell of one event the open one is
--     kept, else the last to end, then the highest outcome, then the last line.
--     Wordings are compared after they were put into one.
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
--   mechanism               VARCHAR  person   -           direct_payment, managed_budget or commissioned; empty if not known

SELECT
    * EXCLUDE (outcome_rank),
    -- A component that is a direct payment says so whatever the mechanism says.
    CASE
        WHEN event_type <> 'Service' THEN NULL
        WHEN service_component = 'Direct payment' THEN 'direct_payment'
        WHEN delivery_mechanism = 'Direct payment' THEN 'direct_payment'
        WHEN delivery_mechanism = 'CASSR managed personal budget' THEN 'managed_budget'
        WHEN delivery_mechanism = 'CASSR commissioned support' THEN 'commissioned'
    END AS mechanism
FROM (
    SELECT
        *,
        list_position(
            [
                'Progress to reablement/ST-Max',
                'Progress to assessment, review or reassessment',
                'Progress to support planning or services',
                'Continuation of support or services',
                'Admitted to hospital',
                'NFA: Responsibility moved to another local authority',
                'NFA: Referral to NHS services or NHS funded social care',
                'NFA: Self-funded client or under 12wk disregard',
                'NFA: Information and advice or signposting',
                'NFA: Referral to other service within the local authority',
                'NFA: Support declined',
                'NFA: Deceased',
                'NFA: Support ended as planned',
                'NFA: Support ended for other reason',
                'NFA: No services offered for other reason',
                'NFA: Other'
            ],
            event_outcome
        ) AS outcome_rank
    FROM core_cld__period_events
)
QUALIFY row_number() OVER (
    PARTITION BY
        la_code, person_key, event_start, client_type, event_type,
        CASE WHEN event_type <> 'Service' THEN ended_on END,
        CASE WHEN event_type = 'Request' THEN route_of_access END,
        CASE WHEN event_type = 'Assessment' THEN assessment_type END,
        CASE WHEN event_type = 'Service' THEN service_type END,
        CASE WHEN event_type = 'Service' THEN service_component END,
        CASE WHEN event_type = 'Service' THEN delivery_mechanism END,
        CASE WHEN event_type = 'Service' THEN unit_cost END,
        CASE WHEN event_type = 'Service' THEN cost_frequency END,
        CASE WHEN event_type = 'Service' THEN planned_units END
    ORDER BY
        ended_on DESC NULLS FIRST, outcome_rank NULLS LAST, landed_file DESC, line DESC
) = 1
