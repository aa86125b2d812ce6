from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "commonspace.desk"

    def ready(self) -> None:
        from commonspace.desk import receivers  # noqa: F401, PLC0415  # registers them
        from commonspace.desk.keeping import erase, touched  # noqa: PLC0415  # needs loaded models
        from commonspace.intake.keepers import Keeper, register_keeper  # noqa: PLC0415  # needs loaded models

        register_keeper(Keeper(order=40, touched=touched, erase=erase))
