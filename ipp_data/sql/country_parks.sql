-- The parks of one country by type and status; area is added up without territories and without parks that lie inside others.
-- $country: country code.
SELECT
    type, status, count(*) AS parks,
    count(area) FILTER (WHERE parent IS NULL AND NOT territory) AS area_known,
    sum(area) FILTER (WHERE parent IS NULL AND NOT territory) AS area,
    count(*) FILTER (WHERE parent IS NOT NULL OR territory) AS left_out
FROM places
WHERE country = $country
GROUP BY type, status
ORDER BY parks DESC, type, status;
