"""Facebook's Graph on this machine, stood up for tests that are put to every platform."""

import hashlib
import hmac
from typing import Any
from urllib.parse import quote

import httpx

from connectors.facebook import APP_SECRET
from facts import from_us
from tests.platforms.local_graph import GONE, VERSION, LocalGraph, error
from tests.platforms.local_platform import Answer
from tests.platforms.stands.stand import AHMED, BETH, RITA, TOM, Stand

SECRET = "theAppsOwnSecret-planted"
PEOPLE = {RITA: "700090001", TOM: "700090002"}


class OnFacebook(Stand):
    """Two Pages, each with a token of its own."""

    platform = "facebook"
    tokens = ("EAAplantedTokenOfAhmed", "EAAplantedTokenOfBeth")
    secrets = (*tokens, SECRET, *PEOPLE.values())
    refusals = {  # noqa: RUF012
        "login": error(190, f"Malformed access token {tokens[0]} of {RITA}", status=401),
        "forbidden": error(10, f"{RITA} requires pages_read_user_content permission", status=403),
        "missing": GONE,
    }

    def open(self) -> None:
        self.network = LocalGraph(page_size=3, address=self.address, secret=SECRET)
        self.network.heads = self.heads
        tokens = dict(zip((AHMED, BETH), self.tokens, strict=True))
        self.ids = {who: self.network.page(self.handle(who), token) for who, token in tokens.items()}
        self._posts: dict[str, str] = {}  # comment -> its post

    def post(self, who: str, text: str, us: int) -> str:
        return self.network.post(self.ids[who], text, us)

    def reply(self, who: str, to: str, text: str, us: int) -> str:
        post, under = self._posts.get(to, to), to if to in self._posts else ""
        by = self.ids.get(who) or PEOPLE[who]
        id_ = self.network.comment(post, text, us, by=by, under=under, tags="" if who in self.ids else TOM)
        self._posts[id_] = post
        return id_

    def edit(self, id_: str, text: str, us: int) -> None:
        self.network.edit(id_, text)

    def remove(self, id_: str) -> None:
        self.network.remove(id_)

    def rename(self, to: str) -> None:
        self.network.pages[self.ids[AHMED]]["username"] = self.handle(to)

    def say_of_oneself(self, text: str) -> None:
        self.network.pages[self.ids[AHMED]]["about"] = text or None  # Graph leaves out what is empty

    def close(self) -> None:
        self.network.pages[self.ids[AHMED]]["is_published"] = False

    def handle(self, who: str) -> str:
        return who.replace("_", "")

    def truth(self, path: str, query: str) -> Answer:
        return self.network.answer(path, query)

    def is_list(self, asked: str) -> bool:
        return f"/{self.ids[AHMED]}/published_posts" in asked

    def is_replies(self, asked: str) -> bool:
        return f"/{self.ids[AHMED]}_" in asked and "/comments" in asked

    def rows(self, body: Any) -> list[Any]:
        return body["data"]

    def ids_in(self, asked: str, body: Any) -> list[str]:
        rows = body.get("data", []) if isinstance(body, dict) else []
        return [row["id"] for row in rows if isinstance(row, dict) and isinstance(row.get("id"), str)]

    def id_of(self, row: Any) -> str:
        return row["id"]

    def novel(self, row: dict[str, Any]) -> None:
        row |= {"status_type": "added_hologram", "attachments": {"data": [{"type": "hologram", "media": 3}]}}

    def words(self, row: dict[str, Any], text: str) -> None:
        row["message"] = text

    def author(self, row: dict[str, Any], name: str) -> None:
        row["from"] = {"id": name, "name": name}

    def ahead(self, row: dict[str, Any], us: int) -> None:
        row["created_time"] = f"{from_us(us):%Y-%m-%dT%H:%M:%S+0000}"

    def leading_on(self, answer: Answer) -> Answer:
        after = f"{10**17}:z".encode().hex()
        next_ = f"{self.address}/x?access_token={quote(self.tokens[0])}"
        return self.saying(answer, {"data": [], "paging": {"cursors": {"after": after}, "next": next_}})

    def first_page(self) -> str:
        proof = hmac.new(SECRET.encode(), self.tokens[0].encode(), hashlib.sha256).hexdigest()
        return f"/{VERSION}/{self.ids[AHMED]}/published_posts?limit=100&fields=id,message&appsecret_proof={proof}"

    def next_page(self, response: httpx.Response) -> str | None:
        paging = response.json().get("paging", {})
        return f"{self.first_page()}&after={paging['cursors']['after']}" if "next" in paging else None

    def settings(self) -> str:
        return f'[hosts]\nfacebook_graph = "{self.address}"\n'

    def hurry(self, connector: Any, timeout_s: float) -> None:
        connector.graph.timeout_s = connector.graph.client.timeout = timeout_s

    def environment(self) -> dict[str, str]:
        return {APP_SECRET: SECRET}
