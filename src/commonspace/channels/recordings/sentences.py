"""Why a recording cannot be played, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_TROUBLES = {
    "no-sound": _("There is no sound in this file. It was kept as it came."),
    "broken": _("This file cannot be played. It was kept as it came; ask for it once more."),
    "too-slow": _("This recording took too long to prepare. It was kept; try once more."),
    "no-player": _(
        "The program that plays recordings (ffmpeg) is not installed here. The recording was kept."
    ),
    "broken-blob": _("The stored file cannot be opened. Please restore it from a backup."),
}


def trouble_sentence(trouble: str) -> str | Promise:
    """Return the sentence for a trouble, empty for none."""
    return _TROUBLES.get(trouble, _TROUBLES["broken"]) if trouble else ""
