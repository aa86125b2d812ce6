"""The report of one run, as typed blocks."""
