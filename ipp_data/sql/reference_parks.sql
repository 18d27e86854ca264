-- The parks that serve as a reference beside the eight countries, such as the one of the study tour.
SELECT park, name, country_label
FROM places
WHERE role = 'reference'
ORDER BY name;
