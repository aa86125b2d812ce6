"""Stories of good practice on a form of the consultation, on the screen or in a file."""
