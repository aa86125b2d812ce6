from django.apps import AppConfig


class SynthesisConfig(AppConfig):
    name = "commonspace.synthesis"

    def ready(self) -> None:
        from commonspace.intake.keepers import Keeper, register_keeper  # noqa: PLC0415  # needs loaded models
        from commonspace.synthesis.keeping import erase, touched  # noqa: PLC0415  # needs loaded models

        register_keeper(Keeper(order=20, touched=touched, erase=erase))
