"""The resumable upload protocol tus 1.0 (https://tus.io/protocols/resumable-upload).

Creation, creation-defer-length, checksum, expiration and termination. The address of an upload is
a secret that only its sender has; no cookie gives any right here, so there is no form to seal.
"""

import base64
import binascii
import logging
import re
from uuid import UUID

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from commonspace.channels.recordings.errors import NotKeptNowError, TooManyUploadsError
from commonspace.channels.recordings.models import Upload
from commonspace.channels.recordings.queries import offer_of
from commonspace.channels.recordings.services import uploads as services
from commonspace.consultations.access import published_consultation
from commonspace.consultations.models import Consultation
from commonspace.kernel.audience import PUBLIC, audience
from commonspace.kernel.errors import CommonspaceError

logger = logging.getLogger(__name__)

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-defer-length,checksum,expiration,termination"
_NUMBER = re.compile(r"\d{1,15}")
_AGAIN_AFTER_S = {TooManyUploadsError: 3600, NotKeptNowError: 2}
_BAD, _STRANGE_TYPE, _OTHER_VERSION = 400, 415, 412


@audience(PUBLIC)
@csrf_exempt  # the address is the right; see above
@require_http_methods(["OPTIONS", "POST"])
def create(request: HttpRequest, code: str) -> HttpResponse:
    """Say what this server can do, or make room for a recording."""
    consultation = _open_call(code)
    if request.method == "OPTIONS":
        return _answer(204, **{
            "Tus-Version": VERSION, "Tus-Extension": EXTENSIONS,
            "Tus-Max-Size": services.longest_bytes(),
            "Tus-Checksum-Algorithm": ",".join(services.ALGORITHMS),
        })  # fmt: skip
    said = request.headers.get("Upload-Length", "")
    deferred = request.headers.get("Upload-Defer-Length") == "1"
    if not deferred and not _NUMBER.fullmatch(said):
        return _answer(_BAD)
    try:
        made = services.begin(
            consultation=consultation,
            size=None if deferred else int(said),
            name=_name(request.headers.get("Upload-Metadata", "")),
        )
    except CommonspaceError as refusal:
        return _refused(refusal)
    except OperationalError as trouble:
        return _not_now(trouble)
    address = reverse("record-upload", args=[consultation.code, made.pk])
    return _answer(201, Location=address, **_expires(made))


@audience(PUBLIC)
@csrf_exempt  # the address is the right; see above
@require_http_methods(["HEAD", "PATCH", "DELETE"])
def upload(request: HttpRequest, code: str, key: UUID) -> HttpResponse:
    """Say how far an upload has come, take its next piece, or forget it."""
    found = Upload.objects.filter(pk=key, consultation__code=code).first()
    if found is None:
        raise Http404
    if request.headers.get("Tus-Resumable") != VERSION:
        return _answer(_OTHER_VERSION, **{"Tus-Version": VERSION})
    do = {"HEAD": _how_far, "PATCH": _add, "DELETE": _forget}[str(request.method)]
    try:
        return do(request, found)
    except CommonspaceError as refusal:
        return _refused(refusal)
    except (OperationalError, OSError) as trouble:
        return _not_now(trouble)


def _forget(_request: HttpRequest, found: Upload) -> HttpResponse:
    services.forget(upload=found)
    return _answer(204)


def _how_far(_request: HttpRequest, found: Upload) -> HttpResponse:
    length = {"Upload-Defer-Length": "1"} if found.size is None else {"Upload-Length": found.size}
    return _answer(200, **{"Upload-Offset": found.received, **length, **_expires(found)})


def _add(request: HttpRequest, found: Upload) -> HttpResponse:
    if request.headers.get("Content-Type") != "application/offset+octet-stream":
        return _answer(_STRANGE_TYPE)
    offset, length = request.headers.get("Upload-Offset", ""), request.headers.get("Upload-Length")
    if not _NUMBER.fullmatch(offset) or (length is not None and not _NUMBER.fullmatch(length)):
        return _answer(_BAD)
    promised = request.headers.get("Upload-Checksum")
    digest = _digest(promised) if promised else None
    if promised and digest is None:
        return _answer(_BAD)
    now = services.set_size(upload=found, size=int(length)) if length else found
    now = services.add_piece(upload=now, offset=int(offset), stream=request, digest=digest)  # type: ignore[arg-type]  # a request reads like a file
    return _answer(204, **{"Upload-Offset": now.received, **_expires(now)})


def _digest(said: str) -> tuple[str, bytes] | None:
    algorithm, _space, encoded = said.partition(" ")
    if algorithm not in services.ALGORITHMS:
        return None
    try:
        return algorithm, base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None


def _name(metadata: str) -> str:
    """Return the file name among ``key base64,key base64``, empty if there is none."""
    for pair in metadata.split(","):
        key, _space, encoded = pair.strip().partition(" ")
        if key == "filename":
            try:
                return base64.b64decode(encoded, validate=True).decode()
            except (binascii.Error, ValueError):
                return ""
    return ""


def _open_call(code: str) -> Consultation:
    consultation = published_consultation(code)
    if not offer_of(consultation).is_offered or not consultation.is_open():
        raise Http404
    return consultation


def _expires(found: Upload) -> dict[str, str]:
    return {"Upload-Expires": http_date(found.expires_at.timestamp())}


def _not_now(trouble: Exception) -> HttpResponse:
    logger.warning("A piece of a recording could not be kept (%s).", trouble)
    return _refused(NotKeptNowError())


def _refused(refusal: CommonspaceError) -> HttpResponse:
    response = _answer(refusal.status)
    response.content = str(refusal.message).encode()
    for sort, seconds in _AGAIN_AFTER_S.items():
        if isinstance(refusal, sort):
            response["Retry-After"] = str(seconds)
    return response


def _answer(status: int, **headers: object) -> HttpResponse:
    response = HttpResponse(status=status, content_type="text/plain; charset=utf-8")
    response["Tus-Resumable"] = VERSION
    response["Cache-Control"] = "no-store"
    for name, value in headers.items():
        response[name] = str(value)
    return response
