-- The values that parks really have of each attribute, the commonest first, for the filters.
SELECT 'type' AS attribute, type AS value, count(*) AS parks FROM places GROUP BY ALL
UNION ALL
SELECT 'status', status, count(*) FROM places GROUP BY ALL
UNION ALL
SELECT 'ownership', coalesce(ownership, 'not reported'), count(*) FROM places GROUP BY ALL
UNION ALL
SELECT 'size', size_class, count(*) FROM places GROUP BY ALL
ORDER BY attribute, parks DESC, value;
