-- model:   core_council__unplaced
-- purpose: How many accepted rows could be put in no area, because their postcode or code is not in
--     the supplied lookups. Supply that is not placed is left out of every sum of hours.
-- grain:   source
-- sources: council_arrangements, council_referrals, council_supply, ons_postcodes, ons_area_wards, ons_area_changes
-- columns:
--   source         VARCHAR  council  -     the table: council_arrangements, council_referrals or council_supply
--   rows           BIGINT   council  rows  rows accepted
--   rows_unplaced  BIGINT   council  rows  of them, rows in no area; for supply, at no point

SELECT
    'council_arrangements' AS source,
    count(*) AS rows,
    count(*) FILTER (WHERE area_code IS NULL) AS rows_unplaced
FROM core_council__arrangements
UNION ALL
SELECT 'council_referrals', count(*), count(*) FILTER (WHERE area_code IS NULL)
FROM core_council__referrals
UNION ALL
SELECT 'council_supply', count(*), count(*) FILTER (WHERE placed.supply_key IS NULL)
FROM raw_council__supply AS supply
LEFT JOIN core_council__supply AS placed
    ON placed.supply_key = supply.supply_key
    AND placed.from_date = supply.from_date
