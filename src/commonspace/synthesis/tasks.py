"""Reading documents for proposals in the background."""

from commonspace.consultations.models import Consultation
from commonspace.contributions.models import SourceText
from commonspace.kernel.background import background_task
from commonspace.people.models import Account
from commonspace.synthesis.services.importing import read_sources
from commonspace.synthesis.services.names import ask_about_names


@background_task()
def read_sources_task(consultation_id: int, text_ids: list[str], account_id: int | None) -> None:
    """Read texts of one consultation together and propose what is found in them."""
    consultation = Consultation.objects.get(pk=consultation_id)
    texts = SourceText.objects.filter(
        pk__in=text_ids, contribution__consultation=consultation
    ).select_related("contribution", "attachment__file")
    by = Account.objects.filter(pk=account_id).first() if account_id else None
    read_sources(consultation=consultation, texts=list(texts.order_by("created_at")), by=by)


@background_task()
def ask_about_names_task(consultation_id: int) -> None:
    """Look through the names of a consultation for those that may be one."""
    ask_about_names(consultation=Consultation.objects.get(pk=consultation_id))
