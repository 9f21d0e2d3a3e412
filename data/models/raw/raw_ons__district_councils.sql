-- model:   raw_ons__district_councils
-- purpose: The upper-tier council of each district; in England the council with adult social care.
-- grain:   district_code
-- sources: ons_district_councils
-- columns:
--   district_code  VARCHAR  open  -  lower-tier council of 2023
--   district_name  VARCHAR  open  -  name of that council
--   council_code   VARCHAR  open  -  upper-tier council of 2023
--   council_name   VARCHAR  open  -  name of that council

SELECT
    ltla23_code AS district_code,
    ltla23_name AS district_name,
    utla23_code AS council_code,
    utla23_name AS council_name
FROM landed_ons_district_councils
-- Of two files, the newer.
QUALIFY row_number() OVER (
    PARTITION BY ltla23_code ORDER BY landed_vintage DESC, landed_file
) = 1
