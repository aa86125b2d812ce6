from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "commonspace.cli"
