from commonspace.channels.web import letters, services
from commonspace.contributions.models import Contribution
from commonspace.kernel.background import background_task


@background_task()
def send_receipt(contribution_id: str, language: str) -> None:
    """Mail a receipt to the address its contributor gave, if they gave one."""
    contribution = Contribution.objects.select_related("consultation", "contributor").get(
        pk=contribution_id
    )
    letters.send_receipt(contribution=contribution, language=language)


@background_task()
def forget_abandoned_files() -> None:
    """Delete documents of forms that were never sent."""
    services.forget_abandoned_files()
