-- Every park with its country, for selectors and for checking links.
SELECT park, name, country, country_label, role, type, status
FROM places
ORDER BY role DESC, country_label, name;
