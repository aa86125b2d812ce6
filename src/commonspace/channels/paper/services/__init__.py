"""Printing, scanning, putting together, taking in."""
