-- model:   raw_cqc__directory
-- purpose: The locations of CQC's care directory, which has no ratings.
-- grain:   location_id
-- sources: cqc_directory
-- columns:
--   location_id    VARCHAR  open  -  CQC's id of the location
--   location_name  VARCHAR  open  -  its name; empty where it is a person's name
--   provider_id    VARCHAR  open  -  CQC's id of the provider
--   provider_name  VARCHAR  open  -  its name; empty where it is a person's name
--   postcode_key   VARCHAR  open  -  postcode in capitals without its space
--   council_name   VARCHAR  open  -  council as CQC names it
--   service_types  VARCHAR  open  -  what it is registered to do, parted by bars
--   specialisms    VARCHAR  open  -  whom and what it cares for, parted by bars
--   checked_on     DATE     open  -  day of CQC's latest check
--   described_on   DATE     open  -  day that the file describes

SELECT
    cqc_location_id AS location_id,
    name AS location_name,
    cqc_provider_id AS provider_id,
    provider_name,
    postcode AS postcode_key,
    local_authority AS council_name,
    service_types,
    specialisms_services AS specialisms,
    date_of_latest_check AS checked_on,
    landed_vintage AS described_on
FROM landed_cqc_directory
-- Of two files, the newer.
QUALIFY row_number() OVER (
    PARTITION BY cqc_location_id ORDER BY landed_vintage DESC NULLS LAST, landed_file
) = 1
