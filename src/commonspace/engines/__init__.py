"""The outside world behind Protocols: an embedded default for each, a real service by setting."""
