from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "commonspace.sharing"
    label = "sharing"
