-- model:   raw_cqc__api_locations
-- purpose: Single locations as CQC's syndication service gives them.
-- grain:   location_id
-- sources: cqc_api_locations
-- columns:
--   location_id       VARCHAR  open  -       CQC's id of the location
--   location_name     VARCHAR  open  -       its name; empty where it is a person's name
--   provider_id       VARCHAR  open  -       CQC's id of the provider
--   postcode_key      VARCHAR  open  -       postcode in capitals without its space
--   council_name      VARCHAR  open  -       council as CQC names it
--   primary_category  VARCHAR  open  -       primary inspection category
--   service_types     VARCHAR  open  -       what it is registered to do, parted by bars
--   overall_rating    VARCHAR  open  -       latest rating of the old framework or the new
--   rated_on          DATE     open  -       day of the rating
--   is_care_home      BOOLEAN  open  -       whether it is a care home
--   is_registered     BOOLEAN  open  -       whether it is registered still
--   is_dormant        BOOLEAN  open  -       whether it gives no care at present
--   beds              BIGINT   open  beds    beds of a care home
--   x_m               DOUBLE   open  metres  easting by its coordinates, British National Grid
--   y_m               DOUBLE   open  metres  northing by its coordinates
--   described_on      DATE     open  -       last day on which it was rated, inspected, registered or struck off

SELECT
    location_id,
    name AS location_name,
    provider_id,
    postal_code AS postcode_key,
    local_authority AS council_name,
    primary_category,
    service_types,
    overall_rating,
    rated_on,
    care_home AS is_care_home,
    lower(registration_status) <> 'deregistered' AS is_registered,
    dormancy AS is_dormant,
    number_of_beds AS beds,
    x_m,
    y_m,
    last_dated_on AS described_on
FROM landed_cqc_api_locations
-- Of two copies, the one with the later date.
QUALIFY row_number() OVER (
    PARTITION BY location_id
    ORDER BY last_dated_on DESC NULLS LAST, landed_file
) = 1
