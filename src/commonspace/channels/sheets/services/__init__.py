"""Keeping a sheet, opening it, saying what its columns are, importing its rows."""
