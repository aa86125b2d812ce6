"""Statements, kinds, themes, codings. What a machine proposes and what a person confirms are different rows."""
