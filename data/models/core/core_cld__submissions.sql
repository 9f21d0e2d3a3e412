-- model:   core_cld__submissions
-- purpose: Each reporting period that client-level data were submitted for, and the
--     months that they cover in truth: those with at least 2% of the events and three
--     of the four types of event (fewer where the submission has fewer) that end in
--     them. Under 100 events, or where no month has so many, the period stated holds.
--     The one chosen covers the latest month.
-- grain:   period_start, period_end
-- sources: client_level_data, about
-- columns:
--   period_start  DATE     council  -       first day of the reporting period stated
--   period_end    DATE     council  -       last day of the reporting period stated
--   events        BIGINT   council  events  rows submitted for it
--   covers_from   DATE     council  -       first day of the first month covered
--   covers_to     DATE     council  -       last day of the last month covered
--   is_chosen     BOOLEAN  council  -       the submission that figures are made of

WITH submissions AS (
    SELECT
        period_start,
        period_end,
        count(*) AS events,
        count(DISTINCT event_type) AS types
    FROM raw_cld__events
    GROUP BY ALL
),

months AS (
    SELECT
        period_start,
        period_end,
        date_trunc('month', event_end) AS month,
        count(*) AS events,
        count(DISTINCT event_type) AS types
    FROM raw_cld__events
    -- What ends after the period, or before it, was not of the period.
    WHERE event_end BETWEEN period_start AND period_end
    GROUP BY ALL
),

covered AS (
    SELECT
        period_start,
        period_end,
        min(months.month) AS first_month,
        max(months.month) AS last_month
    FROM months
    JOIN submissions USING (period_start, period_end)
    WHERE months.events >= 0.02 * submissions.events
        AND months.types >= least(3, submissions.types)
    GROUP BY ALL
),

dated AS (
    SELECT
        submissions.period_start,
        submissions.period_end,
        submissions.events,
        CASE
            WHEN submissions.events < 100 OR covered.first_month IS NULL
                THEN submissions.period_start
            ELSE greatest(CAST(covered.first_month AS DATE), submissions.period_start)
        END AS covers_from,
        CASE
            WHEN submissions.events < 100 OR covered.last_month IS NULL
                THEN submissions.period_end
            ELSE least(
                CAST(covered.last_month + INTERVAL 1 MONTH - INTERVAL 1 DAY AS DATE),
                submissions.period_end
            )
        END AS covers_to
    FROM submissions
    LEFT JOIN covered USING (period_start, period_end)
)

SELECT
    dated.*,
    -- Nothing after the day that the build speaks of; of two, the later and the longer.
    coalesce(row_number() OVER (
        PARTITION BY dated.covers_to <= about.as_of
        ORDER BY dated.covers_to DESC, dated.covers_from, dated.period_end DESC,
            dated.period_start
    ) = 1 AND dated.covers_to <= about.as_of, FALSE) AS is_chosen
FROM dated
CROSS JOIN about
