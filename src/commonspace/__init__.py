"""Commonspace runs a civil-society consultation from the call to the commitments that follow it."""
