-- model:   raw_cqc__active_locations
-- purpose: The locations of CQC's care directory with filters.
-- grain:   location_id
-- sources: cqc_active_locations
-- columns:
--   location_id       VARCHAR  open  -       CQC's id of the location
--   location_name     VARCHAR  open  -       its name; empty where it is a person's name
--   provider_id       VARCHAR  open  -       CQC's id of the provider
--   provider_name     VARCHAR  open  -       its name; empty where it is a person's name
--   postcode_key      VARCHAR  open  -       postcode in capitals without its space
--   council_name      VARCHAR  open  -       council as CQC names it
--   primary_category  VARCHAR  open  -       primary inspection category
--   service_types     VARCHAR  open  -       what it is registered to do, parted by bars
--   overall_rating    VARCHAR  open  -       rating; Not rated too where it has several service types
--   rated_on          DATE     open  -       day the rating was published
--   is_care_home      BOOLEAN  open  -       whether it is a care home
--   is_dormant        BOOLEAN  open  -       whether it gives no care at present
--   beds              BIGINT   open  beds    beds of a care home
--   registered_on     DATE     open  -       day it was registered
--   ownership         VARCHAR  open  -       ownership of the provider
--   brand_name        VARCHAR  open  -       brand; empty where it has none
--   x_m               DOUBLE   open  metres  easting by its coordinates, British National Grid
--   y_m               DOUBLE   open  metres  northing by its coordinates
--   described_on      DATE     open  -       day that the file describes

SELECT
    location_id,
    location_name,
    provider_id,
    provider_name,
    location_postal_code AS postcode_key,
    location_local_authority AS council_name,
    location_primary_inspection_category AS primary_category,
    service_types,
    location_latest_overall_rating AS overall_rating,
    publication_date AS rated_on,
    care_home AS is_care_home,
    dormant AS is_dormant,
    care_homes_beds AS beds,
    location_hsca_start_date AS registered_on,
    provider_ownership_type AS ownership,
    brand_name,
    x_m,
    y_m,
    landed_vintage AS described_on
FROM landed_cqc_active_locations
-- Of two files, the newer.
QUALIFY row_number() OVER (
    PARTITION BY location_id ORDER BY landed_vintage DESC NULLS LAST, landed_file
) = 1
