"""Keeping what services deliver, talking with people, answering them, setting lines up."""
