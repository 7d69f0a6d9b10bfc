"""A platform on this machine for the fast lane: a real HTTP server that answers as told, faults included."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says to one call."""

    body: bytes = b"{}"
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    is_cut: bool = False  # breaks off half way
    waits_s: float = 0.0


Answers = Callable[[str, str], Answer]  # path and query -> what to say


def said(value: object, status: int = 200) -> Answer:
    """Return an answer in JSON."""
    return Answer(json.dumps(value).encode(), status)


@contextmanager
def serving(answers: Answers, heads: list[dict[str, str]] | None = None) -> Iterator[str]:
    """Yield the address of a server that answers so. What stands above each call is added to `heads` first.

    So is what was sent in it, under no name.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 64_000  # head and body in one go: two small writes wait for each other

        def do_POST(self) -> None:
            self.do_GET(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def do_GET(self, sent: str = "") -> None:
            parts = urlsplit(self.path)
            if heads is not None:
                heads.append({name.lower(): value for name, value in self.headers.items()} | {"": sent})
            answer = answers(parts.path, parts.query)
            time.sleep(answer.waits_s)
            if "Date" in answer.headers:
                self.send_response_only(answer.status)
            else:
                self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if answer.is_cut:
                self.wfile.write(answer.body[: len(answer.body) // 2])
                self.close_connection = True
            else:
                self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.block_on_close = False  # a client that gave up leaves its call waiting
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
