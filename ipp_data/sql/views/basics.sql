-- The figures that every park could publish, in the order in which to ask for them.
CREATE VIEW basics AS
SELECT
    unnest(['area', 'established_year', 'resident_firms', 'jobs', 'occupancy', 'exports', 'cumulative_investment']) AS indicator,
    unnest(range(1, 8)) AS position;
