"""Consultations: what is asked, of whom, until when, and what will be done with the answers."""
