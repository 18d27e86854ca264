-- Parks with agro-food among their sectors or on the list of agro-food parks, with sector titles, ISIC divisions and way to the market.
-- $countries: list of country codes, empty for all.
WITH tags AS (
    SELECT
        p.park, count(*) AS named, count(*) FILTER (WHERE s.agro_food) AS agro,
        string_agg(s.title || ' (' || s.isic || ')', ', ' ORDER BY s."row") FILTER (WHERE s.agro_food) AS agro_tags,
        string_agg(s.title, ', ' ORDER BY s."row") FILTER (WHERE NOT s.agro_food) AS other_tags
    FROM parks AS p
    JOIN sectors AS s ON list_contains(string_split(coalesce(p.sectors, ''), ';'), s.sector)
    GROUP BY p.park
),
way AS (
    SELECT
        park,
        max(value) FILTER (WHERE indicator = 'city_100k') AS city, max(low) FILTER (WHERE indicator = 'city_100k') AS city_low,
        max(high) FILTER (WHERE indicator = 'city_100k') AS city_high, max(object) FILTER (WHERE indicator = 'city_100k') AS city_name,
        max(object_country) FILTER (WHERE indicator = 'city_100k') AS city_country,
        max(value) FILTER (WHERE indicator = 'seaport') AS port, max(low) FILTER (WHERE indicator = 'seaport') AS port_low,
        max(high) FILTER (WHERE indicator = 'seaport') AS port_high, max(object) FILTER (WHERE indicator = 'seaport') AS port_name,
        max(object_country) FILTER (WHERE indicator = 'seaport') AS port_country,
        max(value) FILTER (WHERE indicator = 'port_terminal') AS terminal, max(low) FILTER (WHERE indicator = 'port_terminal') AS terminal_low,
        max(high) FILTER (WHERE indicator = 'port_terminal') AS terminal_high,
        max(object) FILTER (WHERE indicator = 'port_terminal') AS terminal_name,
        max(object_country) FILTER (WHERE indicator = 'port_terminal') AS terminal_country
    FROM site
    GROUP BY park
)
SELECT
    p.park, p.name, p.country, p.country_label, p.province, p.type, p.status, p.area, p.territory, coalesce(a.relevance, 'tag only') AS relevance,
    tags.agro_tags, tags.other_tags, coalesce(tags.agro, 0) AS agro, coalesce(tags.named, 0) AS named, p.sectors_as_published,
    a.reason, coalesce(a.evidence, p.evidence) AS evidence, s.publisher, s.published, p.position_precision,
    way.* EXCLUDE (park)
FROM places AS p
LEFT JOIN agro_food_parks AS a ON a.park = p.park
LEFT JOIN tags ON tags.park = p.park
LEFT JOIN way ON way.park = p.park
LEFT JOIN sources AS s ON s.source = coalesce(a.source, p.source)
WHERE (a.park IS NOT NULL OR tags.agro > 0)
    AND p.role = 'study'
    AND (len($countries) = 0 OR list_contains($countries::VARCHAR[], p.country))
ORDER BY list_position(['core', 'partly', 'tag only'], relevance), p.country_label, p.name;
