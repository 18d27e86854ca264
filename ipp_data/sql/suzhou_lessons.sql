-- What travels from Suzhou Industrial Park: this product's reading, with the source of the fact where there is one.
SELECT l.aspect, l.what, l.transferable, l.why, l.basis,
    CASE WHEN s.source IS NULL THEN l.basis ELSE concat_ws(', ', s.publisher, s.published) END AS rests_on, s.address
FROM suzhou_lessons AS l
LEFT JOIN sources AS s ON s.source = l.basis
ORDER BY list_position(['yes', 'partly', 'no'], l.transferable), l."row";
