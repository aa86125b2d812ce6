"""Public posts and comments, written down by staff with link, date, author as shown and a copy."""
