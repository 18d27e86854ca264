-- Every value of the country indicators of some countries, oldest first, for lines over the years.
-- $countries: list of country codes, empty for all.
SELECT
    v.country, c.label, c.role, v.indicator, i.title, i.group_title, i.unit, i.decimals, i.better, v.year, v.value, v.note, i.warning,
    i.description, i.licence, s.publisher, s.title AS source_title, i.source
FROM country_values AS v
JOIN countries AS c ON c.country = v.country
JOIN country_indicators AS i ON i.indicator = v.indicator
JOIN sources AS s ON s.source = i.source
WHERE len($countries) = 0 OR list_contains($countries::VARCHAR[], v.country)
ORDER BY i."row", c."row", v.year;
