"""Inviting networks; taking filled forms that came back."""
