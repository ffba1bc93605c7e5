"""Altair charts in one visual language, and the figures that carry them."""
