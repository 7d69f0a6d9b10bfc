"""A Notify on this machine: it verifies each request's signature, keeps what it took, and fails as it is told to."""

import json
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlparse

import jwt

SERVICE, SECRET = str(uuid.UUID(int=7)), str(uuid.UUID(int=0xFEED))
KEY = f"test_key-{SERVICE}-{SECRET}"
TEMPLATE = str(uuid.UUID(int=1))


class LocalNotify(ThreadingHTTPServer):
    """What it took, by reference. `fails`: the codes with which it answers the next messages, after taking them (200)
    or instead of it; `hangs_up`: it takes the next message, and closes the connection without a word.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.took: list[dict[str, Any]] = []
        self.refuses: list[int] = []
        self.hangs_up = self.hides = False
        self.status = "created"

    @property
    def settings(self) -> str:
        """Return settings.toml's table for it."""
        address = f"http://127.0.0.1:{self.server_port}"
        return f'[notify]\nbase_url = "{address}"\ntemplates = {{ en = "{TEMPLATE}" }}\n'


class _Desk(BaseHTTPRequestHandler):
    server: LocalNotify

    def log_message(self, *_: Any) -> None:
        pass

    def answer(self, code: int, told: Any) -> None:
        written = json.dumps(told).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(written)))
        self.end_headers()
        self.wfile.write(written)

    def is_signed(self) -> bool:
        token = self.headers["Authorization"].removeprefix("Bearer ")
        try:
            return jwt.decode(token, SECRET, algorithms=["HS256"])["iss"] == SERVICE
        except jwt.InvalidTokenError:
            self.answer(
                403, {"status_code": 403, "errors": [{"error": "AuthError", "message": "Invalid token"}]}
            )
            return False

    def do_GET(self) -> None:
        if self.is_signed():
            [reference] = parse_qs(urlparse(self.path).query)["reference"]
            found = [] if self.server.hides else self.server.took
            found = [{"status": self.server.status} for one in found if one["reference"] == reference]
            self.answer(200, {"notifications": found, "links": {"current": ""}})

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self.is_signed():
            return
        if self.server.refuses:
            code = self.server.refuses.pop(0)
            self.answer(
                code, {"status_code": code, "errors": [{"error": "Error", "message": f"no {SECRET}"}]}
            )
            return
        self.server.took.append(told)
        if self.server.hangs_up:
            self.connection.close()
            return
        self.answer(201, {"id": str(uuid.uuid4()), "reference": told["reference"]})


@contextmanager
def running() -> Iterator[LocalNotify]:
    """Run it while a test lasts."""
    with LocalNotify() as notify:
        thread = threading.Thread(target=notify.serve_forever, daemon=True)
        thread.start()
        yield notify
        notify.shutdown()
        thread.join()
