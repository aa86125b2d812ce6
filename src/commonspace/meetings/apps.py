from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "commonspace.meetings"

    def ready(self) -> None:
        from commonspace.intake.keepers import Keeper, register_keeper  # noqa: PLC0415  # needs loaded models
        from commonspace.meetings.keeping import erase  # noqa: PLC0415  # needs loaded models

        register_keeper(Keeper(order=50, erase=erase))
