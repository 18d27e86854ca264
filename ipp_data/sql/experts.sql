-- The directory of institutions: the eight countries first, then China and international bodies.
SELECT
    e.member, e.country, coalesce(c.label, 'International') AS country_label, e.institution, e.role, e.topics, e.address,
    e.source, s.publisher, s.published
FROM experts AS e
LEFT JOIN countries AS c ON c.country = e.country
LEFT JOIN sources AS s ON s.source = e.source
ORDER BY coalesce(list_position(['study', 'reference'], c.role), 3), c.label, e."row";
