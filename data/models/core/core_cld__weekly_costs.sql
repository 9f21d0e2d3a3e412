-- model:   core_cld__weekly_costs
-- purpose: What each service costs, in the last three months of the year. The frequency
--     is trusted over the planned units, which only count where the unit is shorter
--     than a week. Without a cost, or without units, there is no row.
-- grain:   landed_file, line
-- sources: client_level_data, about
-- columns:
--   landed_file        VARCHAR  council  -         file that the row came in
--   line               BIGINT   council  -         line of that file
--   person_key         VARCHAR  person   -         keyed hash of the NHS number submitted, else of the council's code and number
--   client_type        VARCHAR  person   -         service user, unpaid carer, or carer known by association
--   service_type       VARCHAR  person   -         setting of a service
--   service_component  VARCHAR  person   -         kind of service
--   mechanism          VARCHAR  person   -         direct_payment, managed_budget or commissioned; empty if not known
--   weekly_gbp         DOUBLE   person   GBP/week  cost a week; empty for what is paid once
--   weeks              DOUBLE   person   weeks     weeks of the quarter that it ran
--   quarter_gbp        DOUBLE   person   GBP       cost in the quarter

WITH priced AS (
    SELECT
        *,
        abs(unit_cost) AS unit_gbp,
        CASE cost_frequency
            WHEN 'Weekly' THEN 1
            WHEN 'Fortnightly' THEN 1 / 2
            WHEN '4-weekly' THEN 1 / 4
            WHEN 'Monthly' THEN 12 / 52
            WHEN 'Quarterly' THEN 4 / 52
            WHEN 'Annually' THEN 1 / 52
            ELSE nullif(abs(planned_units), 0)
        END AS units_a_week,
        coalesce(cost_frequency = 'One-off', FALSE) AS is_once,
        CAST(date_trunc('month', year_end) - INTERVAL 2 MONTH AS DATE) AS quarter_start
    FROM core_cld__events
    WHERE event_type = 'Service' AND unit_cost <> 0
),

running AS (
    SELECT
        *,
        (least(coalesce(ended_on, year_end), year_end)
            - greatest(event_start, quarter_start) + 1) / 7 AS weeks
    FROM priced
    WHERE ended_on IS NULL OR ended_on >= quarter_start
)

SELECT
    landed_file,
    line,
    person_key,
    client_type,
    service_type,
    service_component,
    mechanism,
    CAST(CASE WHEN NOT is_once THEN unit_gbp * units_a_week END AS DOUBLE) AS weekly_gbp,
    CAST(weeks AS DOUBLE) AS weeks,
    CAST(
        CASE WHEN is_once THEN unit_gbp ELSE unit_gbp * units_a_week * weeks END AS DOUBLE
    ) AS quarter_gbp
FROM running
WHERE is_once OR units_a_week IS NOT NULL
