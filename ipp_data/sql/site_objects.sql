-- Ports, airports, cities and power plants for the layers of maps, each with the layer it belongs to: its kind, or the fuel of a plant.
-- $layers: list of layers to give.
SELECT *
FROM (
    SELECT object, CASE WHEN kind = 'plant' THEN split_part(detail, ',', 1) ELSE kind END AS layer, name, country, detail, latitude, longitude
    FROM site_objects
)
WHERE list_contains($layers::VARCHAR[], layer)
ORDER BY layer, object;
