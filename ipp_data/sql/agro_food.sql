-- Parks that process food or farm, forest and sea products, the core ones first.
SELECT
    p.park, p.name, p.country, p.country_label, p.province, p.type, p.status, p.ownership, p.area, p.territory, p.sectors,
    p.latitude, p.longitude, p.position_precision, a.relevance, a.basis, a.reason, a.evidence, s.publisher, s.published
FROM agro_food_parks AS a
JOIN places AS p ON p.park = a.park
LEFT JOIN sources AS s ON s.source = a.source
ORDER BY list_position(['core', 'partly'], a.relevance), p.country_label, p.name;
