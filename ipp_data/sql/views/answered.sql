-- Every answer to a criterion: given as such, read from a published figure where a mapping says that both mean the same,
-- or computed from where a park stands, with the band that the precision of its position leaves.
CREATE VIEW answered AS
SELECT park, framework, criterion, state, year, value, status, source, evidence, note, 'answered' AS via,
    NULL::DOUBLE AS low, NULL::DOUBLE AS high
FROM answers
UNION ALL
SELECT
    v.park, m.framework, m.criterion, 'current', v.year, v.value, 'reported', v.source, v.evidence,
    concat_ws('; ', v.qualifier, v.note), concat('published figure: ', i.title), NULL, NULL
FROM mappings AS m
JOIN park_values AS v ON v.indicator = m.indicator
JOIN indicators AS i ON i.indicator = m.indicator
WHERE m.accepted AND v.value IS NOT NULL
UNION ALL
SELECT park, 'site', criterion, 'current', year, value, 'reported', source, evidence, note, 'computed from the position', low, high
FROM site
WHERE criterion IS NOT NULL AND value IS NOT NULL;
