"""The pages of paper: the form for everybody, the scans for staff."""
