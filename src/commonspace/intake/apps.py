from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "commonspace.intake"
