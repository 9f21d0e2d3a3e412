-- model:   raw_cld__unmapped
-- purpose: Values that are on no list of the client-level data specification, as they
--     were submitted.
-- grain:   landed_file, field, value
-- sources: client_level_data
-- columns:
--   landed_file  VARCHAR  council  -     file that the row came in
--   field        VARCHAR  council  -     field that holds it
--   value        VARCHAR  person   -     the value, as submitted; never leaves the vault
--   rows         BIGINT   council  rows  rows that hold it

SELECT
    landed_file,
    field,
    value,
    rows
FROM landed_client_level_data__unmapped
