-- Every framework and criterion that answers, references, mappings and the crosswalk name, with the row that names it.
SELECT 'answers' AS dataset, "row" AS line, framework, criterion FROM answers
UNION ALL SELECT 'references', "row", framework, criterion FROM reference_values
UNION ALL SELECT 'mappings', "row", framework, criterion FROM mappings
UNION ALL SELECT 'crosswalk', "row", from_framework, from_criterion FROM crosswalk
UNION ALL SELECT 'crosswalk', "row", to_framework, to_criterion FROM crosswalk;
