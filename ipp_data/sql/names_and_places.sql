-- Every park with what a small map needs.
SELECT park, name, country, country_label, type, status, ownership, area, latitude, longitude, position_precision
FROM places
ORDER BY park;
