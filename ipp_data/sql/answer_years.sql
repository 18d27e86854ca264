-- The years of the current answers under a framework, the newest first.
-- $framework: framework id.
SELECT year, count(DISTINCT park) AS parks
FROM answered
WHERE framework = $framework AND state = 'current' AND year IS NOT NULL
GROUP BY year
ORDER BY year DESC;
