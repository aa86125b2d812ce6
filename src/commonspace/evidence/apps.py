from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "commonspace.evidence"

    def ready(self) -> None:
        from commonspace.evidence import receivers  # noqa: F401, PLC0415  # registers them
        from commonspace.evidence.keeping import erase, touched  # noqa: PLC0415  # needs loaded models
        from commonspace.intake.keepers import Keeper, register_keeper  # noqa: PLC0415  # needs loaded models

        register_keeper(Keeper(order=30, touched=touched, erase=erase))
