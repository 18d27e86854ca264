-- A year label that holds a year has the sortable year beside it, and a fiscal year sorts by the year in which it ends.
SELECT 'park_values' AS dataset, "row", 'year' AS "column", concat(year_label, ' with year ', coalesce(CAST(year AS VARCHAR), 'empty')) AS found
FROM park_values
WHERE (regexp_matches(year_label, '\d{4}') AND year IS NULL)
    OR (regexp_matches(year_label, '^FY\d{4}-\d{2}$') AND year % 100 <> CAST(right(year_label, 2) AS BIGINT))
    OR (year_label = 'undated' AND year IS NOT NULL);
