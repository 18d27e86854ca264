-- The newest value of each indicator of one country, with its place among the eight study countries, each by its newest value.
-- $country: country code.
WITH newest AS (
    SELECT *
    FROM country_values
    QUALIFY row_number() OVER (PARTITION BY country, indicator ORDER BY year DESC) = 1
),
placed AS (
    SELECT
        newest.country, newest.indicator,
        rank() OVER (PARTITION BY newest.indicator ORDER BY CASE WHEN i.better = 'lower' THEN newest.value ELSE -newest.value END) AS position,
        count(*) OVER (PARTITION BY newest.indicator) AS compared
    FROM newest
    JOIN countries ON countries.country = newest.country AND countries.role = 'study'
    JOIN country_indicators AS i ON i.indicator = newest.indicator
)
SELECT
    i.indicator, i.title, i.group_title, newest.value, i.unit, i.decimals, newest.year, i.better, placed.position,
    (SELECT max(compared) FROM placed WHERE placed.indicator = i.indicator) AS compared,
    i.description, i.sdg_target, i.warning, newest.note, s.publisher, s.title AS source_title, i.source, i.licence
FROM country_indicators AS i
JOIN sources AS s ON s.source = i.source
LEFT JOIN newest ON newest.indicator = i.indicator AND newest.country = $country
LEFT JOIN placed ON placed.indicator = i.indicator AND placed.country = $country
ORDER BY i."row";
