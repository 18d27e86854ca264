-- Every answer to a criterion: given as such, or read from a published figure where a mapping says that both mean the same.
CREATE VIEW answered AS
SELECT park, framework, criterion, state, year, value, status, source, evidence, note, 'answered' AS via
FROM answers
UNION ALL
SELECT
    v.park, m.framework, m.criterion, 'current', v.year, v.value, 'reported', v.source, v.evidence,
    concat_ws('; ', v.qualifier, v.note), concat('published figure: ', i.title)
FROM mappings AS m
JOIN park_values AS v ON v.indicator = m.indicator
JOIN indicators AS i ON i.indicator = m.indicator
WHERE m.accepted AND v.value IS NOT NULL;
