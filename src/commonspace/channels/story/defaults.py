"""The fields a story form starts with. Labels a secretariat leaves alone stay translated."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonspace.channels.story.choices import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A field of the form every consultation starts with."""

    part: Part
    label: str | Promise
    help_text: str | Promise = ""
    rows: int = 1
    is_needed: bool = False


FIELDS: tuple[Asked, ...] = (
    Asked(part=Part.TITLE, label=_("Title of your story"), is_needed=True),
    Asked(
        part=Part.WHO,
        label=_("Who did it?"),
        help_text=_("Organisations, one a line. Leave out people’s names."),
        rows=2,
    ),
    Asked(
        part=Part.WHERE,
        label=_("Where?"),
        help_text=_("City, region or country, one a line."),
        rows=2,
    ),
    Asked(part=Part.WHEN, label=_("When, or since when?")),
    Asked(
        part=Part.DONE,
        label=_("What was done?"),
        help_text=_("What was the difficulty, and what did you do about it?"),
        rows=9,
        is_needed=True,
    ),
    Asked(
        part=Part.OUTCOME,
        label=_("What came of it?"),
        help_text=_("For whom did something change, and how do you know?"),
        rows=6,
    ),
    Asked(
        part=Part.LESSONS,
        label=_("What would you tell others who try the same?"),
        rows=5,
    ),
    Asked(part=Part.LINKS, label=_("Where can one read more?"), help_text=_("Links, one a line.")),
)
OF_PART = {asked.part: asked for asked in FIELDS}
