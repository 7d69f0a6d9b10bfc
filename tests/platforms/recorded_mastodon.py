"""What real Mastodon servers answered, as recorded by the makers of Mastodon.py (MIT) for their own tests.

The recordings are theirs: they come with the source of Mastodon.py 2.3.3, are fetched when a test asks for them,
held to their hash, and left in build/.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.lanes import ROOT
from tests.platforms.local_platform import Answer, said

FOLDER = ROOT / "build" / "recordings"
ARCHIVE = "mastodon_py-2.3.3.tar.gz"
SHA256 = "a3cda3db86d65809957c978aef8ac7fb3dfc93abfeda3f1c6bdef4c79090ab7b"
CASSETTES = re.compile(r"[^/]+/tests/cassettes(?:_entity_tests)?/[^/]+\.yaml")
# An interaction as the recorder writes it: the address, then the answer's body in quotes, headers and status.
CALL = re.compile(
    r"^    method: (?P<method>\w+)\n    uri: (?P<uri>\S+)\n(?:    body:.*\n|    headers:.*\n)*"
    r"  response:\n    body:\n      string: (?:'(?P<plain>(?:[^']|'')*)'|\"(?P<escaped>(?:[^\"\\]|\\.|\\\n)*)\")\n"
    r"(?P<rest>(?:    .*\n|\n)*)",
    re.MULTILINE,
)
LINK = re.compile(r"^      link:\n      - (?P<link>(?:.*\n)(?:        .*\n)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Call:
    """One call and what was answered."""

    method: str
    path: str
    query: str
    body: Any
    link: str


def calls() -> list[Call]:
    """Return every recorded call that was answered in JSON. Skip where the recordings can't be had; fail in CI."""
    with tarfile.open(_archive()) as tar:
        names = [name for name in tar.getnames() if CASSETTES.fullmatch(name)]
        texts = [tar.extractfile(name) for name in names]
        return [call for text in texts if text for call in _calls_in(text.read().decode("utf-8"))]


def _archive() -> Path:
    path = FOLDER / ARCHIVE
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        wanted = FOLDER / "wanted.txt"
        wanted.write_text(f"mastodon.py==2.3.3 --hash=sha256:{SHA256}\n", encoding="ascii")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
        command += ["--require-hashes", "-r", str(wanted), "-d", str(FOLDER)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=110)
        if done.returncode:
            _cannot("the recordings of Mastodon.py 2.3.3 can't be fetched")
    if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
        pytest.fail(f"{path} isn't what it should be: remove it")
    return path


def _cannot(why: str) -> None:
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(why)
    pytest.skip(why)


def _calls_in(text: str) -> Iterator[Call]:
    for found in CALL.finditer(text):
        body = _unquoted(found)
        if body[:1] in ("{", "["):
            link = LINK.search(found["rest"])
            address = urlsplit(found["uri"])
            yield Call(
                found["method"],
                address.path.rstrip("/"),
                address.query,
                json.loads(body),
                " ".join(link["link"].split()) if link else "",
            )


def _unquoted(found: re.Match[str]) -> str:
    if found["plain"] is not None:
        return re.sub(r"\s*\n\s+", " ", found["plain"]).replace("''", "'")
    joined = re.sub(r"\\\n\s*(?:\\(?= ))?", "", found["escaped"])
    return str(json.loads('"' + re.sub(r"\\x(..)", r"\\u00\1", joined) + '"', strict=False))


def statuses_in(value: Any) -> Iterator[dict[str, Any]]:
    """Return every message inside an answer, also those inside others."""
    if isinstance(value, list):
        for one in value:
            yield from statuses_in(one)
    elif isinstance(value, dict):
        if {"uri", "visibility", "content", "account"} <= value.keys():
            yield value
        for one in value.values():
            yield from statuses_in(one)


class Replayed:
    """A server that answers what was recorded, each address as first answered with something."""

    def __init__(self, recorded: list[Call]) -> None:
        self.answers: dict[tuple[str, str], Call] = {}
        self.statuses: dict[str, dict[str, Any]] = {}
        for call in recorded:
            given = parse_qs(call.query)
            is_asked = not given.keys() - {"acct", "limit", "max_id"} and "error" not in call.body
            is_whole = "limit" in given or not call.path.endswith("/statuses")
            if call.method == "GET" and is_asked and is_whole:
                self.answers.setdefault((call.path, given.get("max_id", [""])[0]), call)
            for status in statuses_in(call.body):
                self.statuses.setdefault(status["id"], status)

    def answer(self, path: str, query: str) -> Answer:
        given = parse_qs(query)
        if path == "/api/v1/statuses":
            return said([self.statuses[id_] for id_ in given["id[]"] if id_ in self.statuses])
        call = self.answers.get((path, given.get("max_id", [""])[0]))
        if call is None and "max_id" in given:
            return said([])  # further than the recording goes
        if call is None:
            return said({"error": "Record not found"}, 404)
        headers = {"Content-Type": "application/json; charset=utf-8", "Link": call.link}
        return Answer(json.dumps(call.body).encode(), headers=headers)
