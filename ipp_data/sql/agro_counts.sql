-- How many parks of each country are for agro-food, name it among their sectors, name other sectors only, or name none.
WITH judged AS (
    SELECT
        p.country_label,
        CASE
            WHEN a.relevance IS NOT NULL THEN a.relevance
            WHEN p.sectors IS NULL THEN 'sectors not reported'
            WHEN list_has_any(string_split(p.sectors, ';'), (SELECT list(sector) FROM sectors WHERE agro_food)) THEN 'tag only'
            ELSE 'no agro-food sector'
        END AS relevance
    FROM places AS p
    LEFT JOIN agro_food_parks AS a ON a.park = p.park
    WHERE p.role = 'study'
)
SELECT country_label, relevance, count(*) AS parks, sum(count(*)) OVER (PARTITION BY country_label) AS of_parks
FROM judged
GROUP BY country_label, relevance
ORDER BY country_label, list_position(['core', 'partly', 'tag only', 'no agro-food sector', 'sectors not reported'], relevance);
