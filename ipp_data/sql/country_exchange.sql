-- What the countries told each other: experience, good practice and challenges, by topic.
SELECT e.entry, e.country, c.label, e.kind, e.title, e.text, e.topic, e.year, s.publisher, s.title AS source_title, s.published, e.source
FROM exchange AS e
JOIN countries AS c ON c.country = e.country
JOIN sources AS s ON s.source = e.source
ORDER BY e.topic, c.label, e."row";
