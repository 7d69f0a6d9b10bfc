"""Bluesky on this machine, stood up for tests that are put to every platform."""

from datetime import datetime
from typing import Any

import httpx

from facts import iso
from tests.platforms.local_bluesky import POST, LocalBluesky
from tests.platforms.local_platform import Answer
from tests.platforms.stands.on_mastodon import hurry
from tests.platforms.stands.stand import AHMED, BETH, RITA, TOM, Stand


class OnBluesky(Stand):
    """Open to all: no token."""

    platform = "bluesky"

    def open(self) -> None:
        self.network = LocalBluesky(page=3, address=self.address)
        self.ids = {who: self.network.person(self.handle(who)) for who in (AHMED, BETH, RITA, TOM)}

    def post(self, who: str, text: str, us: int) -> str:
        return self.network.write(self.ids[who], text, us)

    def reply(self, who: str, to: str, text: str, us: int) -> str:
        return self.network.write(self.ids[who], text, us, answers=to)

    def edit(self, id_: str, text: str, us: int) -> None:
        self.network.edit(id_, text)

    def remove(self, id_: str) -> None:
        self.network.remove(id_)

    def rename(self, to: str) -> None:
        self.network.handles[self.ids[AHMED]] = self.handle(to)

    def say_of_oneself(self, text: str) -> None:
        self.network.profiles[self.ids[AHMED]] = text

    def close(self) -> None:
        self.fault = self._closed

    def _closed(self, asked: str) -> Answer | None:
        if self.ids[AHMED] not in asked:
            return None
        if "getRepoStatus" in asked:
            return Answer(b'{"did": "d", "active": false, "status": "deactivated"}')
        is_shut = "getProfile" in asked or "listRecords" in asked
        return Answer(b'{"error": "AccountDeactivated"}', 400) if is_shut else None

    def handle(self, who: str) -> str:
        return f"{who.replace('_', '-')}.test"

    def truth(self, path: str, query: str) -> Answer:
        return self.network.answer(path, query)

    def is_list(self, asked: str) -> bool:
        return f"repo={self.ids[AHMED]}&collection={POST}" in asked

    def is_replies(self, asked: str) -> bool:
        return f"getPostThread?uri=at://{self.ids[AHMED]}" in asked

    def rows(self, body: Any) -> list[Any]:
        return body["records"]

    def ids_in(self, asked: str, body: Any) -> list[str]:
        if "listRecords" in asked:
            return [row["uri"] for row in body["records"] if isinstance(row, dict)]
        if "getPostThread" in asked:
            return list(_below(body.get("thread")))
        return []

    def id_of(self, row: Any) -> str:
        return row["uri"]

    def novel(self, row: dict[str, Any]) -> None:
        row["value"] = {**row["value"], "embed": {"$type": "app.bsky.embed.hologram", "depth": 3}}

    def words(self, row: dict[str, Any], text: str) -> None:
        row["value"] = {**row["value"], "text": text}

    def author(self, row: dict[str, Any], name: str) -> None:
        row["uri"] = f"at://{name}/{row['uri'].split('/', 3)[3]}"

    def ahead(self, row: dict[str, Any], us: int) -> None:
        row["value"] = {**row["value"], "createdAt": iso(us)}

    def leading_on(self, answer: Answer) -> Answer:
        return self.saying(answer, {"records": [], "cursor": "0"})

    def first_page(self) -> str:
        return f"/xrpc/com.atproto.repo.listRecords?repo={self.ids[AHMED]}&collection={POST}"

    def next_page(self, response: httpx.Response) -> str | None:
        cursor = response.json().get("cursor")
        return f"{self.first_page()}&cursor={cursor}" if cursor else None

    def settings(self) -> str:
        return f'[hosts]\nbluesky_appview = "{self.address}"\nbluesky_directory = "{self.address}"\n'

    def hurry(self, connector: Any, timeout_s: float) -> None:
        hurry(connector.servers, timeout_s)

    def limits(self, reset: datetime | None) -> dict[str, str]:
        return {} if reset is None else {"RateLimit-Reset": str(int(reset.timestamp()))}


def _below(thread: Any) -> Any:
    for reply in thread.get("replies", []) if isinstance(thread, dict) else []:
        if isinstance(reply, dict) and "post" in reply:
            yield reply["post"]["uri"]
        yield from _below(reply)
