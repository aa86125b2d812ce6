"""The addresses under which a call is passed on."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import override

from commonspace.consultations.models import Consultation

VIA = "via"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What a text, a poster or a kit is made for: a call, a language, the site's own root."""

    consultation: Consultation
    language: str
    root: str
    token: str = ""

    @property
    def link(self) -> str:
        """Return the address of the call in this language."""
        return self.root.rstrip("/") + self.at("call")

    @property
    def short(self) -> str:
        """Return the shortest address, which opens in the language of whoever opens it."""
        return f"{self.root.rstrip('/')}/c/{self.consultation.code}/{self._via()}"

    @property
    def spoken(self) -> str:
        """Return the short address as it is printed and said: without ``https://``."""
        return self.short.partition("://")[2].rstrip("/")

    def at(self, name: str) -> str:
        """Return the path of one of the call's pages in this language."""
        with override(self.language):
            return reverse(name, args=[self.consultation.code]) + self._via()

    def _via(self) -> str:
        return f"?{urlencode({VIA: self.token})}" if self.token else ""
