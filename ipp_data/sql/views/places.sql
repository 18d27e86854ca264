-- One row a park: identity beside the newest area, year of establishment, firms, jobs, exports and occupancy.
CREATE VIEW places AS
SELECT
    parks.*,
    countries.label AS country_label,
    countries.role AS role,
    area.value AS area,
    CASE
        WHEN area.value IS NULL THEN 'not reported'
        WHEN area.value < 50 THEN 'below 50 ha'
        WHEN area.value < 200 THEN '50 to 199 ha'
        WHEN area.value < 500 THEN '200 to 499 ha'
        WHEN area.value < 1000 THEN '500 to 999 ha'
        ELSE '1,000 ha and more'
    END AS size_class,
    CAST(established.value AS BIGINT) AS established_year,
    CAST(firms.value AS BIGINT) AS resident_firms,
    CAST(jobs.value AS BIGINT) AS jobs,
    exports.value AS exports,
    occupancy.value AS occupancy,
    (SELECT count(*) FROM park_values WHERE park_values.park = parks.park) AS figures
FROM parks
JOIN countries ON countries.country = parks.country
LEFT JOIN latest AS area ON area.park = parks.park AND area.indicator = 'area'
LEFT JOIN latest AS established ON established.park = parks.park AND established.indicator = 'established_year'
LEFT JOIN latest AS firms ON firms.park = parks.park AND firms.indicator = 'resident_firms'
LEFT JOIN latest AS jobs ON jobs.park = parks.park AND jobs.indicator = 'jobs'
LEFT JOIN latest AS exports ON exports.park = parks.park AND exports.indicator = 'exports' AND exports.unit = 'million USD'
LEFT JOIN latest AS occupancy ON occupancy.park = parks.park AND occupancy.indicator = 'occupancy';
