"""Pages of the web form: answering, and coming back with a code."""
