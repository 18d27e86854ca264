-- The parks that pass the filters, one row each, in the order of country and name.
-- $countries, $types, $statuses, $ownerships, $sectors, $sizes: lists, empty for all; $since: year or null; $words: part of a name;
-- $port_km: farthest nearest seaport or null; $least_area: hectares or null.
SELECT
    park, name, alternative_names, country, country_label, role, province, type, status, ownership, size_class, area,
    (SELECT value FROM site WHERE site.park = places.park AND indicator = 'seaport') AS seaport_km, established_year, resident_firms, jobs, exports, occupancy, figures, parent, territory, sectors, operator,
    latitude, longitude, position_precision, evidence, confidence
FROM places
WHERE (len($countries) = 0 OR list_contains($countries::VARCHAR[], country))
    AND (len($types) = 0 OR list_contains($types::VARCHAR[], type))
    AND (len($statuses) = 0 OR list_contains($statuses::VARCHAR[], status))
    AND (len($ownerships) = 0 OR list_contains($ownerships::VARCHAR[], coalesce(ownership, 'not reported')))
    AND (len($sectors) = 0 OR list_has_any($sectors::VARCHAR[], string_split(coalesce(sectors, ''), ';')))
    AND (len($sizes) = 0 OR list_contains($sizes::VARCHAR[], size_class))
    AND ($port_km IS NULL OR seaport_km <= $port_km)
    AND ($least_area IS NULL OR area >= $least_area)
    AND ($since IS NULL OR established_year >= $since)
    AND contains(strip_accents(lower(name || ' ' || coalesce(alternative_names, '') || ' ' || park)), strip_accents(lower($words)))
ORDER BY role DESC, country_label, name;
