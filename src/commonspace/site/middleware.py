"""What holds for every page: who may open it, how a refusal looks, what is never kept."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string

from commonspace.consultations.access import consultation_for_member
from commonspace.kernel.audience import PUBLIC, RECEIPT, SIGNED_IN, audience_of
from commonspace.kernel.errors import CommonspaceError

GetResponse = Callable[[HttpRequest], HttpResponse]

FROM_OUTSIDE = (
    "REMOTE_ADDR",
    "REMOTE_HOST",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_USER_AGENT",
    "HTTP_X_REAL_IP",
    "HTTP_FORWARDED",
)
PERSONAL = ("/staff/", "/receipt/", "/account/", "/sign-in/", "/sign-out/")


class PrivacyMiddleware:
    """Forget where a request came from before any view could keep it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for key in FROM_OUTSIDE:
            request.META.pop(key, None)
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(self)")
        if not request.path.startswith("/static/") and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store" if _is_personal(request) else "no-cache"
        return response


def _is_personal(request: HttpRequest) -> bool:
    return any(part in request.path for part in PERSONAL)


class RefusalMiddleware:
    """Turn a refusal into a page that says what happened, what was kept, what to do."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            response.content = render_to_string("405.html", request=request)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, CommonspaceError):
            return None
        if error.status == 404:  # noqa: PLR2004  # the one status strangers may see
            return render(request, "404.html", status=404)
        return render(request, "refused.html", {"refusal": error}, status=error.status)


class AudienceMiddleware:
    """Let only those open a page whom it is declared for.

    A staff page asks strangers to sign in, whether it exists or not. Members without the
    role see what they would see if it did not exist. Where the address names a consultation
    (``code``), it is looked up here and handed on as ``request.consultation``.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated and _is_staff_address(request.path):
            return redirect_to_login(request.get_full_path())
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        args: Any,  # noqa: ANN401  # Django hands on what came
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        declared = audience_of(view)
        if not declared:
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} declares no audience.")
        roles = declared - {PUBLIC, RECEIPT, SIGNED_IN}
        if SIGNED_IN in declared and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if roles:
            try:
                request.consultation = consultation_for_member(  # type: ignore[attr-defined]  # handed on
                    request.user, kwargs.get("code", ""), roles=roles
                )
            except CommonspaceError as refusal:
                raise Http404 from refusal
        return None


def _is_staff_address(path: str) -> bool:
    parts = path.split("/")
    return len(parts) > 2 and parts[2] == "staff"  # noqa: PLR2004  # /en/staff/…
