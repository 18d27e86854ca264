-- What is not known of one park: the indicators that at least one in ten parks of its country reports, and the basics.
-- $park: park id.
WITH own AS (SELECT country FROM parks WHERE park = $park),
siblings AS (SELECT park FROM parks WHERE country = (SELECT country FROM own)),
reported AS (
    SELECT indicator, count(DISTINCT park) AS parks
    FROM park_values
    WHERE park IN (SELECT park FROM siblings)
    GROUP BY indicator
)
SELECT
    i.indicator, i.title, i.unit, i.description, coalesce(reported.parks, 0) AS parks, (SELECT count(*) FROM siblings) AS siblings
FROM indicators AS i
LEFT JOIN reported ON reported.indicator = i.indicator
LEFT JOIN basics AS b ON b.indicator = i.indicator
WHERE i.indicator NOT IN (SELECT indicator FROM park_values WHERE park = $park)
    AND (
        b.position IS NOT NULL
        OR coalesce(reported.parks, 0) >= 0.1 * (SELECT count(*) FROM siblings)
    )
ORDER BY b.position NULLS LAST, parks DESC, i.title;
