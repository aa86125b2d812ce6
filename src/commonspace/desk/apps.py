from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "commonspace.desk"

    def ready(self) -> None:
        from commonspace.desk import receivers  # noqa: F401, PLC0415  # registers them
