-- Which published figures answer a criterion, accepted ones first, and which were refused and why.
SELECT indicators.title AS indicator, framework, criterion, transform, accepted, reason
FROM mappings
JOIN indicators ON indicators.indicator = mappings.indicator
ORDER BY accepted DESC, framework, criterion;
