from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "commonspace.texts"

    def ready(self) -> None:
        from commonspace.texts import receivers  # noqa: F401, PLC0415  # registers them
