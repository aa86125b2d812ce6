"""Writes of this room: analysing, confirming, ordering themes."""
