-- Every sector tag of a park is in the sector vocabulary.
SELECT 'parks' AS dataset, "row", 'sectors' AS "column", tag AS found
FROM (SELECT "row", unnest(string_split(sectors, ';')) AS tag FROM parks WHERE sectors IS NOT NULL)
WHERE tag NOT IN (SELECT sector FROM sectors);
