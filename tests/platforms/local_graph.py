"""A Facebook Graph on this machine that remembers: Pages post, people comment, and a real connector collects.

Its bodies have the shape of Graph's real ones (tests/platforms/test_facebook_payloads.py holds them against each
other), names, handles and tokens included, so that a test can look for them in what was kept.
"""

import hashlib
import hmac
import itertools
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, quote

from facts import SECOND_US, from_us
from tests.platforms.local_platform import Answer, said, serving

VERSION = "v26.0"
JSON = "application/json; charset=UTF-8"
WEB = "https://www.facebook.com"


def error(code: int, message: str = "", *, subcode: int = 0, status: int = 400, **more: Any) -> Answer:
    """Return one of Graph's errors."""
    told = {"message": f"(#{code}) {message}", "type": "OAuthException", "code": code, "fbtrace_id": "A1b"}
    return said({"error": {**told, **({"error_subcode": subcode} if subcode else {}), **more}}, status)


GONE = error(100, "Unsupported get request. Object with ID '1' does not exist", subcode=33)


@dataclass
class LocalGraph:
    """`instead`: part of an address -> what is answered in its place, once each; an empty list: never again."""

    page_size: int = 4  # small, so that a visit takes many pages
    address: str = ""
    secret: str = ""
    pages: dict[str, dict[str, Any]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)  # token -> page
    app: str = "4440000"
    grants: dict[str, Any] = field(default_factory=dict)  # what /debug_token says beyond the usual
    tells_itself: bool = False  # of a token to the token itself, too
    things: dict[str, dict[str, Any]] = field(default_factory=dict)  # posts and comments
    hides_authors: bool = False
    keeps_order: bool = True
    closed: set[str] = field(default_factory=set)  # posts whose comments don't show
    allowance: int | None = None  # calls before 80001
    instead: dict[str, list[Answer]] = field(default_factory=dict)
    fails: Callable[[], Answer | None] = lambda: None
    asked: list[str] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)
    served: list[str] = field(default_factory=list)  # ids of what lists brought
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(10_000))

    # What people do

    def page(self, username: str, token: str) -> str:
        id_ = str(next(self._numbers))
        self.pages[id_] = {"id": id_, "username": username, "name": username.title(), "is_published": True}
        self.tokens[token] = id_
        return id_

    def post(self, page: str, text: str, us: int, *, by: str = "", **more: Any) -> str:
        id_ = f"{page}_{next(self._numbers)}"
        handle = self.pages[page]["username"]
        self.things[id_] = {
            "id": id_,
            "created_time": _time(us),
            "updated_time": _time(us),
            "message": text,
            "status_type": "mobile_status_update",
            "permalink_url": f"{WEB}/{handle}/posts/{id_.split('_')[1]}/",
            "from": {"id": by or page, "name": _name(by) if by else self.pages[page]["name"]},
            **more,
            "_on": page,
            "_us": us,
        }
        return id_

    def comment(
        self, post: str, text: str, us: int, *, by: str, under: str = "", tags: str = "", **more: Any
    ) -> str:
        id_ = f"{post.split('_')[1]}_{next(self._numbers)}"
        words = f"{_name(tags)} {text}" if tags else text
        tagged = {"id": tags, "length": len(_name(tags)), "name": _name(tags), "offset": 0, "type": "user"}
        self.things[id_] = {
            "id": id_,
            "created_time": _time(us),
            "message": words,
            "comment_count": 0,
            "like_count": 0,
            "permalink_url": f"{self.things[post]['permalink_url']}?comment_id={id_.split('_')[1]}",
            "from": {"id": by, "name": self.pages[by]["name"] if by in self.pages else _name(by)},
            "is_hidden": False,
            **({"parent": {"id": under, "created_time": _time(us)}} if under else {}),
            **({"message_tags": [tagged]} if tags else {}),
            **more,
            "_on": post,
            "_us": us,
        }
        return id_

    def tag(self, page: str, text: str, us: int, *, by: str) -> str:
        """Let somebody name a Page in a post elsewhere."""
        id_ = f"{by}_{next(self._numbers)}"
        name = self.pages[page]["name"]
        author = self.pages.get(by, {"name": _name(by)})["name"]
        self.things[id_] = {
            "id": id_,
            "created_time": _time(us),
            "message": f"{name} {text}",
            "message_tags": [{"id": page, "length": len(name), "name": name, "offset": 0, "type": "page"}],
            "permalink_url": f"{WEB}/{by}/posts/{id_.split('_')[1]}/",
            "from": {"id": by, "name": author},
            "_on": "elsewhere",
            "_tags": page,
            "_us": us,
        }
        return id_

    def edit(self, id_: str, text: str) -> None:
        self.things[id_]["message"] = text

    def remove(self, id_: str) -> None:
        """Take away a post or comment and all that hangs on it."""
        below = [i for i, t in self.things.items() if id_ in (t["_on"], t.get("parent", {}).get("id"))]
        self.things.pop(id_, None)
        for one in below:
            self.remove(one)

    # What the server says

    def answer(self, path: str, query: str) -> Answer:
        self.asked.append(f"{path}?{query}")
        for part, answers in self.instead.items():
            if part in self.asked[-1] and answers:
                return answers.pop(0)
        return self.fails() or self._refusal(query) or self._told(path, query)

    def _refusal(self, query: str) -> Answer | None:
        token, sent = self.heads[-1].get("authorization", "").removeprefix("Bearer "), self.heads[-1][""]
        apps = f"{self.app}|{self.secret}"
        if token not in {*self.tokens, apps} or "_token" in query or "access_token" in sent:
            return error(190, f"Malformed access token {token}", status=401)
        proof = hmac.new(self.secret.encode(), token.encode(), hashlib.sha256).hexdigest()
        if self.secret and f"appsecret_proof={proof}" not in (query or sent):
            return error(100, "API calls from the server require an appsecret_proof argument")
        if self.allowance is not None:
            self.allowance -= 1
            return error(80001, "There have been too many calls to this Page") if self.allowance < 0 else None
        return None

    def _told(self, path: str, query: str) -> Answer:
        _, version, *places = path.split("/")
        if version != VERSION:
            return error(2635, "You are calling a deprecated version of the Ads API")
        given = {name: values[0] for name, values in parse_qs(query).items()}
        token = self.heads[-1]["authorization"].removeprefix("Bearer ")
        if places == ["debug_token"]:
            return self._about(parse_qs(self.heads[-1][""]), token)
        if places == ["app"]:
            return self._said({"id": self.app})
        if places == ["me"]:
            return self._said(self._shown(self.pages[self.tokens[token]], given["fields"]))
        if "ids" in given:
            return self._several(given)
        if len(places) == 1:
            return self._several({**given, "ids": places[0]})
        return self._list(*places, given, token)

    def _about(self, sent: dict[str, list[str]], asker: str) -> Answer:
        [of], [method] = sent["input_token"], sent["method"]
        if method != "get" or (asker in self.tokens and not self.tells_itself):
            return error(100, "You must provide an app access token, or a user access token of a developer")
        usual = {
            "app_id": self.app,
            "type": "PAGE",
            "application": "Two-Way",
            "data_access_expires_at": 0,
            "expires_at": 0,
            "is_valid": True,
            "scopes": ["pages_show_list", "pages_read_engagement", "pages_read_user_content"],
            "user_id": "900099",
            "profile_id": self.tokens[of],
        }
        return self._said({"data": {**usual, **self.grants}})

    def _several(self, given: dict[str, str]) -> Answer:
        ids = given["ids"].split(",")
        if any(id_ not in self.things for id_ in ids):
            return GONE
        return self._said({id_: self._shown(self.things[id_], given["fields"]) for id_ in ids})

    def _list(self, of: str, edge: str, given: dict[str, str], token: str) -> Answer:
        if of not in self.pages and of not in self.things:
            return GONE
        if of in self.closed:
            return error(10, "This endpoint requires the 'pages_read_user_content' permission", status=403)
        rows = sorted(self._rows(of, edge), key=lambda row: (row["_us"], row["id"]), reverse=True)
        rows = [row for row in rows if row["_us"] // SECOND_US >= int(given.get("since", 0))]
        rows = [row for row in rows if row["_us"] // SECOND_US <= int(given.get("until", 10**12))]
        if "after" in given:
            us, id_ = bytes.fromhex(given["after"]).decode().split(":")
            rows = [row for row in rows if (row["_us"], row["id"]) < (int(us), id_)]
        size = min(self.page_size, int(given["limit"]))
        shown = rows[:size] if self.keeps_order else rows[:size][::-1]
        self.served += [row["id"] for row in shown]
        paging = self._paging(rows, size, f"{of}/{edge}", given, token)
        data = [self._shown(row, given["fields"]) for row in shown]
        if edge == "tagged":  # where Facebook names Pages alone
            data = [row if row.get("from", {}).get("id") in self.pages else _nameless(row) for row in data]
        return self._said({"data": data, **({"paging": paging} if rows else {})})

    def _rows(self, of: str, edge: str) -> list[dict[str, Any]]:
        if edge == "tagged":
            return [thing for thing in self.things.values() if thing.get("_tags") == of]
        here = [thing for thing in self.things.values() if thing["_on"] == of]
        if edge == "comments":
            return here
        return [thing for thing in here if (thing["from"]["id"] == of) == (edge == "published_posts")]

    def _paging(
        self, rows: list[Any], size: int, path: str, given: dict[str, str], token: str
    ) -> dict[str, Any]:
        if not rows:
            return {}
        last = rows[:size][-1]
        after = f"{last['_us']}:{last['id']}".encode().hex()
        told: dict[str, Any] = {"cursors": {"before": "b", "after": after}}
        if len(rows) > size:
            fields = quote(given["fields"])
            told["next"] = (
                f"{self.address}/{VERSION}/{path}?access_token={token}&fields={fields}&after={after}"
            )
        return told

    def _shown(self, thing: dict[str, Any], fields: str) -> dict[str, Any]:
        """Return the fields asked for; an author shows as id only where no more is asked for."""
        wanted = re.findall(r"(\w+)(?:[.(]|\{([^}]*)\})?[^,{]*(?:,|$)", fields)
        shown = {}
        for name, inner in wanted:
            value = self._count(thing["id"]) if name == "comments" else thing.get(name)
            if value is None or (self.hides_authors and name in ("id", "from") and self._is_persons(thing)):
                continue
            is_narrow = isinstance(value, dict) and inner and name in ("from", "parent")
            shown[name] = {one: value[one] for one in inner.split(",")} if is_narrow else value
        return shown

    def _is_persons(self, thing: dict[str, Any]) -> bool:
        return thing.get("from", {}).get("id") not in (None, *self.pages)

    def _count(self, post: str) -> dict[str, Any]:
        number = sum(thing["_on"] == post for thing in self.things.values())
        return {"data": [], "summary": {"order": "chronological", "total_count": number, "can_comment": True}}

    def _said(self, told: Any) -> Answer:
        headers = {"Content-Type": JSON, "X-App-Usage": '{"call_count":3,"total_time":2,"total_cputime":1}'}
        return Answer(json.dumps(told).encode(), headers=headers)


def _nameless(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "from"}


def _time(us: int) -> str:
    return f"{from_us(us):%Y-%m-%dT%H:%M:%S+0000}"


def _name(person: str) -> str:
    return f"Jo {person.title()} Walker"


@contextmanager
def running() -> Iterator[LocalGraph]:
    """Yield an empty Graph that can be asked at its `address`."""
    graph = LocalGraph()
    with serving(graph.answer, graph.heads) as graph.address:
        yield graph
