"""The command line: setting up, serving, importing, showing a demo."""
