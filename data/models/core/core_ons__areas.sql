-- model:   core_ons__areas
-- purpose: Every 2021 area of England and Wales: where it is, who lives there, what it is like.
-- grain:   area_code
-- sources: ons_area_wards, ons_district_councils, ons_district_regions, ons_area_changes,
--     ons_area_outlines, ons_area_centroids, ons_postcodes, ons_postcode_means,
--     ons_population, ons_rural_urban, ons_rural_urban_2011, ons_disability, mhclg_deprivation,
--     mhclg_deprivation_2019
-- columns:
--   area_code              VARCHAR  open  -        ONS code of the 2021 LSOA
--   area_name              VARCHAR  open  -        its name
--   msoa_name              VARCHAR  open  -        name of the MSOA it lies in
--   ward_code              VARCHAR  open  -        ward of 2024 that it fits best
--   ward_name              VARCHAR  open  -        name of that ward
--   district_code          VARCHAR  open  -        district of 2024
--   district_name          VARCHAR  open  -        name of that district
--   council_code           VARCHAR  open  -        council with adult social care
--   council_name           VARCHAR  open  -        name of that council
--   region_code            VARCHAR  open  -        region of England
--   x_m                    DOUBLE   open  metres   easting of its centre
--   y_m                    DOUBLE   open  metres   northing of its centre
--   centre_is_approximate  BOOLEAN  open  -        the centre is not the mean of postcodes
--   change_code            VARCHAR  open  -        since 2011: U unchanged, S split, M merged, X neither
--   ruc_code               VARCHAR  open  -        Rural Urban Classification 2021, or 2011 where no file has the other
--   ruc_group              VARCHAR  open  -        urban, larger_rural or smaller_rural
--   imd_rank               BIGINT   open  place    deprivation 2025, or 2019 where no file has the other; 1 is the most deprived in England
--   imd_decile             BIGINT   open  decile   1 holds the most deprived tenth
--   disabled_share         DOUBLE   open  share    residents disabled under the Equality Act, Census 2021
--   people_all             DOUBLE   open  persons  residents of every age, mid-2020
--   people_18_64           DOUBLE   open  persons  residents aged 18 to 64
--   people_65_74           DOUBLE   open  persons  residents aged 65 to 74
--   people_75_84           DOUBLE   open  persons  residents aged 75 to 84
--   people_85_plus         DOUBLE   open  persons  residents aged 85 and over
--   people_65_plus         DOUBLE   open  persons  residents aged 65 and over

WITH named AS (
    SELECT area_code, area_name FROM raw_ons__area_wards
    UNION ALL
    SELECT area_code, area_name FROM raw_ons__area_changes
    UNION ALL
    SELECT area_code, area_name FROM raw_ons__area_outlines
    UNION ALL
    SELECT area_code, area_name FROM raw_ons__area_centroids
),

listed AS (
    SELECT area_code, min(area_name) AS area_name FROM named GROUP BY area_code
),

disability AS (
    SELECT
        area_code,
        sum(people) FILTER (WHERE is_disabled) / nullif(max(residents), 0) AS share
    FROM raw_ons__area_disability
    GROUP BY area_code
)

SELECT
    listed.area_code,
    listed.area_name,
    -- An LSOA is called after its MSOA, with a letter behind.
    regexp_replace(listed.area_name, '[A-Z]+$', '') AS msoa_name,
    wards.ward_code,
    wards.ward_name,
    coalesce(own.council_code, wards.district_code) AS district_code,
    wards.district_name,
    coalesce(codes.council_code, upper_tier.council_code) AS council_code,
    coalesce(councils.council_name, upper_tier.council_name) AS council_name,
    regions.region_code,
    centres.x_m,
    centres.y_m,
    centres.centre_is_approximate,
    sets.change_code,
    rurality.ruc_code,
    rurality.ruc_group,
    deprivation.imd_rank,
    deprivation.imd_decile,
    disability.share AS disabled_share,
    people.people_all,
    people.people_18_64,
    people.people_65_74,
    people.people_75_84,
    people.people_85_plus,
    people.people_65_74 + people.people_75_84 + people.people_85_plus AS people_65_plus
FROM listed
LEFT JOIN raw_ons__area_wards AS wards ON wards.area_code = listed.area_code
LEFT JOIN core_ons__council_codes AS own ON own.any_code = wards.district_code
LEFT JOIN raw_ons__district_councils AS upper_tier
    ON upper_tier.district_code = wards.district_code
LEFT JOIN core_ons__council_codes AS codes
    ON codes.any_code = coalesce(upper_tier.council_code, own.council_code)
LEFT JOIN core_ons__councils AS councils ON councils.council_code = codes.council_code
LEFT JOIN raw_ons__district_regions AS regions
    ON regions.district_code = wards.district_code
LEFT JOIN core_ons__area_centres AS centres ON centres.area_code = listed.area_code
LEFT JOIN core_ons__area_sets AS sets ON sets.area_code = listed.area_code
LEFT JOIN core_ons__area_rurality AS rurality ON rurality.area_code = listed.area_code
LEFT JOIN core_mhclg__area_deprivation AS deprivation
    ON deprivation.area_code = listed.area_code
LEFT JOIN disability ON disability.area_code = listed.area_code
LEFT JOIN core_ons__area_people AS people ON people.area_code = listed.area_code
