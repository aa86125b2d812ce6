"""The one door: an envelope in, a receipt out."""
