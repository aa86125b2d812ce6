"""Sound and video: what a file is, how long, whether anything is heard, and a copy that plays.

The parsing is done by ffmpeg in a confined process; here only its beginning is looked at.
"""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from commonspace.engines.sandbox import Bounds, Ending, running_module

COPY_TYPE: Final = "audio/mpeg"
"""What the copy is: sound that every browser plays and can jump in."""
SILENT_BELOW_DB: Final = -45.0
"""A recording whose loudest moment is quieter holds nothing anybody can hear."""
_BEGINNINGS: Final = (
    (re.compile(rb"\x1a\x45\xdf\xa3"), "video/webm"),
    (re.compile(rb"OggS"), "audio/ogg"),
    (re.compile(rb"ID3|\xff[\xfb\xfa\xf3\xf2]"), "audio/mpeg"),
    (re.compile(rb"\xff[\xf1\xf9]"), "audio/aac"),
    (re.compile(rb"RIFF....WAVE", re.DOTALL), "audio/wav"),
    (re.compile(rb"#!AMR"), "audio/amr"),
    (re.compile(rb"fLaC"), "audio/flac"),
    (re.compile(rb"caff"), "audio/x-caf"),
    (re.compile(rb"FORM....AIF[FC]", re.DOTALL), "audio/aiff"),
    (re.compile(rb"....ftypM4[AB] ", re.DOTALL), "audio/mp4"),
    (re.compile(rb"....ftyp3g", re.DOTALL), "video/3gpp"),
    (re.compile(rb"....ftypqt  ", re.DOTALL), "video/quicktime"),
    (re.compile(rb"....ftyp(?:isom|iso\d|mp4|MSNV|M4V |avc1|dash|mp71)", re.DOTALL), "video/mp4"),
)
_LONGEST_COPY: Final = 512 << 20
_BOUNDS: Final = Bounds(
    cpu_s=3600, memory_bytes=2 << 30, file_bytes=_LONGEST_COPY, wall_s=3600, open_files=128
)


class UnplayableError(Exception):
    """Nothing could be made of a file; ``reason`` is one word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What was heard in a file, and ``copy``: the same as MP3, from front to back."""

    seconds: float
    loudest_db: float
    copy: BinaryIO

    @property
    def is_silent(self) -> bool:
        """Whether nobody could hear anything."""
        return self.loudest_db < SILENT_BELOW_DB


def media_type_of(head: bytes) -> str:
    """Return what the first bytes of a file say it is, empty if neither sound nor video."""
    return next((name for pattern, name in _BEGINNINGS if pattern.match(head)), "")


def can_play() -> bool:
    """Whether ffmpeg is installed here."""
    return shutil.which("ffmpeg", path="/usr/local/bin:/usr/bin:/bin") is not None


@contextmanager
def played(path: Path) -> Iterator[Played]:
    """Listen to a file from front to back, confined; the copy is readable inside the block.

    Raises:
        UnplayableError: ``no-player``, ``no-sound``, ``broken``, ``too-slow`` or ``too-large``.
    """
    if not can_play():
        raise UnplayableError("no-player")
    running = running_module(
        "commonspace.engines.media_worker", source=path, request=b"{}", bounds=_BOUNDS
    )
    with running as (ending, said):
        if ending is not Ending.DONE:
            raise UnplayableError("too-slow" if ending is Ending.TOO_SLOW else "broken")
        found = _found(said.readline(1000))
        yield Played(seconds=found[0], loudest_db=found[1], copy=said)


def _found(line: bytes) -> tuple[float, float]:
    try:
        said = json.loads(line)
    except ValueError as strange:
        raise UnplayableError("broken") from strange
    if not isinstance(said, dict) or said.get("trouble"):
        trouble = said.get("trouble") if isinstance(said, dict) else ""
        raise UnplayableError("no-sound" if trouble == "no-sound" else "broken")
    try:
        return float(said["seconds"]), float(said["loudest_db"])
    except (KeyError, TypeError, ValueError) as strange:
        raise UnplayableError("broken") from strange
