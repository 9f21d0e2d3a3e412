-- model:   raw_council__arrangements
-- purpose: The arrangements table as the council gave it, ids hashed.
-- grain:   arrangement_key, started_on
-- sources: council_arrangements
-- columns:
--   arrangement_key               VARCHAR  person   -           keyed hash of the council's number for the arrangement
--   person_key                    VARCHAR  person   -           keyed hash of the council's number for the person
--   route                         VARCHAR  person   -           how the personal budget is used
--   started_on                    DATE     person   -           first day of the spell
--   ended_on                      DATE     person   -           last day of the spell; empty while it goes on
--   end_reason                    VARCHAR  person   -           why it ended
--   postcode_key                  VARCHAR  person   -           postcode in capitals without its space; never leaves the vault
--   lsoa_code                     VARCHAR  person   -           2021 LSOA of the home, instead of a postcode
--   age_band                      VARCHAR  person   -           age band of the person
--   primary_support_reason        VARCHAR  person   -           client-level data support reason
--   weekly_hours                  DOUBLE   person   hours/week  hours of care planned
--   weekly_budget_gbp             DOUBLE   person   GBP/week    gross personal budget
--   client_contribution_gbp_week  DOUBLE   person   GBP/week    what the person pays
--   paid_net                      BOOLEAN  person   -           the payment leaves out the contribution
--   funding                       VARCHAR  person   -           who funds it
--   payment_by                    VARCHAR  person   -           how a direct payment is paid
--   provider_id                   VARCHAR  person   -           main provider
--   managed_by                    VARCHAR  person   -           who manages the budget
--   workforce                     VARCHAR  person   -           how the workers are engaged
--   has_capacity                  VARCHAR  person   -           the person has capacity to request payments
--   can_direct_support            VARCHAR  person   -           the person can direct their support
--   has_authorised_person         VARCHAR  person   -           somebody is authorised for them
--   isf_holder                    VARCHAR  person   -           who holds the fund
--   isf_contract                  VARCHAR  person   -           parties to the agreement
--   isf_charge_gbp_week           DOUBLE   person   GBP/week    charge for managing the fund
--   isf_charge_pct                DOUBLE   person   %           charge as a share of the budget
--   isf_charge_level              VARCHAR  person   -           the council's name for the level charged
--   pooled_with_key               VARCHAR  person   -           keyed hash of the number of an arrangement pooled with
--   has_virtual_budget            BOOLEAN  person   -           a virtual budget can be seen
--   can_bank_hours                BOOLEAN  person   -           unused hours can be kept
--   statement_every               VARCHAR  person   -           how often a statement is given
--   underspend_returned_gbp       DOUBLE   person   GBP         underspend given back
--   underspend_kept_gbp           DOUBLE   person   GBP         underspend kept
--   last_reviewed_on              DATE     person   -           last review
--   landed_file                   VARCHAR  council  -           file that the row came in
--   line                          BIGINT   council  -           line of that file

SELECT
    arrangement_id AS arrangement_key,
    person_id AS person_key,
    route,
    started_on,
    ended_on,
    end_reason,
    postcode AS postcode_key,
    lsoa_code,
    age_band,
    primary_support_reason,
    weekly_hours,
    weekly_budget_gbp,
    client_contribution_gbp_week,
    paid_net,
    funding,
    payment_by,
    provider_id,
    managed_by,
    workforce,
    has_capacity,
    can_direct_support,
    has_authorised_person,
    isf_holder,
    isf_contract,
    isf_charge_gbp_week,
    isf_charge_pct,
    isf_charge_level,
    pooled_with AS pooled_with_key,
    has_virtual_budget,
    can_bank_hours,
    statement_every,
    underspend_returned_gbp,
    underspend_kept_gbp,
    last_reviewed_on,
    landed_file,
    line
FROM landed_council_arrangements
