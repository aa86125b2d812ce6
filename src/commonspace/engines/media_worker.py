"""The confined program: plays a hostile file from front to back with ffmpeg.

Answers with one line of JSON, then the sound as MP3 (one channel, 64 kbit/s: 29 MB an hour).
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

COPY: Final = "copy.mp3"
PROGRESS: Final = "progress"
_LOUDEST = re.compile(r"max_volume: (-?[\d.]+|-inf) dB")
_LENGTH = re.compile(r"out_time_us=(\d+)")
SILENCE_DB: Final = -120.0


def main() -> None:
    """Play the file named, and say what was heard."""
    ended = subprocess.run(  # noqa: S603 - a fixed program, confined
        [  # noqa: S607 - found on the fixed path of the confinement
            "ffmpeg", "-nostdin", "-hide_banner", "-threads", "1", "-protocol_whitelist", "file",
            "-i", f"file:{sys.argv[1]}", "-map", "0:a:0", "-vn", "-sn", "-dn", "-map_metadata", "-1",
            "-af", "volumedetect", "-ac", "1", "-ar", "24000", "-c:a", "libmp3lame", "-b:a", "64k",
            "-write_xing", "0", "-progress", PROGRESS, "-f", "mp3", COPY,
        ],
        capture_output=True, check=False,
    )  # fmt: skip
    told = ended.stderr.decode(errors="replace")
    copy = Path(COPY)
    if ended.returncode or not copy.exists() or not copy.stat().st_size:
        no_sound = "matches no streams" in told
        answer({"trouble": "no-sound" if no_sound else "broken"})
        return
    loudest = _LOUDEST.search(told)
    lengths = _LENGTH.findall(Path(PROGRESS).read_text(encoding="utf-8"))
    answer(
        {
            "seconds": int(lengths[-1]) / 1e6 if lengths else 0.0,
            "loudest_db": _decibel(loudest[1]) if loudest else SILENCE_DB,
        }
    )
    with copy.open("rb") as sound:
        shutil.copyfileobj(sound, sys.stdout.buffer)
    sys.stdout.flush()


def _decibel(said: str) -> float:
    return SILENCE_DB if said == "-inf" else float(said)


def answer(said: dict[str, object]) -> None:
    """Print the one line."""
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
