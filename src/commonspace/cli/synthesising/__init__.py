"""One table or folder in, one report out: no server, no database, no network.

    from commonspace.cli.synthesising import Choices, synthesise

    outcome = synthesise("answers.xlsx", "report/", choices=Choices(languages=("en", "fr")))

``commonspace synthesise`` is the same in a terminal. Names are looked up on first use, so that
Django is set up only when something is to be read.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING

import django
from django.conf import settings as django_settings

if TYPE_CHECKING:
    from commonspace.cli.synthesising.choices import Choices
    from commonspace.cli.synthesising.running import Outcome, synthesise

__all__ = ["Choices", "Outcome", "synthesise"]

_HOMES = {"Choices": "choices", "Outcome": "running", "synthesise": "running"}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    _set_up()
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def _set_up() -> None:
    """Give Django what it needs to translate; inside a site everything is set up already."""
    if not django_settings.configured:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonspace.cli.synthesising.settings")
        django.setup()
