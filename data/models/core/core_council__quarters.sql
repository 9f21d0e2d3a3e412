-- model:   core_council__quarters
-- purpose: The quarter ends from the first arrangement's start to the day the build speaks of.
-- grain:   quarter_end
-- sources: council_arrangements, about
-- columns:
--   quarter_end  DATE  council  -  last day of a calendar quarter that has ended

SELECT CAST(started + INTERVAL 3 MONTH - INTERVAL 1 DAY AS DATE) AS quarter_end
FROM about
CROSS JOIN LATERAL (
    SELECT unnest(generate_series(
        date_trunc('quarter', (SELECT min(started_on) FROM raw_council__arrangements)),
        about.as_of,
        INTERVAL 3 MONTH
    )) AS started
) AS quarters
WHERE quarter_end <= about.as_of
