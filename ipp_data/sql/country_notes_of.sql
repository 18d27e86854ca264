-- Laws, institutions, incentives, schemes and programmes of one country with their sources.
-- $country: country code.
SELECT n.kind, n.title, n.text, n.year, n.evidence, s.publisher, s.title AS source_title, s.published, s.address, n.source
FROM country_notes AS n
JOIN sources AS s ON s.source = n.source
WHERE n.country = $country
ORDER BY list_position(['law', 'institution', 'incentive', 'eco-park scheme', 'programme'], n.kind), n."row";
