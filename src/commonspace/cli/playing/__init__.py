"""Plays the demo: every step goes through the services that people's clicks go through."""
