-- Every indicator with the number of parks that have a figure of it.
SELECT i.indicator, i.title, i.unit, i.theme, i.better, i.description, i.sdg_target, count(DISTINCT v.park) AS parks, count(v.park) AS figures
FROM indicators AS i
LEFT JOIN park_values AS v ON v.indicator = i.indicator
GROUP BY ALL
ORDER BY parks DESC, i.title;
