"""Taking bundles in, in the background."""

from commonspace.channels.documents.models import Bundle
from commonspace.channels.documents.services import take_in
from commonspace.kernel.background import background_task


@background_task()
def take_in_task(bundle_id: int) -> None:
    """Take in what staff put in; safe to run twice."""
    bundle = Bundle.objects.select_related("run", "consultation", "given_by").filter(pk=bundle_id)
    for found in bundle:
        take_in(found)
