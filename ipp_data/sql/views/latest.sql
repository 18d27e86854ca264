-- The newest figure of every park and indicator; in one year the surer source first.
CREATE VIEW latest AS
SELECT *
FROM park_values
QUALIFY row_number() OVER (
    PARTITION BY park, indicator
    ORDER BY coalesce(year, 0) DESC, list_position(['high', 'medium', 'low'], confidence), "row"
) = 1;
