"""Times within a recording, as people write them."""

HOUR_S, MINUTE_S = 3600, 60


def clock(seconds: float) -> str:
    """Return a time as people write it: ``1:05``, ``1:00:05``."""
    minutes, second = divmod(int(seconds), MINUTE_S)
    hour, minute = divmod(minutes, MINUTE_S)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"
