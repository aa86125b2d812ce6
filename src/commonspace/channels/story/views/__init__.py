"""Pages of the story form: for those who tell, and for staff."""
