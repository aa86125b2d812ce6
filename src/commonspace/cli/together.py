"""Processes that belong together end together, however the first of them ends."""

import ctypes
import signal
import sys

_PR_SET_PDEATHSIG = 1


def ends_with_parent() -> None:
    """Ask the system to stop this process once the one that started it is gone (Linux only).

    Otherwise a server whose starter was killed goes on to hold the port, so that the next one
    cannot start.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
