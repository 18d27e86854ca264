-- Dated events of Suzhou Industrial Park with their sources, the oldest first.
SELECT h.year, h.event, h.text, h.evidence, h.source, s.publisher, s.title, s.published, s.address
FROM suzhou_history AS h
LEFT JOIN sources AS s ON s.source = h.source
ORDER BY h.year, h."row";
