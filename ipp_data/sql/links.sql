-- The links by which an answer under one framework is read under another; "equal" reads both ways.
-- $framework: the framework that reads.
SELECT from_framework, from_criterion, to_criterion, relation, reason
FROM (
    SELECT from_framework, from_criterion, to_framework, to_criterion, relation, reason FROM crosswalk
    UNION ALL
    SELECT to_framework, to_criterion, from_framework, from_criterion, relation, reason FROM crosswalk WHERE relation = 'equal'
)
WHERE to_framework = $framework AND relation IN ('equal', 'covers')
ORDER BY to_criterion, relation DESC, from_framework, from_criterion;
