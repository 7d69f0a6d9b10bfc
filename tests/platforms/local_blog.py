"""A blog on this machine that remembers: its author writes, edits, removes; its feed holds the last few posts."""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from threading import Thread
from xml.sax.saxutils import escape

from facts import from_us
from tests.platforms.local_platform import Answer

XML = {"Content-Type": "application/rss+xml"}


def day(number: int, hour: int = 9) -> int:
    """Return a moment in October 2026."""
    return round(datetime.fromisoformat(f"2026-10-{number:02}T{hour:02}:00:00Z").timestamp() * 1_000_000)


@dataclass
class Entry:
    """One post."""

    us: int
    title: str
    html: str


@dataclass
class LocalBlog:
    """One blog and its feed. `instead`: what is answered next, in order."""

    holds: int = 3  # how many posts its feed holds
    is_atom: bool = False
    keeps_tags: bool = True
    address: str = ""
    entries: dict[str, Entry] = field(default_factory=dict)
    instead: list[Answer] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)  # the headers of each call
    fails: Random | None = None  # then one call in four fails

    def write(self, id_: str, us: int, title: str = "", html: str = "<p>Words.</p>") -> None:
        self.entries[id_] = Entry(us, title or f"Title {id_}", html)

    def remove(self, id_: str) -> None:
        del self.entries[id_]

    def feed(self) -> str:
        newest = sorted(self.entries.items(), key=lambda one: -one[1].us)[: self.holds]
        item = self._atom if self.is_atom else self._rss
        items = "".join(item(id_, entry) for id_, entry in newest)
        if self.is_atom:
            return f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="cy"><title>B</title>{items}</feed>'
        return (
            f'<rss version="2.0"><channel><title>B</title><language>en-GB</language>{items}</channel></rss>'
        )

    def answer(self, headers: dict[str, str]) -> Answer:
        self.asked.append(headers)
        if self.instead:
            return self.instead.pop(0)
        if self.fails and self.fails.random() < 0.25:
            return self.fails.choice(
                [Answer(b"<html>", 502), Answer(b"<rss", is_cut=True), Answer(status=429)]
            )
        body = ('<?xml version="1.0" encoding="utf-8"?>' + self.feed()).encode()
        tag = f'"{hashlib.sha256(body).hexdigest()[:8]}"'
        if self.keeps_tags and headers.get("if-none-match") == tag:
            return Answer(b"", 304, {})
        return Answer(body, 200, {**XML, **({"ETag": tag} if self.keeps_tags else {})})

    def _rss(self, id_: str, entry: Entry) -> str:
        return (
            f"<item><title>{escape(entry.title)}</title><link>{self.address}/{id_}</link>"
            f'<guid isPermaLink="false">{id_}</guid><pubDate>{format_datetime(from_us(entry.us))}</pubDate>'
            f"<description>{escape(entry.html)}</description></item>"
        )

    def _atom(self, id_: str, entry: Entry) -> str:
        moment = from_us(entry.us).isoformat()
        return (
            f"<entry><title>{escape(entry.title)}</title><id>{id_}</id><published>{moment}</published>"
            f'<updated>2026-12-24T09:00:00Z</updated><link href="{self.address}/{id_}"/>'
            f'<content type="html">{escape(entry.html)}</content><summary>Short.</summary></entry>'
        )


@contextmanager
def blogging(blog: LocalBlog) -> Iterator[LocalBlog]:
    """Serve a blog on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = blog.answer({name.lower(): value for name, value in self.headers.items()})
            time.sleep(answer.waits_s)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.status != 304:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body[: len(answer.body) // 2] if answer.is_cut else answer.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.block_on_close = False  # a client that gave up leaves its call waiting
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    blog.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield blog
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
