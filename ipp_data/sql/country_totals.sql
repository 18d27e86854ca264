-- Official and press totals of the parks of one country with their sources, in the order of the list.
-- $country: country code.
SELECT t.scope, t.measure, t.value, t.unit, t.year_label, t.year, t.note, s.publisher, s.title AS source_title, s.published, t.source
FROM park_totals AS t
JOIN sources AS s ON s.source = t.source
WHERE t.country = $country
ORDER BY t."row";
