"""Draws a Figure: on screen, as a still, as an Office chart. Never changes a number."""
