-- model:   core_msif__fees
-- purpose: Fees that each council pays providers, by kind of care.
-- grain:   council_name, year_ending, place
-- sources: msif_fees, ons_district_councils
-- columns:
--   council_code  VARCHAR  open  -  the code that stands for the council here; empty if unknown
--   council_name  VARCHAR  open  -  council as the file names it
--   year_ending   BIGINT   open  -  year of the 31 March that ends the last year it names; empty if none
--   place         BIGINT   open  -  number of the column in the file
--   kind          VARCHAR  open  -  home_care, supported_living, care_home or nursing_home, with its ages
--   heading       VARCHAR  open  -  heading in the words of the file
--   unit          VARCHAR  open  -  GBP/hour, GBP/week or %; empty where the heading does not say
--   value         DOUBLE   open  -  as published, in that unit
--   value_status  VARCHAR  open  -  ok, zero, suppressed, not_supplied, not_applicable

SELECT
    coalesce(codes.council_code, names.council_code) AS council_code,
    fees.council_name,
    fees.year_ending,
    fees.place,
    fees.kind,
    fees.heading,
    fees.unit,
    fees.value,
    fees.value_status
FROM raw_msif__fees AS fees
LEFT JOIN core_ons__council_codes AS codes ON codes.any_code = fees.ons_code
LEFT JOIN core_ons__council_names AS names
    ON names.name_key = trim(
        regexp_replace(
            replace(lower(fees.council_name), '&', 'and'),
            ',.*$| borough$|[^a-z ]', '', 'g'
        )
    )
