"""The least that a page can be: one line of text. Never draws more."""

import streamlit as st

st.write("end of the floor")
