-- A row has a value or a text; what is not known has no row.
SELECT 'park_values' AS dataset, "row", 'value' AS "column", concat(park, ', ', indicator) AS found
FROM park_values
WHERE value IS NULL AND text IS NULL;
