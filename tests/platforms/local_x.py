"""An X on this machine that remembers: people post, answer, edit, remove, close; a real tweepy collects from it.

It speaks either of X's two vocabularies, and bills every post and user it hands over as X does.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

from connectors.connector import PlatformTrouble
from connectors.x import X
from connectors.x.budget import Budget
from connectors.x.snowflake import BEGAN_MS
from connectors.x.visit import Memory
from facts import DAY_US, HOUR_US, Account, Page, Post, from_us, iso, to_us
from store.archive import Archive
from store.key import Pseudonyms
from tests.platforms.local_platform import Answer, said, serving

NOW_US = to_us(datetime.fromisoformat("2026-11-20T12:00:00Z"))
TOKEN = "AAAA-planted-token-9f3c"
ACCOUNT = Account(id="x:cllr_ahmed", member="m1", platform="x", handle="cllr_ahmed")
RESIDENT = "zebedee_quux"  # a resident's handle, planted: it may be found nowhere
PROBLEMS = {"post": "https://api.x.com/2/problems/", "tweet": "https://api.twitter.com/2/problems/"}
REFERENCES = {"answers": "replied_to", "quotes": "quoted", "shares": "retweeted"}
STATES = {
    "protected": "not-authorized-for-resource", "suspended": "resource-not-found",
    "unavailable": "resource-unavailable", "disallowed": "disallowed-resource",
}  # fmt: skip


@dataclass
class Message:
    """One post, with the ids of all its versions."""

    author: str
    text: str
    us: int
    ids: list[str]
    answers: str = ""
    quotes: str = ""
    shares: str = ""
    is_removed: bool = False
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass
class LocalX:
    """The whole of X. `instead`: part of an address -> answers given in its place, in order."""

    words: str = "post"  # or "tweet"
    page: int = 5
    address: str = ""
    handles: dict[str, str] = field(default_factory=dict)  # id -> handle
    states: dict[str, str] = field(default_factory=dict)  # id -> protected, suspended, gone
    profiles: dict[str, str] = field(default_factory=dict)  # id -> what a user says of themselves
    sites: dict[str, str] = field(default_factory=dict)  # id -> the website on a profile
    messages: dict[str, Message] = field(default_factory=dict)  # first id -> message
    instead: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    bodies: list[tuple[str, str, Any]] = field(default_factory=list)  # path, query, answer
    reads: int = 0  # billed, each post once a day
    now_us: int = NOW_US
    _versions: dict[str, Message] = field(default_factory=dict)  # any id -> message
    _billed: set[tuple[int, str]] = field(default_factory=set)
    handed_over: Counter[str] = field(default_factory=Counter)
    fails: float = 0.0
    dice: random.Random = field(default_factory=lambda: random.Random(7))
    born_us: int = NOW_US - 400 * DAY_US

    # What people do

    def person(self, handle: str) -> str:
        id_ = str(10_000 + len(self.handles))
        self.handles[id_] = handle
        return id_

    def post(self, author: str, text: str, us: int, **refers: str) -> str:
        id_ = self._id(us)
        self.messages[id_] = self._versions[id_] = Message(author, text, us, [id_], **refers)
        return id_

    def edit(self, id_: str, text: str) -> str:
        one = self.messages[id_]
        one.text = text
        one.ids.append(self._id(one.us + 60_000_000))
        self._versions[one.ids[-1]] = one
        return one.ids[-1]

    def remove(self, id_: str) -> None:
        self.messages[id_].is_removed = True

    def _id(self, us: int) -> str:
        return str((us // 1000 - BEGAN_MS << 22) + len(self._versions))

    # What X says

    def answer(self, path: str, query: str) -> Answer:
        self.asked.append(f"{path}?{query}")
        for part, answers in self.instead.items():
            if part in self.asked[-1] and answers:
                return answers.pop(0)
        if self.dice.random() < self.fails:
            return self.dice.choice(FAILURES)
        given = {name: values[0] for name, values in parse_qs(query).items()}
        wrong = "tweet.fields" if self.words == "post" else "post.fields"
        if wrong in given:
            return self._invalid(wrong, given[wrong])
        body = self._body(path, given)
        self.bodies.append((path, query, body))
        return said(body)

    def _invalid(self, name: str, value: str) -> Answer:
        why = {"parameters": {name: [value]}, "message": f"The query parameter [{name}] is not one of [id]"}
        problem = f"{PROBLEMS[self.words]}invalid-request"
        return said({"errors": [why], "title": "Invalid Request", "detail": "Invalid.", "type": problem}, 400)

    def _body(self, path: str, given: dict[str, str]) -> dict[str, Any]:
        if path.startswith("/2/users/by") or path == "/2/users":
            return self._users(given)
        if path == "/2/tweets":
            return self._by_id(given)
        if path == "/2/tweets/search/recent":
            return self._page([m for m in self._live() if self._matches(m, given["query"])], given)
        user = path.split("/")[3]
        if user in self.states:
            return {"errors": [self._problem("user", "id", user, self.states[user])]}
        if path.endswith("/tweets"):
            return self._page([m for m in self._live() if m.author == user], given)
        return self._page([m for m in self._live() if not m.shares and self._names(m, user)], given)

    def _live(self) -> list[Message]:
        written = (m for m in self.messages.values() if m.us <= self.now_us)
        return [m for m in written if not m.is_removed and m.author not in self.states]

    def _names(self, message: Message, user: str) -> bool:
        parent = self._any(message.answers)
        is_reply = parent is not None and parent.author == user and message.author != user
        return is_reply or f"@{self.handles[user]}" in message.text

    def _matches(self, message: Message, query: str) -> bool:
        conversations = set(re.findall(r"conversation_id:(\d+)", query))
        quoted = set(re.findall(r"quotes_of_tweet_id:(\d+)", query))
        if self._conversation(message) not in conversations and message.quotes not in quoted:
            return False
        if message.shares and "-is:retweet" in query:
            return False
        without = re.findall(r"-(from:|@)(\w+)", query)
        names = {handle: id_ for id_, handle in self.handles.items()}
        return not any(
            message.author == names[who] if how == "from:" else self._names(message, names[who])
            for how, who in without
        )

    def _any(self, id_: str) -> Message | None:
        return self._versions.get(id_)

    def _conversation(self, message: Message) -> str:
        parent = self._any(message.answers)
        return self._conversation(parent) if parent else message.answers or message.ids[0]

    def _page(self, found: list[Message], given: dict[str, str]) -> dict[str, Any]:
        since, until = int(given.get("since_id", 0)), int(given.get("until_id", 2**63))
        token = given.get("pagination_token") or given.get("next_token")
        until = min(until, int(token.removeprefix("before"))) if token else until
        rows = sorted((m for m in found if since < int(m.ids[-1]) < until), key=lambda m: -int(m.ids[-1]))
        size = min(self.page, int(given["max_results"]))
        body = self._told(rows[:size], given)
        ids = [m.ids[-1] for m in rows[:size]]
        body["meta"] = {"result_count": len(ids)}
        if ids:
            body["meta"] |= {"newest_id": ids[0], "oldest_id": ids[-1]}
        if len(rows) > size:
            body["meta"]["next_token"] = f"before{ids[-1]}"
        return body

    def _told(self, rows: list[Message], given: dict[str, str]) -> dict[str, Any]:
        """Return messages with what they refer to, and bill both."""
        self.handed_over.update(m.ids[0] for m in rows)
        body: dict[str, Any] = {"data": [self.shown(m, given) for m in rows]} if rows else {}
        expanded = given.get("expansions", "").split(",")
        along, errors = {}, []
        if {"referenced_tweets.id", "referenced_posts"} & set(expanded):
            for id_ in (id_ for m in rows for id_ in (m.answers, m.quotes, m.shares) if id_):
                one = self._any(id_)
                if one and not one.is_removed and one.author not in self.states:
                    along[id_] = self.shown(one, given)
                else:
                    state = self.states.get(one.author, "gone") if one else "gone"
                    errors.append(self._problem(self.words, expanded[-1], id_, state))
        self._bill([*(m.ids[-1] for m in rows), *along])
        includes: dict[str, Any] = {f"{self.words}s": list(along.values())} if along else {}
        if "author_id" in expanded and rows:
            includes["users"] = [self.user(id_) for id_ in sorted({m.author for m in rows})]
        return body | ({"includes": includes} if includes else {}) | ({"errors": errors} if errors else {})

    def _bill(self, ids: list[str]) -> None:
        fresh = {(self.now_us // DAY_US, id_) for id_ in ids} - self._billed
        self._billed |= fresh
        self.reads += len(fresh)

    def shown(self, m: Message, given: dict[str, str]) -> dict[str, Any]:
        fields = set(given.get(f"{self.words}.fields", "").split(","))
        asked = fields | set(given.get("expansions", "").split(",")) | {"id", "text"}
        references = [
            {"type": REFERENCES[how], "id": getattr(m, how)} for how in REFERENCES if getattr(m, how)
        ]
        parent = self._any(m.answers)
        whole = {
            "id": m.ids[-1],
            "text": m.text.replace("&", "&amp;").replace("<", "&lt;"),
            "created_at": iso(m.us).replace("Z", ".000Z") if "." not in iso(m.us) else iso(m.us),
            "author_id": m.author,
            "conversation_id": self._conversation(m),
            "lang": "en",
            f"edit_history_{self.words}_ids": m.ids,
            **({"in_reply_to_user_id": parent.author if parent else "999"} if m.answers else {}),
            **({f"referenced_{self.words}s": references} if references else {}),
            **m.extra,
        }
        always = {f"edit_history_{self.words}_ids"} if self.words == "tweet" else set()
        return {name: value for name, value in whole.items() if name in asked | always | set(m.extra)}

    def _by_id(self, given: dict[str, str]) -> dict[str, Any]:
        rows, errors = [], []
        for id_ in given["ids"].split(","):
            one = self._any(id_)
            state = "gone" if one is None or one.is_removed else self.states.get(one.author)
            if one and not state:
                rows.append((id_, one))
            else:
                errors.append(self._problem(self.words, "ids", id_, state or "gone"))
        self._bill([id_ for id_, _ in rows])
        body: dict[str, Any] = (
            {"data": [{**self.shown(one, given), "id": id_} for id_, one in rows]} if rows else {}
        )
        return body | ({"errors": errors} if errors else {})

    def _users(self, given: dict[str, str]) -> dict[str, Any]:
        names = {handle: id_ for id_, handle in self.handles.items()}
        id_ = given.get("ids") or names.get(given.get("usernames", ""), "")
        state = "gone" if id_ not in self.handles else self.states.get(id_)
        if state and state != "protected":
            return {"errors": [self._problem("user", next(iter(given)), next(iter(given.values())), state)]}
        self.reads += 2
        return {"data": [self.user(id_, given.get("user.fields", ""))]}

    def user(self, id_: str, fields: str = "") -> dict[str, Any]:
        asked = fields.split(",")
        return {
            **({"description": self.profiles.get(id_, "")} if "description" in asked else {}),
            **(self._site(id_) if id_ in self.sites and "entities" in asked else {}),
            "id": id_,
            "name": "Somebody",
            "username": self.handles[id_],
            "created_at": iso(self.born_us),
            "protected": self.states.get(id_) == "protected",
        }

    def _site(self, id_: str) -> dict[str, Any]:
        """Return how X shows a website: shortened, and in the entities whole; so too a link in the description."""
        told, short = self.profiles.get(id_, ""), "https://t.co/abcDEF1234"
        whole = {"start": 0, "end": 23, "url": short, "expanded_url": self.sites[id_], "display_url": "x"}
        there = [{**whole, "start": told.index(short)}] if short in told else []
        entities = {"url": {"urls": [whole]}, **({"description": {"urls": there}} if there else {})}
        return {"url": short, "entities": entities}

    def _problem(self, kind: str, parameter: str, id_: str, state: str) -> dict[str, Any]:
        is_suspended = state == "suspended"
        return {
            "resource_id": id_,
            "resource_type": kind,
            "parameter": parameter,
            "value": id_,
            "title": "Forbidden"
            if is_suspended
            else "Authorization Error"
            if state == "protected"
            else "Not Found Error",
            "detail": f"User has been suspended: [{id_}]."
            if is_suspended
            else f"Could not show {kind} [{id_}].",
            "section": "data" if kind == "user" or parameter == "ids" else "includes",
            "type": PROBLEMS[self.words] + STATES.get(state, "resource-not-found"),
        }


HTML = {"Content-Type": "text/html"}
FAILURES = [
    said({"title": "Too Many Requests"}, 429),
    Answer(b"<html>over capacity</html>", 503, HTML),
    Answer(b"", 502, HTML),
    Answer(b'{"data": []}', is_cut=True),
    Answer(b"<html>Sign in", 200, HTML),
]


class Visitor:
    """Visits X and keeps what comes, as a run would."""

    def __init__(self, network: LocalX, *, allowed: int = 1_000_000, timeout_s: float = 5.0) -> None:
        self.archive = Archive()
        self.masks = Pseudonyms(b"k" * 32, is_registered=lambda _: False, is_shown=lambda _: False)
        self.network, self.allowed, self.timeout_s = network, allowed, timeout_s
        self.account, self.spent = ACCOUNT, ""
        self.x = self.fresh()

    def fresh(self) -> X:
        """Return the connector of a new run."""
        archive = self.archive

        def write(spent: str) -> None:
            self.spent = spent

        budget = Budget(self.allowed, self.spent, write, self._clock)
        memory = Memory(
            since=archive.ids_since, by=archive.ids_by, along=archive.ids_along, cursors=archive.cursors
        )
        return X(self.masks, budget, TOKEN, self.network.address, memory=memory, timeout_s=self.timeout_s)

    def _clock(self) -> datetime:
        return from_us(self.network.now_us)

    def visit(self, now_us: int = NOW_US, *, pages: int = 10_000) -> list[Page]:
        """Collect and keep every page of a new run. Raise PlatformTrouble; the pages before it stay."""
        self.x.close()
        self.network.now_us = now_us
        self.x = self.fresh()
        done: list[Page] = []
        for page in self.x.pages(self.account, self.archive.cursors(ACCOUNT.id), now_us):
            self.archive.keep(page, [], owner="", now_us=now_us)
            done.append(page)
            if len(done) == pages:
                break
        return done

    def insist(self, now_us: int = NOW_US) -> int:
        """Visit until a visit comes to its end. Return how many it took."""
        for tries in range(1, 500):
            try:
                self.visit(now_us)
            except PlatformTrouble:
                continue
            return tries
        raise AssertionError("it never came to an end")

    def kept(self) -> dict[str, Post]:
        """Return what is kept, by id."""
        ids = [row[0] for row in self.archive.rows("select id from posts")]
        return self.archive.known(ids)

    def close(self) -> None:
        self.x.close()
        self.archive.close()


@contextmanager
def running(words: str = "post") -> Iterator[LocalX]:
    """Yield an X without anybody on it."""
    network = LocalX(words=words)
    with serving(network.answer) as network.address:
        yield network


@contextmanager
def visiting(network: LocalX, **more: Any) -> Iterator[Visitor]:
    """Yield a visitor with an empty archive."""
    visitor = Visitor(network, **more)
    try:
        yield visitor
    finally:
        visitor.close()


def small_talk(network: LocalX) -> dict[str, str]:
    """Fill X with a member, two residents and what they say to each other; return the ids by name."""
    ahmed, zeb, ann = network.person("cllr_ahmed"), network.person(RESIDENT), network.person("ann_other")
    ids = {"ahmed": ahmed, "zeb": zeb, "ann": ann}

    def at(hours: float) -> int:
        return NOW_US - int(hours * HOUR_US)

    ids["news"] = network.post(ahmed, "Bin day moves & that's <final>", at(50))
    ids["ask"] = network.post(
        zeb, f"@cllr_ahmed when? @{RESIDENT} wants to know", at(49), answers=ids["news"]
    )
    ids["told"] = network.post(ahmed, f"@{RESIDENT} Thursday", at(48), answers=ids["ask"])
    ids["aside"] = network.post(ann, f"@{RESIDENT} who cares", at(47), answers=ids["ask"])
    ids["theirs"] = network.post(ann, "Fête on Sunday", at(46))
    ids["share"] = network.post(ahmed, "RT @ann_other: Fête on Sunday", at(45), shares=ids["theirs"])
    ids["quote"] = network.post(ahmed, "Come along", at(44), quotes=ids["theirs"])
    ids["mention"] = network.post(ann, "Is @cllr_ahmed coming?", at(43))
    ids["more"] = network.post(ahmed, "And bring cake", at(42), answers=ids["quote"])
    return ids
