"""Which channels there are: every folder of ``channels``. Adding one edits nothing outside it."""

import pkgutil

from commonspace import channels


def channel_apps() -> list[str]:
    """Return the dotted names of all channels, in alphabetical order."""
    return sorted(
        f"commonspace.channels.{module.name}"
        for module in pkgutil.iter_modules(channels.__path__)
        if module.ispkg
    )
