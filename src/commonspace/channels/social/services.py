"""Recording a public post, once."""

import io
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from urllib.parse import urlsplit

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from commonspace.channels.social.models import Post
from commonspace.consultations.models import Consultation
from commonspace.contributions.choices import Channel, ConsentBy
from commonspace.intake.envelopes import AnswerPart, Consent, Envelope, FilePart, Sender
from commonspace.intake.services import Received, receive, set_terms
from commonspace.people.models import Account
from commonspace.provenance.services import store_bytes

LARGEST_PICTURE = 20 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFound:
    """A post as staff copied it. ``question`` is a primary key."""

    link: str
    posted_on: date
    text: str
    question: int | None
    language: str
    sender: Sender
    consent: Consent
    picture: File[bytes] | None = None


def link_key(link: str) -> str:
    """Return the same digest for two spellings of one address: scheme, ``www.``, last slash."""
    parts = urlsplit(link.strip())
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    plain = f"{host}{parts.path.rstrip('/')}?{parts.query}"
    return sha256(plain.encode(errors="surrogatepass")).hexdigest()


def record(*, consultation: Consultation, post: PostFound, by: Account) -> Received:
    """Take a public post to the door. The same link twice is one contribution.

    It counts as received when staff found it: a post that stands longer is no answer to a call
    before somebody takes it for one.
    """
    kept = (
        store_bytes(
            stream=io.BytesIO(post.picture.read()),
            name=post.picture.name or "post.png",
            max_bytes=LARGEST_PICTURE,
        )
        if post.picture
        else None
    )
    received = receive(
        Envelope(
            consultation=consultation,
            channel=Channel.MESSAGING,
            key=f"post:{consultation.pk}:{link_key(post.link)}",
            received_at=timezone.now(),
            sender=post.sender,
            consent=post.consent,
            answers=(AnswerPart(question=post.question, text=post.text),),
            files=(FilePart(file=kept, question=post.question),) if kept else (),
            language=post.language,
            entered_by=by,
        )
    )
    Post.objects.get_or_create(
        contribution=received.contribution,
        defaults={"consultation": consultation, "link": post.link, "posted_on": post.posted_on},
    )
    return received


@transaction.atomic
def author_agreed(*, post: Post, attribution: str, may_publish: bool, by: Account) -> None:
    """Keep the terms the author of a post agreed to when asked."""
    consent = Consent(attribution=attribution, may_publish=may_publish, by=ConsentBy.STAFF)
    set_terms(contribution=post.contribution, consent=consent, by=by)
