-- The newest answer of every park to every criterion of every framework.
-- $state: current or intended; $year: the newest year to look at, or null.
SELECT a.*, s.publisher, s.title AS source_title
FROM answered AS a
JOIN sources AS s ON s.source = a.source
WHERE a.state = $state AND a.status <> 'missing' AND ($year IS NULL OR coalesce(a.year, 0) <= $year)
QUALIFY row_number() OVER (PARTITION BY a.park, a.framework, a.criterion ORDER BY coalesce(a.year, 0) DESC, a.via) = 1
ORDER BY a.framework, a.park, a.criterion;
