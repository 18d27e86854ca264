-- All that is known of the identity of one park.
-- $park: park id.
SELECT
    places.*, parents.name AS parent_name,
    first_source.publisher AS source_publisher, first_source.title AS source_title, first_source.published AS source_published,
    first_source.address AS source_address,
    other_source.publisher AS second_publisher, other_source.title AS second_title, other_source.published AS second_published,
    other_source.address AS second_address
FROM places
LEFT JOIN parks AS parents ON parents.park = places.parent
LEFT JOIN sources AS first_source ON first_source.source = places.source
LEFT JOIN sources AS other_source ON other_source.source = places.second_source
WHERE places.park = $park;
