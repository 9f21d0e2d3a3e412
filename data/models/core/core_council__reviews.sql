-- model:   core_council__reviews
-- purpose: Every review of a person: hours planned, and how the person is.
-- grain:   person_key, reviewed_on
-- sources: council_reviews
-- columns:
--   person_key                VARCHAR  person  -              keyed hash of the council's number for the person
--   reviewed_on               DATE     person  -              day of the review
--   weekly_hours              DOUBLE   person  hours/week     hours of formal care planned at the review
--   independence_0_10         DOUBLE   person  score 0 to 10  independence, 10 the most
--   satisfaction_0_10         DOUBLE   person  score 0 to 10  satisfaction with the support
--   community_links_0_10      DOUBLE   person  score 0 to 10  links in the community
--   less_support_was_own_aim  VARCHAR  person  -              to need less formal support was the person's own aim: yes, no or unknown
--   pilot_group               VARCHAR  person  -              code of the pilot that the person is part of

SELECT
    person_key,
    reviewed_on,
    weekly_hours,
    independence_0_10,
    satisfaction_0_10,
    community_links_0_10,
    less_support_was_own_aim,
    pilot_group
FROM raw_council__reviews
