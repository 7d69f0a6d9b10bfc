"""A Mastodon on this machine that remembers: people write, edit, remove; a real connector collects from it."""

import itertools
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

from connectors.mastodon import Mastodon
from facts import DAY_US, Account, Page, Post, iso, to_us
from store.archive import Archive
from store.key import Pseudonyms
from tests.platforms.local_platform import Answer, said, serving

HOST = "social.example"
NOW_US = to_us(datetime.fromisoformat("2026-11-02T12:00:00Z"))
BORN_US = NOW_US - 400 * DAY_US
MISSING = {"error": "Record not found"}
OUT_OF_SCOPE = {"error": "This action is outside the authorized scopes"}
ALL_SCOPES = frozenset({"read:accounts", "read:statuses", "read:notifications"})
ACCOUNT = Account(
    id=f"mastodon:cllr_ahmed@{HOST}", member="m1", platform="mastodon", handle=f"cllr_ahmed@{HOST}"
)


@dataclass
class LocalMastodon:
    """One home server. `instead`: part of an address -> the answers given in its place, in order."""

    page: int = 4  # small, so that a visit takes many pages
    most_shown: int = 60  # messages of a conversation, to outsiders
    is_closed: bool = False  # shows nothing to outsiders
    most_deep: int = 20
    version: str = "4.6.4"
    host: str = HOST
    domain: str = HOST
    has_batches: bool = True  # gives many messages by id at once, as since 2024
    has_quotes: bool = True  # knows quotes, as since 2025
    is_mastodon: bool = True  # else the website of a domain
    lives_at: str = ""  # what WebFinger says of everybody: the address of their server
    scopes: frozenset[str] = ALL_SCOPES  # of the member's token
    revoked: bool = False  # it is no longer taken
    blocked: set[str] = field(default_factory=set)  # whom the member blocked: not shown to them
    address: str = ""
    people: dict[str, dict[str, Any]] = field(default_factory=dict)  # local id -> account
    statuses: dict[str, dict[str, Any]] = field(default_factory=dict)  # local id -> status
    instead: dict[str, list[Answer]] = field(default_factory=dict)
    mood: Callable[[], Answer | None] = lambda: None  # what is answered now, if not the truth
    asked: list[str] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)  # what stood above each call
    notices: dict[str, str] = field(
        default_factory=dict
    )  # id of a notification -> the message that names the member
    told_after_us: int = 0  # how long after a message the member is told of it
    _tick: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _answers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # those of each status
    _quotes_of: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    # What people do

    def person(self, acct: str) -> str:
        local = str(109_000_000_000_000_000 + next(self._tick))
        name, _, host = acct.partition("@")
        page = f"https://{host or self.host}/@{name}"
        self.people[local] = {
            "id": local,
            "username": name,
            "acct": acct,
            "created_at": iso(BORN_US),
            "url": page,
            "note": "",
            "fields": [],
        }
        return local

    def write(self, by: str, text: str, us: int, *, answers: str = "", number: str = "", **more: Any) -> str:
        """Keep a message. Another server numbers its people's messages otherwise: by `number`, if given."""
        local = str((us // 1000 << 16) + next(self._tick))
        host = self.people[by]["acct"].partition("@")[2] or self.host
        number = number or (local if host == self.host else f"9{next(self._tick)}")
        person = self.people[by]["username"]
        self.statuses[local] = {
            "id": local,
            "uri": f"https://{host}/users/{person}/statuses/{number}",
            "url": f"https://{host}/@{person}/{number}",
            "created_at": iso(us),
            "edited_at": None,
            "visibility": "public",
            "content": f"<p>{text}</p>",
            "spoiler_text": "",
            "language": "en",
            "in_reply_to_id": answers or None,
            "in_reply_to_account_id": self.statuses[answers]["account"] if answers else None,
            "account": by,
            "reblog": None,
            "quote": None,
            "media_attachments": [],
            "mentions": [],
            "poll": None,
            "card": None,
            **more,
        }
        self._answers[answers].append(local)
        if quote := more.get("quote"):
            self._quotes_of[quote["quoted_status"]].append(local)
        return local

    def pass_on(self, by: str, status: str, us: int) -> str:
        return self.write(by, "", us, content="", reblog=status)

    def mention(self, by: str, text: str, us: int, **more: Any) -> str:
        """Write a message that names the member, who is told."""
        status = self.write(by, text, us, **more)
        self.notices[str(next(self._tick))] = status
        return status

    def quote(self, by: str, text: str, us: int, of: str, **more: Any) -> str:
        return self.write(by, text, us, quote={"state": "accepted", "quoted_status": of}, **more)

    def edit(self, status: str, text: str, us: int) -> None:
        self.statuses[status] |= {"content": f"<p>{text}</p>", "edited_at": iso(us)}

    def remove(self, status: str) -> None:
        del self.statuses[status]
        for other in self._answers.pop(status, []):
            if other in self.statuses:
                self.statuses[other]["in_reply_to_id"] = None

    # What the server says

    def answer(self, path: str, query: str) -> Answer:
        self.asked.append(f"{path}?{query}")
        if moody := self.mood():
            return moody
        for part, answers in self.instead.items():
            if part in self.asked[-1] and answers:
                return answers.pop(0)
        given = parse_qs(query)
        one = {name: values[0] for name, values in given.items()}
        if path == "/.well-known/webfinger":
            return self._finger(one["resource"])
        if not self.is_mastodon:
            return Answer(b"<html>Not found", 404, {"Content-Type": "text/html"})
        match path.strip("/").split("/")[2:]:
            case _ if self.revoked and self._is_member():
                return said({"error": "The access token was revoked"}, 401)
            case _ if self.is_closed and not self._is_member():
                return said({"error": "This method requires an authenticated user"}, 401)
            case ["notifications"]:
                return self._only_for("read:notifications") or self._told(one)
            case ["statuses", local, "quotes"] if self.has_quotes and local in self.statuses:
                return self._only_for("read:statuses") or self._quotes(local, one)
            case ["statuses", *_] | ["accounts", _, "statuses"] if self._lacks("read:statuses"):
                return said(OUT_OF_SCOPE, 403)
            case ["accounts", _] if self._lacks("read:accounts"):
                return said(OUT_OF_SCOPE, 403)
            case ["instance"]:
                return said({"version": self.version, "domain": self.domain})
            case ["accounts", "lookup"]:
                found = [person for person in self.people.values() if person["acct"] == one["acct"]]
                return said(found[0]) if found else said(MISSING, 404)
            case ["accounts", local]:
                return said(self.people[local]) if local in self.people else said(MISSING, 404)
            case ["accounts", local, "statuses"]:
                return self._listing(local, one)
            case ["statuses"] if self.has_batches:
                return said([self._view(local) for local in given["id[]"] if self._shows(local)])
            case ["statuses", local] if self._shows(local):
                return said(self._view(local))
            case ["statuses", local, "context"] if self._shows(local):
                return said({"ancestors": [], "descendants": self._below(local)})
        return said(MISSING, 404)

    def _listing(self, by: str, given: dict[str, str]) -> Answer:
        below = int(given.get("max_id", 10**20))
        of = [id_ for id_, one in self.statuses.items() if one["account"] == by and int(id_) < below]
        of = [id_ for id_ in of if self._shows(id_)]
        rows = sorted(of, key=int, reverse=True)[: self.page]
        return self._page_of([self._view(id_) for id_ in rows], rows[-1] if len(rows) == self.page else "")

    def _told(self, given: dict[str, str]) -> Answer:
        below = int(given.get("max_id", 10**20))
        of = [id_ for id_, status in self.notices.items() if status in self.statuses and int(id_) < below]
        rows = sorted(of, key=int, reverse=True)[: self.page]
        told = [
            {"id": id_, "type": "mention", "created_at": self._told_at(one), "status": self._view(one["id"])}
            for id_ in rows
            if (one := self.statuses[self.notices[id_]])
        ]
        return self._page_of(told, rows[-1] if rows else "")

    def _told_at(self, one: dict[str, Any]) -> str:
        return iso(to_us(datetime.fromisoformat(one["created_at"])) + self.told_after_us)

    def _quotes(self, local: str, given: dict[str, str]) -> Answer:
        below = int(given.get("max_id", 10**20))
        rows = sorted((id_ for id_ in self._quoting(local) if int(id_) < below), key=int, reverse=True)
        shown = rows[: self.page]
        return self._page_of([self._view(id_) for id_ in shown], shown[-1] if len(shown) < len(rows) else "")

    def _page_of(self, rows: list[Any], next_: str) -> Answer:
        more = f'<https://{self.host}/x?max_id={next_}>; rel="next", ' if next_ else ""
        headers = {"Content-Type": "application/json", "Link": f'{more}<https://{self.host}/x>; rel="prev"'}
        return Answer(json.dumps(rows).encode(), headers=headers)

    def _finger(self, resource: str) -> Answer:
        name = resource.removeprefix("acct:").partition("@")[0]
        actor = {"rel": "self", "type": "application/activity+json", "href": f"{self.lives_at}/users/{name}"}
        return said({"subject": resource, "links": [actor]}) if self.lives_at else said(MISSING, 404)

    def _is_member(self) -> bool:
        return bool(self.heads) and "authorization" in self.heads[-1]

    def _lacks(self, scope: str) -> bool:
        return self._is_member() and scope not in self.scopes

    def _only_for(self, scope: str) -> Answer | None:
        if not self._is_member():
            return said({"error": "This method requires an authenticated user"}, 401)
        return said(OUT_OF_SCOPE, 403) if self._lacks(scope) else None

    def _below(self, local: str, deep: int = 1) -> list[dict[str, Any]]:
        if deep > self.most_deep:
            return []
        rows = []
        for id_ in sorted(self._answering(local), key=int):
            is_hidden = self._is_member() and self.statuses[id_]["account"] in self.blocked
            rows += [] if is_hidden or not self._shows(id_) else [self._view(id_)]
            rows += self._below(id_, deep + 1)
        return rows[: 4_096 if self._is_member() else self.most_shown]

    def _shows(self, local: str) -> bool:
        is_private = local in self.statuses and self.statuses[local]["visibility"] in ("private", "direct")
        return local in self.statuses and (self._is_member() or not is_private)

    def _view(self, local: str) -> dict[str, Any]:
        one = self.statuses[local]
        public = [id_ for id_ in self._answering(local) if self.statuses[id_]["visibility"] != "private"]
        quoted = (one["quote"] or {}).get("quoted_status")
        return {
            **one,
            "account": self.people[one["account"]],
            "reblog": self._view(one["reblog"]) if one["reblog"] else None,
            "quote": {**one["quote"], "quoted_status": self._view(quoted)} if quoted else one["quote"],
            "replies_count": len(public),
            **({"quotes_count": len(self._quoting(local))} if self.has_quotes else {}),
        }

    def _quoting(self, local: str) -> list[str]:
        return [id_ for id_ in self._quotes_of.get(local, []) if id_ in self.statuses]

    def _answering(self, local: str) -> list[str]:
        return [id_ for id_ in self._answers.get(local, []) if id_ in self.statuses]


class Visitor:
    """Visits the server and keeps what comes, as a run would."""

    def __init__(
        self,
        server: LocalMastodon,
        *,
        timeout_s: float = 5.0,
        token: str | None = None,
        account: Account = ACCOUNT,
        archive: Archive | None = None,
    ) -> None:
        self.archive = archive or Archive()
        self.masks = Pseudonyms(b"k" * 32, is_registered=lambda _: False, is_shown=lambda _: False)
        self.account = account
        self.mastodon = Mastodon(
            self.masks,
            lambda _: token,
            host=server.address,
            known=self.archive.ids_since,
            by=self.archive.ids_by,
            timeout_s=timeout_s,
        )

    def visit(self, now_us: int = NOW_US) -> list[Page]:
        """Collect and keep every page. Raise PlatformTrouble; the pages before it stay."""
        pages = []
        owner = self.masks.author("mastodon", self.account.handle)
        for page in self.mastodon.pages(self.account, self.archive.cursors(self.account.id), now_us):
            self.archive.keep(page, [], owner=owner, now_us=now_us)
            pages.append(page)
        return pages

    def rest_is_over(self) -> None:
        """Go on as if the server's pause were over."""
        self.mastodon.servers.pauses.rests.clear()

    def kept(self) -> dict[str, Post]:
        """Return what is kept and not gone, by its words (a share has none)."""
        ids = self.archive.ids_since(self.account.id, 0)
        return {post.text: post for post in self.archive.known(ids).values()}

    def everything(self) -> dict[str, Post]:
        """Return what is kept, by id."""
        return self.archive.known(row[0] for row in self.archive.rows("select id from posts"))

    def seen(self, sight: str) -> list[tuple[int, int]]:
        """Return what was seen."""
        return [
            stretch
            for (_, of), stretches in self.archive.stretches().items()
            for stretch in stretches
            if of == sight
        ]

    def close(self) -> None:
        self.mastodon.close()
        self.archive.close()


@contextmanager
def running() -> Iterator[LocalMastodon]:
    """Yield an empty server that can be asked at its `address`."""
    server = LocalMastodon()
    with serving(server.answer, server.heads) as server.address:
        yield server


@contextmanager
def visiting(server: LocalMastodon, *, timeout_s: float = 5.0, token: str | None = None) -> Iterator[Visitor]:
    """Yield a visitor with an empty archive."""
    visitor = Visitor(server, timeout_s=timeout_s, token=token)
    try:
        yield visitor
    finally:
        visitor.close()


def fill(server: LocalMastodon, until_us: int = NOW_US) -> dict[str, str]:
    """Play a small history up to a moment. Return the local ids of its people and messages, by a short name."""
    hour = DAY_US // 24
    began = until_us - 5 * DAY_US
    ids = {
        "ahmed": server.person("cllr_ahmed"),
        "rita": server.person("rita_secretname"),
        "tom": server.person("tom_secretname@far.example"),
    }
    ids["bins"] = server.write(ids["ahmed"], "Bin day moves to Thursday.", began)
    ids["when"] = server.write(ids["rita"], "When is it at Mill Lane?", began + hour, answers=ids["bins"])
    ids["thursday"] = server.write(ids["ahmed"], "Thursday too.", began + 2 * hour, answers=ids["when"])
    ids["why"] = server.write(ids["tom"], "Why is that?", began + 3 * hour, answers=ids["bins"])
    ids["because"] = server.write(ids["ahmed"], "Fewer lorries.", began + 4 * hour, answers=ids["why"])
    ids["thanks"] = server.write(ids["tom"], "Thank you!", began + 5 * hour, answers=ids["because"])
    ids["pool"] = server.write(ids["tom"], "The pool is shut again.", began + 6 * hour)
    ids["asked"] = server.write(ids["ahmed"], "I have asked.", began + 7 * hour, answers=ids["pool"])
    ids["share"] = server.pass_on(ids["ahmed"], ids["pool"], began + 8 * hour)
    for number in range(6):
        server.write(ids["ahmed"], f"Surgery {number}.", began - (number + 1) * 20 * DAY_US)
    return ids


def reset_in(minutes: float) -> str:
    """Return a reset time as Mastodon writes it."""
    return (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")
