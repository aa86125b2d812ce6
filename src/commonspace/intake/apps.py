from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "commonspace.intake"

    def ready(self) -> None:
        from commonspace.intake import removing  # noqa: F401, PLC0415  # registers its keeper
