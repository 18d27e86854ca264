-- A park lies inside a park of its own country, which itself lies inside no park.
SELECT 'parks' AS dataset, child."row", 'parent' AS "column", concat(child.park, ' in ', child.parent) AS found
FROM parks AS child
JOIN parks AS parent ON parent.park = child.parent
WHERE child.country <> parent.country OR parent.parent IS NOT NULL OR child.park = child.parent;
