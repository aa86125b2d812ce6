"""Existing documents that staff put in for an organisation: files, folders, archives."""
