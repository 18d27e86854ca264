-- The sector vocabulary with the number of parks that carry each tag.
SELECT sectors.sector, sectors.title, sectors.isic, sectors.agro_food, sectors.description,
    (SELECT count(*) FROM parks WHERE list_contains(string_split(coalesce(parks.sectors, ''), ';'), sectors.sector)) AS parks
FROM sectors
ORDER BY sectors.title;
