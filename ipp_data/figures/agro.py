"""What is said of agro-food parks: how many in each country. Never counts a park without published sectors as one without agro-food."""

from __future__ import annotations

import pandas as pd

from ipp_data.errors import NoData
from ipp_data.figures import Figure, plural

ORDER = ["core", "partly", "tag only", "no agro-food sector", "sectors not reported"]


def relevance(rows: pd.DataFrame, vintage: str) -> Figure:
    """Parks of each country by agro-food relevance."""
    if rows.empty:
        raise NoData("This set holds no park, so none is for agro-food.")
    core = int(rows.loc[rows["relevance"].isin(ORDER[:2]), "parks"].sum())
    silent = int(rows.loc[rows["relevance"] == ORDER[4], "parks"].sum())
    said = f"{plural(core, 'park')} of {int(rows['parks'].sum())} process food or farm products; {silent} publish no sectors"
    return Figure(
        kind="stacked",
        rows=rows.assign(relevance=pd.Categorical(rows["relevance"], ORDER)),
        x="parks",
        y="country_label",
        color="relevance",
        title=said,
        subtitle="Parks by agro-food relevance of their published sectors, number",
        source="This product's own reading of published sectors; sources in the table",
        data_date=vintage,
        alt=f"Stacked bars by country. {said}.",
        labels={"country_label": "Country", "parks": "Parks", "relevance": "Relevance"},
    )
