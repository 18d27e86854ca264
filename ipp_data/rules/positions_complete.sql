-- A position has both coordinates and says how precise it is; a park without a position has the precision unknown.
SELECT 'parks' AS dataset, "row", 'position_precision' AS "column", concat(park, ': ', position_precision) AS found
FROM parks
WHERE (latitude IS NULL) <> (longitude IS NULL) OR (latitude IS NULL) <> (position_precision = 'unknown');
