"""Accounts, organisations, contributors, and the vault that keeps who they are apart."""
