-- The park that one park lies in, and the parks that lie inside it.
-- $park: park id.
SELECT park, name, type, status, area, CASE WHEN parent = $park THEN 'lies inside it' ELSE 'surrounds it' END AS relation
FROM places
WHERE parent = $park OR park = (SELECT parent FROM parks WHERE park = $park)
ORDER BY relation DESC, name;
