-- model:   core_council__unplaced
-- purpose: How many accepted rows of each file could be put in no area, because their postcode or code
--     is in no lookup that was supplied. Such supply is left out of every sum of hours.
-- grain:   source, file
-- sources: council_arrangements, council_referrals, council_supply, about,
--     ons_postcodes, ons_postcode_directory,
--     ons_postcode_lookup, os_code_point, ons_area_wards, ons_area_changes
-- columns:
--   source         VARCHAR  council  -     the table: council_arrangements, council_referrals or council_supply
--   file           VARCHAR  council  -     file that the rows came in
--   rows           BIGINT   council  rows  rows accepted
--   rows_unplaced  BIGINT   council  rows  of them, rows in no area; for supply, at no point

WITH placed AS (
    SELECT
        'council_arrangements' AS source,
        spells.landed_file AS file,
        found.area_code IS NOT NULL AS is_placed
    FROM raw_council__arrangements AS spells
    JOIN core_council__arrangements AS found
        ON found.arrangement_key = spells.arrangement_key
        AND found.started_on = spells.started_on
    UNION ALL
    SELECT 'council_referrals', requests.landed_file, found.area_code IS NOT NULL
    FROM raw_council__referrals AS requests
    JOIN core_council__referrals AS found
        ON found.referral_key = requests.referral_key
    UNION ALL
    SELECT 'council_supply', supply.landed_file, found.supply_key IS NOT NULL
    FROM raw_council__supply AS supply
    LEFT JOIN core_council__supply AS found
        ON found.supply_key = supply.supply_key
        AND found.from_date = supply.from_date
)

SELECT
    source,
    file,
    count(*) AS rows,
    count(*) FILTER (WHERE NOT is_placed) AS rows_unplaced
FROM placed
GROUP BY source, file
