-- model:   core_council__person_quarters
-- purpose: Each person once on each quarter end on which they have an arrangement.
--     An arrangement counts on its first and on its last day, so one that ends on the
--     quarter end is open on it. Of several routes the highest rung counts: direct payment,
--     ISF, managed budget, commissioned. Children are left out.
-- grain:   person_key, quarter_end
-- sources: council_arrangements, about, ons_postcodes, ons_postcode_directory,
--     ons_postcode_lookup, os_code_point, ons_area_wards, ons_area_changes
-- columns:
--   person_key      VARCHAR  person  -  keyed hash of the council's number for the person
--   quarter_end     DATE     person  -  last day of the quarter
--   route           VARCHAR  person  -  highest rung of the person's open arrangements
--   age_group       VARCHAR  person  -  18_64 or 65_plus; empty if not known
--   age_band        VARCHAR  person  -  age band as supplied; empty if not known
--   support_reason  VARCHAR  person  -  main reason for support; empty if not known
--   area_code       VARCHAR  person  -  2021 LSOA of the home; empty if not known
--   district_name   VARCHAR  person  -  district of that area

WITH open_spells AS (
    SELECT
        spells.person_key,
        quarters.quarter_end,
        spells.route,
        list_position(
            ['direct_payment', 'isf', 'managed_budget', 'commissioned'], spells.route
        ) AS rung,
        CASE
            WHEN spells.age_band IN ('18_to_24', '25_to_44', '45_to_64', '18_to_64')
                THEN '18_64'
            WHEN spells.age_band IS NOT NULL THEN '65_plus'
        END AS age_group,
        spells.age_band,
        spells.primary_support_reason,
        spells.area_code,
        spells.started_on,
        spells.arrangement_key
    FROM core_council__quarters AS quarters
    JOIN core_council__arrangements AS spells
        ON spells.started_on <= quarters.quarter_end
        AND (spells.ended_on IS NULL OR spells.ended_on >= quarters.quarter_end)
    WHERE spells.age_band IS DISTINCT FROM 'under_18'
),

people AS (
    -- What the highest rung does not say of a person, the next one may.
    SELECT
        person_key,
        quarter_end,
        route,
        first_value(age_group IGNORE NULLS) OVER person_first AS age_group,
        first_value(age_band IGNORE NULLS) OVER person_first AS age_band,
        first_value(primary_support_reason IGNORE NULLS) OVER person_first
            AS support_reason,
        first_value(area_code IGNORE NULLS) OVER person_first AS area_code
    FROM open_spells
    WINDOW person_first AS (
        PARTITION BY person_key, quarter_end
        ORDER BY rung, started_on DESC, arrangement_key
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    )
    QUALIFY row_number() OVER person_first = 1
)

SELECT
    people.person_key,
    people.quarter_end,
    people.route,
    people.age_group,
    people.age_band,
    people.support_reason,
    people.area_code,
    areas.district_name
FROM people
LEFT JOIN core_ons__areas AS areas ON areas.area_code = people.area_code
