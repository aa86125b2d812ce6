"""What this room announces; later rooms listen."""

from django.dispatch import Signal

campaign_decided = Signal()
"""Somebody decided about a possible campaign, or took it back. Sent inside the transaction with ``consultation``."""
