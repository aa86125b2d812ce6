"""The public call page, and the staff pages on which a call is made."""
