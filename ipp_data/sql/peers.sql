-- Parks of the same country and type, the nearest in area first, those without an area last.
-- $park: park id.
WITH own AS (SELECT * FROM places WHERE park = $park)
SELECT places.park, places.name, places.status, places.area, places.established_year, places.resident_firms, places.jobs
FROM places, own
WHERE places.country = own.country AND places.type = own.type AND places.park <> own.park
ORDER BY abs(ln(places.area) - ln(own.area)) NULLS LAST, places.name;
