-- model:   core_ons__neighbours
-- purpose: The councils and other areas most like each council, by the ONS global model.
-- grain:   council_code, rank
-- sources: ons_neighbours, ons_district_councils, ascof
-- columns:
--   council_code          VARCHAR  open  -      the code that stands for the council here
--   neighbour_code        VARCHAR  open  -      an area like it, anywhere in the United Kingdom
--   neighbour_is_council  BOOLEAN  open  -      it is a council with adult social care in England
--   rank                  BIGINT   open  place  1 is the most alike

SELECT
    codes.council_code,
    coalesce(neighbours.council_code, likes.neighbour_code) AS neighbour_code,
    neighbours.council_code IS NOT NULL AS neighbour_is_council,
    likes.rank
FROM raw_ons__similar_areas AS likes
JOIN core_ons__council_codes AS codes ON codes.any_code = likes.area_code
LEFT JOIN core_ons__council_codes AS neighbours
    ON neighbours.any_code = likes.neighbour_code
WHERE likes.model = 'global'
-- A council listed under both of its codes is one council.
QUALIFY row_number() OVER (
    PARTITION BY codes.council_code, likes.rank ORDER BY likes.area_code
) = 1
