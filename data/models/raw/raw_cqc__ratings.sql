-- model:   raw_cqc__ratings
-- purpose: Every rating that CQC publishes of a location, by service and domain.
-- grain:   location_id, service_group, domain, report_type
-- sources: cqc_ratings
-- columns:
--   location_id       VARCHAR  open  -  CQC's id of the location
--   location_name     VARCHAR  open  -  its name; empty where it is a person's name
--   is_care_home      BOOLEAN  open  -  whether it is a care home
--   location_type     VARCHAR  open  -  such as Social Care Org
--   primary_category  VARCHAR  open  -  primary inspection category
--   postcode_key      VARCHAR  open  -  postcode in capitals without its space
--   council_name      VARCHAR  open  -  council as CQC names it
--   service_group     VARCHAR  open  -  service or population group rated; Overall for the whole
--   domain            VARCHAR  open  -  Safe, Effective, Caring, Responsive, Well-led or Overall
--   report_type       VARCHAR  open  -  Location or Provider
--   rating            VARCHAR  open  -  latest rating, in one spelling
--   rated_on          DATE     open  -  day the rating was published
--   provider_id       VARCHAR  open  -  CQC's id of the provider
--   provider_name     VARCHAR  open  -  its name; empty where it is a person's name
--   described_on      DATE     open  -  day that the file describes

SELECT
    location_id,
    location_name,
    care_home AS is_care_home,
    location_type,
    location_primary_inspection_category AS primary_category,
    location_post_code AS postcode_key,
    location_local_authority AS council_name,
    service_population_group AS service_group,
    domain,
    report_type,
    latest_rating AS rating,
    publication_date AS rated_on,
    provider_id,
    provider_name,
    landed_vintage AS described_on
FROM landed_cqc_ratings
-- Of two files that cover a council, the newer one whole: a location that it no longer
-- lists has closed.
QUALIFY
    rank() OVER (
        PARTITION BY location_local_authority
        ORDER BY landed_vintage DESC, landed_file
    ) = 1
    AND row_number() OVER (
        PARTITION BY location_id, service_population_group, domain, report_type
        ORDER BY landed_vintage DESC, landed_file
    ) = 1
