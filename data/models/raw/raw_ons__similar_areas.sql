-- model:   raw_ons__similar_areas
-- purpose: The areas that ONS finds most like each area, by each of its models.
-- grain:   model, area_code, rank
-- sources: ons_neighbours
-- columns:
--   model           VARCHAR  open  -      global, economic or demographic
--   area_code       VARCHAR  open  -      council, district or combined authority
--   neighbour_code  VARCHAR  open  -      an area like it, anywhere in the United Kingdom
--   rank            BIGINT   open  place  1 is the most alike

SELECT
    model,
    area_code,
    neighbour_code,
    rank
FROM landed_ons_neighbours
-- Of two files, the newer.
QUALIFY row_number() OVER (
    PARTITION BY model, area_code, rank ORDER BY landed_vintage DESC, landed_file
) = 1
