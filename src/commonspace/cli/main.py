"""The command line: ``commonspace demo | serve | worker | import-source | …``.

Each command is a Django management command of ``commonspace.cli``; anything Django knows
(``migrate``, ``check`` …) works too.
"""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonspace.site.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
