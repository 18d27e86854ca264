-- UNIDO's published averages, as context of the method page.
SELECT scope AS "Scope", measure AS "Measure", value AS "Value (%)", period AS "Period", source AS "Source"
FROM unido_averages
ORDER BY "row";
