from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "commonspace.reports"

    def ready(self) -> None:
        from commonspace.consultations.outcomes import register  # noqa: PLC0415  # needs loaded models
        from commonspace.intake.keepers import Keeper, register_keeper  # noqa: PLC0415  # needs loaded models
        from commonspace.reports.keeping import erase, touched  # noqa: PLC0415  # needs loaded models
        from commonspace.reports.outcomes import released_reports  # noqa: PLC0415  # needs loaded models

        register(released_reports)
        register_keeper(Keeper(order=10, touched=touched, erase=erase))
