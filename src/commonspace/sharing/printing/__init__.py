"""Putting a leaflet into a format: PDF, Word, plain text; and codes that cameras read."""
