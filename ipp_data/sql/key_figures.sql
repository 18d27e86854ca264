-- The key figures of the front page.
SELECT
    (SELECT count(*) FROM places WHERE role = 'study') AS parks,
    (SELECT count(*) FROM places WHERE role = 'reference') AS reference_parks,
    (SELECT count(DISTINCT country) FROM places WHERE role = 'study') AS countries,
    (SELECT count(*) FROM park_values) AS figures,
    (SELECT count(DISTINCT park) FROM park_values) AS parks_with_figures,
    (SELECT count(*) FROM park_values JOIN sources USING (source) WHERE sources.kind = 'seen') AS figures_seen,
    (SELECT count(DISTINCT source) FROM park_values) AS sources,
    (SELECT count(*) FROM places WHERE role = 'study' AND latitude IS NULL) AS without_position;
