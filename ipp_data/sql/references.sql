-- The national averages to which the relative criteria of a framework compare, the newest year first.
-- $framework: framework id.
SELECT country, criterion, year, value, unit, source
FROM reference_values
WHERE framework = $framework
ORDER BY criterion, country, year DESC;
