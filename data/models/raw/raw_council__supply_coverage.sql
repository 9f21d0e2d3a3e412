-- model:   raw_council__supply_coverage
-- purpose: The supply_coverage table as the council gave it.
-- grain:   council_code, from_date
-- sources: council_supply_coverage
-- columns:
--   council_code  VARCHAR  council  -  the council covered
--   complete      BOOLEAN  council  -  every place of supply there is in the table
--   from_date     DATE     council  -  first day covered
--   to_date       DATE     council  -  last day covered; empty while it goes on
--   landed_file   VARCHAR  council  -  file that the row came in
--   line          BIGINT   council  -  line of that file

SELECT
    council_code,
    complete,
    "from" AS from_date,
    "to" AS to_date,
    landed_file,
    line
FROM landed_council_supply_coverage
