"""Five thousand mails and five thousand uploads, bent out of shape: each is read or refused in a sentence.

``fuzz_mails`` and ``fuzz_uploads``: how many there were; uploads are documents, pictures, sheets, archives
and sound, and each goes to every reader that would get it.
``fuzz_crashed``: how often something was raised that is no refusal.
``fuzz_hung``: how many were still being read when their time was over.
``fuzz_untold``: how many were refused without a sentence, or were left without a fate.
``fuzz_readers_down``: how many brought the confined process down that read them; the next goes on.

Every mail is read in the box as it is installed. One in five goes the whole way, to the desk. Uploads are read
in forks with the same limits. COMMONSPACE_FUZZ sets how many of each, COMMONSPACE_FUZZ_SEED which.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.program import environment
from tests.trust.bending import Tally, bent_files

COUNT = int(os.environ.get("COMMONSPACE_FUZZ", "5000"))
SEED = int(os.environ.get("COMMONSPACE_FUZZ_SEED", "1"))
ROOT = Path(__file__).parents[2]
BATCH, WHOLE_WAY, HOSTILE = 100, 5, 20


def measures() -> Iterator[tuple[str, float]]:
    """Bend mails, then uploads on both cores; yield what became of them."""
    mails = _mails()
    with ThreadPoolExecutor(2) as both:
        tallies = list(both.map(lambda seed: bent_files(COUNT // 2, seed), (SEED, SEED + 1)))
    for line in (*mails["told"], *(one for tally in tallies for one in _told(tally))):
        print(f"  {line}")
    yield "fuzz_mails", mails["tried"]
    yield "fuzz_uploads", 2 * (COUNT // 2)
    yield "fuzz_crashed", mails["crashed"] + sum(len(tally.crashed) for tally in tallies)
    yield "fuzz_hung", sum(tally.ends["too-slow"] for tally in tallies)
    yield "fuzz_untold", mails["untold"] + sum(len(tally.untold) for tally in tallies)
    yield "fuzz_readers_down", sum(tally.down - tally.ends["too-slow"] for tally in tallies)
    yield "fuzz_mails_stopped", mails["stopped"]
    yield "fuzz_slowest_s", max(tally.slowest_s for tally in tallies)


def _told(tally: Tally) -> Iterator[str]:
    yield ", ".join(f"{end} {count}" for end, count in tally.ends.most_common())
    yield from tally.crashed[:10]
    yield from tally.untold[:10]


def _mails() -> dict:
    """Bend mails in a process of its own, with a site of its own."""
    with tempfile.TemporaryDirectory() as folder:
        env = {
            **environment(Path(folder)), "COMMONSPACE_PLAIN_STATIC": "yes",
            "DJANGO_SETTINGS_MODULE": "commonspace.site.settings",
            "COMMONSPACE_FUZZ": str(COUNT), "COMMONSPACE_FUZZ_SEED": str(SEED),
        }  # fmt: skip
        migrate = [sys.executable, "-m", "commonspace.cli.main", "migrate", "-v0"]
        subprocess.run(migrate, env=env, check=True, cwd=ROOT)
        own = [sys.executable, "-m", "benchmarks.intake.fuzz"]
        done = subprocess.run(own, env=env, check=True, cwd=ROOT, stdout=subprocess.PIPE)
        return json.loads(done.stdout)


def _bend_mails() -> dict:
    import django  # noqa: PLC0415  # only where there is a site

    django.setup()
    from tests import make  # noqa: PLC0415
    from tests.channels.email.bending import bent, hostile, seeds  # noqa: PLC0415

    from commonspace.engines.mail.reader import read_letters  # noqa: PLC0415

    make.consultation("harbour")
    chance = random.Random(SEED)  # noqa: S311  # to be repeated
    starts = [mail.replace(b"answers@", b"answers+harbour@") for mail in seeds()]
    found = {"tried": 0, "crashed": 0, "untold": 0, "stopped": 0, "told": []}
    for batch in range(COUNT // BATCH):
        mails = [
            hostile(chance) if number % HOSTILE == 0 else bent(chance.choice(starts), chance)
            for number in range(BATCH)
        ]
        found["tried"] += len(mails)
        try:
            letters = read_letters(mails)
            if batch % WHOLE_WAY == 0:
                found["untold"] += _taken_in(mails)
        except Exception as crash:  # noqa: BLE001  # exactly what this is looking for
            found["crashed"] += 1
            found["told"].append(f"seed {SEED}, batch {batch}: {crash!r}")
            continue
        found["stopped"] += sum(getattr(one, "trouble", "") == "too-slow" for one in letters)
        found["untold"] += len(mails) - len(letters)
    return found


def _taken_in(mails: list[bytes]) -> int:
    """Keep mails and read them as the fetcher does; count those that end without a fate or a sentence."""
    from django.utils import timezone  # noqa: PLC0415

    from commonspace.channels.email.choices import CameBy, Fate  # noqa: PLC0415
    from commonspace.channels.email.models import Mail  # noqa: PLC0415
    from commonspace.channels.email.sentences import reason_sentence  # noqa: PLC0415
    from commonspace.channels.email.services.arriving import Arrival, keep  # noqa: PLC0415
    from commonspace.channels.email.services.reading import read_waiting  # noqa: PLC0415

    began = timezone.now()
    keep(Arrival(content=mail, came_by=CameBy.FOLDER, arrived_at=began) for mail in mails)
    read_waiting()
    fates = Mail.objects.filter(kept_at__gte=began).values_list("fate", "reason")
    return sum(
        fate == Fate.WAITING or (fate == Fate.SET_ASIDE and not reason_sentence(reason))
        for fate, reason in fates
    )


if __name__ == "__main__":
    json.dump(_bend_mails(), sys.stdout)
