"""Spreadsheets and exports of survey tools: each response becomes a contribution."""
