-- Every value of one park with its year, source and grade; the newest of each indicator first.
-- $park: park id.
SELECT
    v.indicator, i.title, i.theme, i.kind, i.decimals, v.value, v.text, v.unit, v.year_label, v.year, v.qualifier, v.evidence,
    v.confidence, v.note, v.source, s.publisher, s.title AS source_title, s.published, s.address, s.licence, s.accessed
FROM park_values AS v
JOIN indicators AS i ON i.indicator = v.indicator
JOIN sources AS s ON s.source = v.source
WHERE v.park = $park
ORDER BY i.theme, i.title, coalesce(v.year, 0) DESC, v.year_label, v.source;
