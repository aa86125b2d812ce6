"""A chat server on this machine that answers what a test scripts, over real HTTP."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def said(content):
    return 200, {"choices": [{"message": {"role": "assistant", "content": content}}]}


class ChatStub:
    """``answer`` is told the system's and the user's message and gives a status and a body."""

    def __init__(self, answer):
        self.answer = answer
        self.asked = []
        self.keys = []
        self.paths = []


@contextmanager
def chatting(answer):
    stub = ChatStub(answer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            system, user = (message["content"] for message in body["messages"])
            stub.asked.append((system, user))
            stub.keys.append(self.headers.get("Authorization"))
            stub.paths.append(self.path)
            status, answer, *headers = stub.answer(system, user)
            content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    stub.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield stub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
