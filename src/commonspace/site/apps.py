from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "commonspace.site"
    label = "commonspace_site"

    def ready(self) -> None:
        """Ask for what is missing in our words, wherever a form has none of its own."""
        for field, words in (
            (forms.Field, _("Please fill this in.")),
            (forms.ChoiceField, _("Please make a choice.")),
            (forms.ModelChoiceField, _("Please make a choice.")),
            (forms.BooleanField, _("Please tick this box.")),
            (forms.FileField, _("Please choose a file.")),
        ):
            field.default_error_messages["required"] = words
