"""A Bluesky on this machine that remembers: people write, edit, remove; a real connector collects from it."""

import hashlib
import itertools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from facts import iso
from tests.platforms.local_platform import Answer, said, serving

KEY_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
POST, REPOST = "app.bsky.feed.post", "app.bsky.feed.repost"
NO_RECORD = {"error": "RecordNotFound"}


@dataclass
class LocalBluesky:
    """Directory, servers and AppView in one. `instead`: part of an address -> what is answered in its place."""

    page: int = 4  # small, so that a visit takes many pages
    deepest: int = 10  # levels of a conversation that are shown at once
    address: str = ""
    handles: dict[str, str] = field(default_factory=dict)  # did -> handle
    profiles: dict[str, str] = field(default_factory=dict)  # did -> what somebody says of themselves
    hidden: set[str] = field(default_factory=set)  # who asks not to be shown to logged-out readers
    records: dict[str, dict[str, Any]] = field(default_factory=dict)  # uri -> record
    instead: dict[str, Answer] = field(default_factory=dict)
    unshown: set[str] = field(
        default_factory=set
    )  # messages that the AppView shows beside no other: blocked, detached
    odd: set[str] = field(default_factory=set)  # messages that the AppView shows without an author
    states: dict[str, str] = field(default_factory=dict)  # did -> why its owner's server shows nothing of it
    servers: dict[str, str] = field(default_factory=dict)  # did -> address, of whoever is on another server
    asked: list[str] = field(default_factory=list)
    _tick: Iterator[int] = field(default_factory=itertools.count)

    # What people do

    def person(self, handle: str) -> str:
        letters = hashlib.sha256(handle.encode()).digest()
        did = "did:plc:" + "".join(KEY_DIGITS[byte % 32] for byte in letters[:24])
        self.handles[did] = handle
        return did

    def write(self, did: str, text: str, us: int, *, answers: str = "", quotes: str = "") -> str:
        record: dict[str, Any] = {"$type": POST, "text": text, "createdAt": iso(us), "langs": ["en"]}
        if answers:
            root = self.records[answers].get("reply", {}).get("root", {"uri": answers})
            record["reply"] = {"parent": {"uri": answers}, "root": root}
        if quotes:
            record["embed"] = {"$type": "app.bsky.embed.record", "record": {"uri": quotes}}
        return self._keep(did, POST, record, us)

    def pass_on(self, did: str, uri: str, us: int) -> str:
        return self._keep(did, REPOST, {"$type": REPOST, "createdAt": iso(us), "subject": {"uri": uri}}, us)

    def edit(self, uri: str, text: str) -> None:
        self.records[uri] = {**self.records[uri], "text": text}

    def remove(self, uri: str) -> None:
        del self.records[uri]

    def _keep(self, did: str, collection: str, record: dict[str, Any], us: int) -> str:
        uri = f"at://{did}/{collection}/{key_of(us, next(self._tick) % 1024)}"
        self.records[uri] = record
        return uri

    # What the servers say

    def answer(self, path: str, query: str) -> Answer:
        self.asked.append(f"{path}?{query}")
        for part, answer in self.instead.items():
            if part in self.asked[-1]:
                return answer
        if path.startswith("/did:"):
            return self._directory(path[1:])
        given = parse_qs(query)
        one = {name: values[0] for name, values in given.items()}
        method = path.rsplit(".", 1)[-1]
        if method == "getPosts":
            return said({"posts": [self._view(uri) for uri in given["uris"] if self._is_shown(uri)]})
        return getattr(self, re.sub("([A-Z])", r"_\1", f"_{method}").lower())(one)

    def _directory(self, did: str) -> Answer:
        if did not in self.handles:
            return said({}, 404)
        server = self.servers.get(did, self.address)
        return said({"id": did, "service": [{"id": "#atproto_pds", "serviceEndpoint": server}]})

    def _resolve_handle(self, given: dict[str, str]) -> Answer:
        found = [did for did, handle in self.handles.items() if handle == given["handle"]]
        return said({"did": found[0]}) if found else said({"error": "InvalidRequest"}, 400)

    def _get_profile(self, given: dict[str, str]) -> Answer:
        if given["actor"] in self.states:
            return said({"error": "InvalidRequest", "message": "Profile not found"}, 400)
        did = given["actor"]
        labels = [{"val": "!no-unauthenticated", "src": did}] if did in self.hidden else []
        told = (
            {"description": self.profiles[did]} if self.profiles.get(did) else {}
        )  # no key where it is empty
        return said({"did": did, "handle": self.handles[did], "labels": labels, **told})

    def _get_repo_status(self, given: dict[str, str]) -> Answer:
        state = self.states.get(given["did"])
        if state == "deleted":
            return said({"error": "RepoNotFound"}, 400)
        return said({"did": given["did"], "active": state is None, **({"status": state} if state else {})})

    def _list_records(self, given: dict[str, str]) -> Answer:
        if given["repo"] in self.states:
            return said({"error": "RepoDeactivated"}, 400)
        of = self._newest_first(f"at://{given['repo']}/{given['collection']}/")
        rows = [{"uri": uri, "cid": cid(self.records[uri]), "value": self.records[uri]} for uri in of]
        return said(self._paged("records", rows, given))

    def _get_record(self, given: dict[str, str]) -> Answer:
        uri = f"at://{given['repo']}/{given['collection']}/{given['rkey']}"
        return said({"uri": uri, "value": self.records[uri]}) if uri in self.records else said(NO_RECORD, 400)

    def _get_author_feed(self, given: dict[str, str]) -> Answer:
        if given["actor"] in self.states:
            return said({"error": "InvalidRequest", "message": "Profile not found"}, 400)
        of = [
            *self._newest_first(f"at://{given['actor']}/{POST}/"),
            *self._newest_first(f"at://{given['actor']}/{REPOST}/"),
        ]
        rows = sorted(of, key=lambda uri: uri.rsplit("/", 1)[1], reverse=True)
        return said(self._paged("feed", [row for uri in rows if (row := self._row(uri))], given))

    def _row(self, uri: str) -> dict[str, Any] | None:
        record = self.records[uri]
        if record["$type"] == REPOST:
            shared = record["subject"]["uri"]
            reason = {
                "$type": "app.bsky.feed.defs#reasonRepost",
                "uri": uri,
                "indexedAt": record["createdAt"],
            }
            return {"post": self._view(shared), "reason": reason} if self._is_beside(shared) else None
        row: dict[str, Any] = {"post": self._view(uri)}
        if answered := record.get("reply", {}).get("parent", {}).get("uri"):
            row["reply"] = {
                "parent": self._beside(answered),
                "root": self._beside(record["reply"]["root"]["uri"]),
            }
        if quoted := record.get("embed", {}).get("record", {}).get("uri"):
            row["post"]["embed"] = {"$type": "app.bsky.embed.record#view", "record": self._embedded(quoted)}
        return row

    def _is_beside(self, uri: str) -> bool:
        return self._is_shown(uri) and uri not in self.unshown

    def _beside(self, uri: str) -> dict[str, Any]:
        if not self._is_beside(uri):
            return {
                "$type": "app.bsky.feed.defs#blockedPost",
                "uri": uri,
                "blocked": True,
                "author": {"did": "did:plc:x"},
            }
        return {"$type": "app.bsky.feed.defs#postView", **self._view(uri)}

    def _embedded(self, uri: str) -> dict[str, Any]:
        if not self._is_beside(uri):
            return {"$type": "app.bsky.embed.record#viewDetached", "uri": uri, "detached": True}
        view = self._view(uri)
        return {"$type": "app.bsky.embed.record#viewRecord", "value": view.pop("record"), **view}

    def _get_post_thread(self, given: dict[str, str]) -> Answer:
        if given["uri"] not in self.records:
            return said({"error": "NotFound"}, 400)
        return said({"thread": self._thread(given["uri"], min(self.deepest, int(given["depth"])))})

    def _get_quotes(self, given: dict[str, str]) -> Answer:
        return said({"posts": [self._view(uri) for uri in self._quoting(given["uri"])]})

    def _thread(self, uri: str, levels: int) -> dict[str, Any]:
        if not self._is_shown(uri):
            return {"$type": "app.bsky.feed.defs#notFoundPost", "uri": uri, "notFound": True}
        node = {"$type": "app.bsky.feed.defs#threadViewPost", "post": self._view(uri)}
        if levels:  # as Bluesky does: where an answer ends there is no list of replies
            node["replies"] = [self._thread(below, levels - 1) for below in self._answering(uri)]
        return node

    def _is_shown(self, uri: str) -> bool:
        return uri in self.records and uri.split("/")[2] not in self.states

    def _view(self, uri: str) -> dict[str, Any]:
        did, record = uri.split("/")[2], self.records[uri]
        view = {
            "uri": uri,
            "cid": cid(record),
            "author": {"did": did, "handle": self.handles[did], "labels": []},
            "record": record,
            "replyCount": len(self._answering(uri)),
            "quoteCount": len(self._quoting(uri)),
            "indexedAt": record["createdAt"],
        }
        return {name: value for name, value in view.items() if name != "author" or uri not in self.odd}

    def _answering(self, uri: str) -> list[str]:
        return [u for u, r in self.records.items() if r.get("reply", {}).get("parent", {}).get("uri") == uri]

    def _quoting(self, uri: str) -> list[str]:
        return [u for u, r in self.records.items() if r.get("embed", {}).get("record", {}).get("uri") == uri]

    def _newest_first(self, start: str) -> list[str]:
        return sorted((uri for uri in self.records if uri.startswith(start)), reverse=True)

    def _paged(self, name: str, rows: list[Any], given: dict[str, str]) -> dict[str, Any]:
        start = int(given.get("cursor", 0))
        end = start + self.page
        return {name: rows[start:end], **({"cursor": str(end)} if end < len(rows) else {})}


def key_of(us: int, chance: int) -> str:
    """Return a record key, as Bluesky makes them of the moment."""
    number = us << 10 | chance
    return "".join(KEY_DIGITS[number >> shift & 31] for shift in range(60, -1, -5))


def cid(record: dict[str, Any]) -> str:
    """Return a record's version: another text, another version."""
    return hashlib.sha256(repr(record).encode()).hexdigest()[:20]


@contextmanager
def running() -> Iterator[LocalBluesky]:
    """Yield an empty network that can be asked at its `address`."""
    network = LocalBluesky()
    with serving(network.answer) as network.address:
        yield network
