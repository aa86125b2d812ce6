"""Pages on which a call is passed on."""
