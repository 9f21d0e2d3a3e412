-- model:   raw_council__infrastructure_lines
-- purpose: The infrastructure_lines table as the council gave it.
-- grain:   landed_file, line
-- sources: council_infrastructure_lines
-- columns:
--   model        VARCHAR  council  -           name of the model
--   task         VARCHAR  council  -           what the money does
--   basis        VARCHAR  council  -           how the cost grows
--   gbp          DOUBLE   council  GBP         the cost
--   step_hours   DOUBLE   council  hours/week  hours a week that one step carries
--   from_date    DATE     council  -           first day that it holds
--   to_date      DATE     council  -           last day that it holds; empty while it goes on
--   price_base   VARCHAR  council  -           financial year whose prices these are
--   landed_file  VARCHAR  council  -           file that the row came in
--   line         BIGINT   council  -           line of that file

SELECT
    model,
    task,
    basis,
    gbp,
    step_hours,
    "from" AS from_date,
    "to" AS to_date,
    price_base,
    landed_file,
    line
FROM landed_council_infrastructure_lines
