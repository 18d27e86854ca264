-- How many parks of one country publish each of the basic figures.
-- $country: country code.
WITH own AS (SELECT park FROM parks WHERE country = $country)
SELECT
    b.indicator, i.title, i.description, b.position,
    (SELECT count(DISTINCT v.park) FROM park_values AS v WHERE v.indicator = b.indicator AND v.park IN (SELECT park FROM own)) AS reporting,
    (SELECT count(*) FROM own) AS parks
FROM basics AS b
JOIN indicators AS i ON i.indicator = b.indicator
ORDER BY reporting DESC, b.position;
