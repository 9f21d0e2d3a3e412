-- model:   raw_cld__findings
-- purpose: What is wrong with rows of client-level data that were kept all the same.
-- grain:   landed_file, line, column_name, rule
-- sources: client_level_data
-- columns:
--   landed_file  VARCHAR  council  -  file that the row came in
--   line         BIGINT   council  -  line of that file
--   column_name  VARCHAR  council  -  field at fault
--   rule         VARCHAR  council  -  what is wrong, in words that hold no value

SELECT
    landed_file,
    line,
    column_name,
    rule
FROM landed_client_level_data__findings
