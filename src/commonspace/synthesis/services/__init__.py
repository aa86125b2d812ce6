"""Writes of this room: things of the report, and deciding on proposals."""
