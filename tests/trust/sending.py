"""A contributor's browser reduced to what goes over the wire."""

import http.client
import re
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode

FORM = "/en/c/{code}/answer/"
REFUSED = (OSError, http.client.HTTPException)
"""What a client sees of a server that is gone."""


@dataclass
class Form:
    """An answer form as a browser holds it: it can be sent more than once."""

    port: int
    code: str
    cookie: str
    fields: dict[str, str]
    headers: dict[str, str] = field(default_factory=dict)
    source: str = "127.0.0.1"

    def send(self, *, path: str = "", fields: dict[str, str] | None = None) -> tuple[int, str]:
        """Send the form once, and return status and page."""
        body = urlencode(fields or self.fields)
        headers = {
            **self.headers,
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": self.cookie,
            "Origin": f"http://127.0.0.1:{self.port}",
        }
        status, _headers, page = asked(
            self.port, "POST", path or FORM.format(code=self.code), body, headers, self.source
        )
        return status, page


def asked(
    port: int, method: str, path: str, body: str = "", headers=None, source: str = "127.0.0.1"
):
    """Ask a server of this machine for something; return status, headers and page."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30, source_address=(source, 0))
    try:
        line.request(method, path, body=body.encode(), headers=headers or {})
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
    finally:
        line.close()


def form_of(
    port: int, code: str, text: str, *, headers=None, source: str = "127.0.0.1", **more: str
) -> Form:
    """Open the form of a call and fill it in."""
    status, received, page = asked(
        port, "GET", FORM.format(code=code), headers=headers, source=source
    )
    assert status == 200, page[:500]
    answer = re.search(r'name="(answer_\d+)"', page)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert answer is not None
    assert token is not None
    fields = {
        "csrfmiddlewaretoken": token.group(1), "key": str(uuid.uuid4()), answer.group(1): text,
        "attribution": "anonymous", "may_publish": "yes", **more,
    }  # fmt: skip
    cookie = "; ".join(one.partition(";")[0] for one in received.get_all("Set-Cookie", []))
    return Form(port, code, cookie, fields, headers or {}, source)


def code_in(page: str) -> str:
    """Return the receipt code a page gives."""
    receipt = re.search(r'class="receipt-code".*?</p>', page, re.DOTALL)
    groups = re.findall(r'class="group"[^>]*>(\w{4})<', receipt.group(0) if receipt else page)
    assert len(groups) == 3, page[-2000:]
    return "-".join(groups)
