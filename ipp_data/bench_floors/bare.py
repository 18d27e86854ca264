"""The components of a page without any content: `?kinds=map,chart,table` names them. Never holds data of the product."""

import streamlit as st

from ipp_data.render.maps import pdk
from ipp_data.render.screen import go

kinds = st.query_params.get("kinds", "").split(",")
if "map" in kinds:
    st.pydeck_chart(pdk.Deck([], map_provider=None))
if "chart" in kinds:
    st.plotly_chart(go.Figure())
if "table" in kinds:
    st.dataframe({"a": [1, 2, 3], "b": ["x", "y", "z"]})
st.write("end of the floor")
