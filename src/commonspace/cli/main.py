"""The command line: ``commonspace demo | serve | worker | import-source | …``.

Each command is a Django management command of ``commonspace.cli``; anything Django knows
(``migrate``, ``check`` …) works too.
"""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command named on the command line. What it writes, its account alone can read."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", _settings(sys.argv))
    execute_from_command_line([_spelled(word, place) for place, word in enumerate(sys.argv)])


def _settings(words: list[str]) -> str:
    """Return the settings to run with: what needs no site gets none, and leaves no file behind."""
    alone = words[1:2] == ["synthesise"]
    return "commonspace.cli.synthesising.settings" if alone else "commonspace.site.settings"


def _spelled(word: str, place: int) -> str:
    """Let commands be written with hyphens: ``import-source``."""
    return word.replace("-", "_") if place == 1 and not word.startswith("-") else word


if __name__ == "__main__":
    main()
