"""Who or what made this, from what, when, with which settings."""
