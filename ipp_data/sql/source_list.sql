-- Every source with the number of figures and parks that rest on it.
SELECT
    s.source, s.publisher, s.title, s.published, s.year, s.address, s.licence, s.accessed, s.kind,
    (SELECT count(*) FROM park_values AS v WHERE v.source = s.source) AS figures,
    (SELECT count(*) FROM parks AS p WHERE p.source = s.source OR p.second_source = s.source) AS parks
FROM sources AS s
ORDER BY figures DESC, parks DESC, s.publisher;
