-- How many parks of each country report the common indicators, and which share that is.
WITH totals AS (
    SELECT country, country_label AS label, count(*) AS parks
    FROM places
    WHERE role = 'study'
    GROUP BY ALL
),
common AS (
    SELECT indicator
    FROM park_values
    GROUP BY indicator
    HAVING count(DISTINCT park) >= 5
),
reported AS (
    SELECT parks.country, v.indicator, count(DISTINCT v.park) AS reporting
    FROM park_values AS v
    JOIN parks ON parks.park = v.park
    GROUP BY ALL
)
SELECT
    totals.country, totals.label, totals.parks, i.indicator, i.title, i.theme,
    coalesce(reported.reporting, 0) AS reporting, coalesce(reported.reporting, 0) / totals.parks AS share
FROM totals
CROSS JOIN common
JOIN indicators AS i ON i.indicator = common.indicator
LEFT JOIN reported ON reported.indicator = common.indicator AND reported.country = totals.country
ORDER BY totals.label, i.title;
