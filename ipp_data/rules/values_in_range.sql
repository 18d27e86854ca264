-- A value lies between the minimum and the maximum of its indicator.
SELECT 'park_values' AS dataset, v."row", 'value' AS "column", concat(v.indicator, ' = ', v.value) AS found
FROM park_values AS v
JOIN indicators AS i ON i.indicator = v.indicator
WHERE v.value < i.minimum OR v.value > i.maximum;
