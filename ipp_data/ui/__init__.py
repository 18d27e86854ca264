"""Everything that speaks Streamlit: the frame, the choices, the basket, what is shown. Never computes a figure of its own."""
