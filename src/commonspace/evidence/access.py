"""From a person and an address to a double coding, or refusal: nobody sees what is still coded apart."""

from commonspace.consultations.models import Consultation
from commonspace.evidence.models import DoubleCoding
from commonspace.kernel.errors import NotYoursError
from commonspace.people.models import Account


def double_coding_of(consultation: Consultation, pk: int) -> DoubleCoding:
    """Return a double coding of a consultation; what was chosen in it is another matter.

    Raises:
        NotYoursError: If there is none.
    """
    found = (
        DoubleCoding.objects.filter(consultation=consultation, pk=pk)
        .select_related("question", "first", "second", "made_by", "ended_by")
        .first()
    )
    if found is None:
        raise NotYoursError
    found.consultation = consultation
    return found


def own_part(account: Account, consultation: Consultation, pk: int) -> DoubleCoding:
    """Return an open double coding to one of its two coders.

    Raises:
        NotYoursError: If there is none, it has ended, or the account is neither of the two.
    """
    found = double_coding_of(consultation, pk)
    if not found.is_open or account.pk not in {found.first_id, found.second_id}:
        raise NotYoursError
    return found


def compared(consultation: Consultation, pk: int) -> DoubleCoding:
    """Return a double coding whose two parts may be compared.

    Raises:
        NotYoursError: If there is none, or it is still open.
    """
    found = double_coding_of(consultation, pk)
    if found.is_open:
        raise NotYoursError
    return found
