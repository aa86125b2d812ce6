"""Tables and folders as rows of words, read one after another."""
