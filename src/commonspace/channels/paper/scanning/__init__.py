"""Scans and photographs of filled sheets: found, straightened and read in a confined process."""
