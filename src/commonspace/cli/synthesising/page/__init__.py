"""The report of one run as one page that works from a file: everything is inside it."""
