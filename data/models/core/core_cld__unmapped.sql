-- model:   core_cld__unmapped
-- purpose: Values of client-level data that are on no list that we hold, over all
--     files. They stay as they are; nothing is dropped.
-- grain:   field, value
-- sources: client_level_data
-- columns:
--   field  VARCHAR  council  -     field that holds it
--   value  VARCHAR  person   -     the value, as submitted; never leaves the vault
--   rows   BIGINT   council  rows  rows that hold it

SELECT
    field,
    value,
    CAST(sum(rows) AS BIGINT) AS rows
FROM raw_cld__unmapped
GROUP BY ALL
