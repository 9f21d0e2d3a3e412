-- model:   raw_msif__fees
-- purpose: Fees that councils pay providers, each under the words of its heading.
-- grain:   council_name, year_ending, place
-- sources: msif_fees
-- columns:
--   council_name  VARCHAR  open  -  council as the file names it
--   ons_code      VARCHAR  open  -  its ONS code; empty where the file has none
--   year_ending   BIGINT   open  -  year of the 31 March that ends the last year it names; empty if none
--   place         BIGINT   open  -  number of the column in the file
--   kind          VARCHAR  open  -  home_care, supported_living, care_home or nursing_home, with its ages
--   heading       VARCHAR  open  -  heading in the words of the file
--   unit          VARCHAR  open  -  GBP/hour, GBP/week or %; empty where the heading does not say
--   value         DOUBLE   open  -  as published, in that unit
--   value_status  VARCHAR  open  -  ok, zero, suppressed, not_supplied, not_applicable

SELECT
    council_name,
    ons_code,
    year(landed_vintage) AS year_ending,
    place,
    kind,
    heading,
    unit,
    value,
    value_status
FROM landed_msif_fees
-- Of two files of one year, the one whose name comes first.
QUALIFY rank() OVER (
    PARTITION BY council_name, landed_vintage ORDER BY landed_file
) = 1
