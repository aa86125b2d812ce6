"""Recordings: a voice or video message, uploaded in pieces, kept whole, written down by a person."""
