-- The links between criteria of different frameworks with author, date and certainty.
SELECT from_framework, from_criterion, relation, to_framework, to_criterion, reason, author, date, certainty
FROM crosswalk
ORDER BY list_position(['equal', 'covers', 'partly'], relation), from_framework, from_criterion;
