-- model:   core_council__supply
-- purpose: Every place that workers set out from and whose postcode is known. What is not placed
--     is counted in core_council__unplaced.
-- grain:   supply_key, from_date
-- sources: council_supply, about, ons_postcodes, ons_postcode_directory,
--     ons_postcode_lookup, os_code_point, ons_area_wards, ons_area_changes
-- columns:
--   supply_key            VARCHAR  worker  -           keyed hash of the council's number for the place
--   provider_id           VARCHAR  worker  -           whose workers they are
--   kind                  VARCHAR  worker  -           kind of provider
--   x_m                   DOUBLE   worker  metres      easting of the postcode, British National Grid
--   y_m                   DOUBLE   worker  metres      northing of the postcode
--   area_code             VARCHAR  worker  -           2021 LSOA of the postcode; empty for postcodes newer than the lookup
--   council_code          VARCHAR  worker  -           council that the area lies in
--   workers               BIGINT   worker  workers     workers who set out from here
--   weekly_hours          DOUBLE   worker  hours/week  hours paid
--   hours_free            DOUBLE   worker  hours/week  hours that could take on more people
--   travel_limit_minutes  DOUBLE   worker  minutes     longest journey they make
--   from_date             DATE     worker  -           first day that this holds
--   to_date               DATE     worker  -           last day that this holds; empty while it goes on
--   is_current            BOOLEAN  worker  -           the row holds on the day the build speaks of

SELECT
    supply.supply_key,
    supply.provider_id,
    supply.kind,
    places.x_m,
    places.y_m,
    places.area_code,
    areas.council_code,
    supply.workers,
    supply.weekly_hours,
    supply.hours_free,
    supply.travel_limit_minutes,
    supply.from_date,
    supply.to_date,
    supply.from_date <= about.as_of
        AND (supply.to_date IS NULL OR supply.to_date >= about.as_of) AS is_current
FROM raw_council__supply AS supply
CROSS JOIN about
JOIN core_council__postcode_matches AS places
    ON places.source = 'council_supply'
    AND places.file = supply.landed_file
    AND places.line = supply.line
    AND places.x_m IS NOT NULL
LEFT JOIN core_ons__areas AS areas ON areas.area_code = places.area_code
