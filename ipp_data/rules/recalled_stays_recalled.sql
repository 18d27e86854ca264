-- A figure whose source is recalled from memory has the evidence grade recalled.
SELECT 'park_values' AS dataset, v."row", 'evidence' AS "column", concat(v.source, ' with evidence ', v.evidence) AS found
FROM park_values AS v
JOIN sources AS s ON s.source = v.source
WHERE s.kind = 'recalled' AND v.evidence <> 'recalled';
