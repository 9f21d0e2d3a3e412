-- model:   core_council__infrastructure_lines
-- purpose: Every cost of every infrastructure model, and whether it holds now.
-- grain:   landed_file, line
-- sources: council_infrastructure_lines, about
-- columns:
--   model        VARCHAR  council  -           name of the model
--   task         VARCHAR  council  -           what the money does
--   basis        VARCHAR  council  -           how the cost grows
--   gbp          DOUBLE   council  GBP         the cost
--   step_hours   DOUBLE   council  hours/week  hours a week that one step carries
--   from_date    DATE     council  -           first day that it holds
--   to_date      DATE     council  -           last day that it holds; empty while it goes on
--   price_base   VARCHAR  council  -           financial year whose prices these are
--   is_current   BOOLEAN  council  -           it holds on the day the build speaks of
--   landed_file  VARCHAR  council  -           file that the line came in
--   line         BIGINT   council  -           line of that file

SELECT
    costs.model,
    costs.task,
    costs.basis,
    costs.gbp,
    costs.step_hours,
    costs.from_date,
    costs.to_date,
    costs.price_base,
    (costs.from_date IS NULL OR costs.from_date <= about.as_of)
        AND (costs.to_date IS NULL OR costs.to_date >= about.as_of) AS is_current,
    costs.landed_file,
    costs.line
FROM raw_council__infrastructure_lines AS costs
CROSS JOIN about
