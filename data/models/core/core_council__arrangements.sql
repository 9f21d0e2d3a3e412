-- model:   core_council__arrangements
-- purpose: Every spell of every care arrangement, placed in its area. No postcode.
-- grain:   arrangement_key, started_on
-- sources: council_arrangements, about, ons_postcodes, ons_postcode_directory,
--     ons_postcode_lookup, os_code_point, ons_area_wards, ons_area_changes
-- columns:
--   arrangement_key               VARCHAR  person  -           keyed hash of the council's number for the arrangement
--   person_key                    VARCHAR  person  -           keyed hash of the council's number for the person
--   route                         VARCHAR  person  -           how the personal budget is used
--   started_on                    DATE     person  -           first day of the spell
--   ended_on                      DATE     person  -           last day of the spell; empty while it goes on
--   end_reason                    VARCHAR  person  -           why it ended
--   area_code                     VARCHAR  person  -           2021 LSOA of the home; empty where neither code nor postcode is known
--   age_band                      VARCHAR  person  -           age band of the person
--   primary_support_reason        VARCHAR  person  -           client-level data support reason
--   weekly_hours                  DOUBLE   person  hours/week  hours of care planned
--   weekly_budget_gbp             DOUBLE   person  GBP/week    gross personal budget
--   client_contribution_gbp_week  DOUBLE   person  GBP/week    what the person pays
--   paid_net                      BOOLEAN  person  -           the payment leaves out the contribution
--   funding                       VARCHAR  person  -           who funds it
--   payment_by                    VARCHAR  person  -           how a direct payment is paid
--   provider_id                   VARCHAR  person  -           main provider
--   managed_by                    VARCHAR  person  -           who manages the budget
--   workforce                     VARCHAR  person  -           how the workers are engaged
--   has_capacity                  VARCHAR  person  -           the person has capacity to request payments
--   can_direct_support            VARCHAR  person  -           the person can direct their support
--   has_authorised_person         VARCHAR  person  -           somebody is authorised for them
--   isf_holder                    VARCHAR  person  -           who holds the fund
--   isf_contract                  VARCHAR  person  -           parties to the agreement
--   isf_charge_gbp_week           DOUBLE   person  GBP/week    charge for managing the fund
--   isf_charge_pct                DOUBLE   person  %           charge as a share of the budget
--   isf_charge_level              VARCHAR  person  -           the council's name for the level charged
--   pooled_with_key               VARCHAR  person  -           keyed hash of the number of an arrangement pooled with
--   has_virtual_budget            BOOLEAN  person  -           a virtual budget can be seen
--   can_bank_hours                BOOLEAN  person  -           unused hours can be kept
--   statement_every               VARCHAR  person  -           how often a statement is given
--   underspend_returned_gbp       DOUBLE   person  GBP         underspend given back
--   underspend_kept_gbp           DOUBLE   person  GBP         underspend kept
--   last_reviewed_on              DATE     person  -           last review
--   is_open                       BOOLEAN  person  -           open on the day the build speaks of, its first and last day inside

SELECT
    spells.arrangement_key,
    spells.person_key,
    spells.route,
    spells.started_on,
    spells.ended_on,
    spells.end_reason,
    coalesce(areas.area_code, places.area_code) AS area_code,
    spells.age_band,
    spells.primary_support_reason,
    spells.weekly_hours,
    spells.weekly_budget_gbp,
    spells.client_contribution_gbp_week,
    spells.paid_net,
    spells.funding,
    spells.payment_by,
    spells.provider_id,
    spells.managed_by,
    spells.workforce,
    spells.has_capacity,
    spells.can_direct_support,
    spells.has_authorised_person,
    spells.isf_holder,
    spells.isf_contract,
    spells.isf_charge_gbp_week,
    spells.isf_charge_pct,
    spells.isf_charge_level,
    spells.pooled_with_key,
    spells.has_virtual_budget,
    spells.can_bank_hours,
    spells.statement_every,
    spells.underspend_returned_gbp,
    spells.underspend_kept_gbp,
    spells.last_reviewed_on,
    spells.started_on <= about.as_of
        AND (spells.ended_on IS NULL OR spells.ended_on >= about.as_of) AS is_open
FROM raw_council__arrangements AS spells
CROSS JOIN about
-- A code of no 2021 area, such as one of 2011, leaves the postcode to tell.
LEFT JOIN core_ons__area_codes AS areas ON areas.any_code = spells.lsoa_code
LEFT JOIN core_council__postcode_matches AS places
    ON places.source = 'council_arrangements'
    AND places.file = spells.landed_file
    AND places.line = spells.line
