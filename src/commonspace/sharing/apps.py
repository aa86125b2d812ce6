from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "commonspace.sharing"
    label = "sharing"

    def ready(self) -> None:
        from commonspace.sharing import receivers  # noqa: F401, PLC0415  # registers them
