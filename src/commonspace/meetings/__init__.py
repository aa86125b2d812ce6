"""Meetings: their programme, and the reports their rapporteurs fill."""
