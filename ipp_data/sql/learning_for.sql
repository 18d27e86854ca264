-- Where UNIDO's Guidelines treat each topic of a framework, in the order of the framework.
-- $framework: framework id.
SELECT topic, guidelines_phase, what, address, evidence
FROM learning
WHERE framework = $framework
ORDER BY "row";
