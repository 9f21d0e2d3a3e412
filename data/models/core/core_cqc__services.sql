-- model:   core_cqc__services
-- purpose: What each location is registered to do: home care is told from supported living.
-- grain:   location_id, service_type
-- sources: cqc_directory, cqc_active_locations, cqc_api_locations
-- columns:
--   location_id   VARCHAR  open  -  CQC's id of the location
--   service_type  VARCHAR  open  -  type of service in the words of its file
--   service       VARCHAR  open  -  home_care, supported_living, extra_care, shared_lives, nursing_home, residential_home or other

-- The newest file that says what a location does, whole: no mixture of two.
WITH told AS (
    SELECT location_id, service_types
    FROM core_cqc__listings
    WHERE service_types IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY location_id ORDER BY newness) = 1
),

each AS (
    SELECT DISTINCT location_id, trim(unnest(string_split(service_types, '|'))) AS service_type
    FROM told
)

SELECT
    location_id,
    service_type,
    -- The directory and the other files have each their own words for one thing.
    CASE
        WHEN regexp_matches(service_type, '(?i)^(homecare agenc|domiciliary care)')
            THEN 'home_care'
        WHEN regexp_matches(service_type, '(?i)^supported living') THEN 'supported_living'
        WHEN regexp_matches(service_type, '(?i)^extra care') THEN 'extra_care'
        WHEN regexp_matches(service_type, '(?i)^shared lives') THEN 'shared_lives'
        WHEN regexp_matches(service_type, '(?i)^(nursing home|care home service with nursing)')
            THEN 'nursing_home'
        WHEN regexp_matches(
            service_type, '(?i)^(residential home|care home service without nursing)'
        )
            THEN 'residential_home'
        ELSE 'other'
    END AS service
FROM each
WHERE service_type <> ''
