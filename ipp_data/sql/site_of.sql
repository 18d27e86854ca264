-- What lies around one park: every site indicator with its range, the object it names, year, sources and grade.
-- $park: park id.
SELECT
    w.park, w.indicator, w.criterion, w.value, w.low, w.high, w.unit, w.object, w.object_country, w.abroad, w.object_latitude,
    w.object_longitude, w.year, w.evidence, w.origin, w.note, concat_ws('; ', s.publisher || ', ' || s.title, t.publisher || ', ' || t.title) AS source,
    places.name AS park_name, places.country, places.country_label, places.latitude, places.longitude, places.position_precision
FROM site AS w
JOIN places ON places.park = w.park
JOIN sources AS s ON s.source = w.source
LEFT JOIN sources AS t ON t.source = w.second_source
WHERE w.park = $park
ORDER BY w.criterion IS NULL, w.criterion, w.indicator;
