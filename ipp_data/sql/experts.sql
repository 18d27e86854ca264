-- The directory of institutions: the eight countries first, then China and international bodies.
-- $countries: list of country codes, empty for all; $topic: topic of the framework of 2017, empty for all; $words: part of any text.
SELECT
    e.member, e.country, coalesce(c.label, 'International') AS country_label, e.institution, e.role, e.topics, e.address,
    e.source, s.publisher, s.published
FROM experts AS e
LEFT JOIN countries AS c ON c.country = e.country
LEFT JOIN sources AS s ON s.source = e.source
WHERE (len($countries) = 0 OR list_contains($countries::VARCHAR[], e.country))
    AND ($topic = '' OR list_contains(string_split(e.topics, ';'), $topic))
    AND contains(
        strip_accents(lower(concat_ws(' ', e.institution, e.role, coalesce(c.label, 'International'), replace(e.topics, '-', ' ')))),
        strip_accents(lower($words))
    )
ORDER BY coalesce(list_position(['study', 'reference'], c.role), 3), c.label, e."row";
