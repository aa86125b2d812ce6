"""Answers on paper: forms with a code on each sheet, scans that find their questions."""
