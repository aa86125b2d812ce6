"""Where services deliver, and the pages of the secretariat."""
