"""A Mastodon server on this machine, stood up for tests that are put to every platform."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

import httpx

from facts import iso
from tests.platforms.local_mastodon import HOST, LocalMastodon
from tests.platforms.local_platform import Answer
from tests.platforms.stands.stand import AHMED, BETH, RITA, TOM, Stand

FAR = f'<https://{HOST}/x?max_id={"9" * 20}>; rel="next"'


class OnMastodon(Stand):
    """Ahmed has granted a token, Beth has not."""

    platform = "mastodon"
    tokens = ("tok-planted-mastodon-4711",)
    secrets = tokens

    def open(self) -> None:
        self.network = LocalMastodon(page=3)
        self.network.heads = self.heads
        self.ids = {who: self.network.person(who) for who in (AHMED, BETH, RITA)}
        self.ids[TOM] = self.network.person(f"{TOM}@far.example")

    def post(self, who: str, text: str, us: int) -> str:
        return self.network.write(self.ids[who], text, us)

    def reply(self, who: str, to: str, text: str, us: int) -> str:
        return self.network.write(self.ids[who], text, us, answers=to)

    def edit(self, id_: str, text: str, us: int) -> None:
        self.network.edit(id_, text, us)

    def remove(self, id_: str) -> None:
        self.network.remove(id_)

    def rename(self, to: str) -> None:
        raise NotImplementedError("nobody is renamed on Mastodon; people move")

    def say_of_oneself(self, text: str) -> None:
        self.network.people[self.ids[AHMED]]["note"] = f"<p>{text}</p>" if text else ""

    def close(self) -> None:
        self.network.people[self.ids[AHMED]]["suspended"] = True

    def handle(self, who: str) -> str:
        return f"{who}@{HOST}"

    def truth(self, path: str, query: str) -> Answer:
        return self.network.answer(path, query)

    def is_list(self, asked: str) -> bool:
        return f"/accounts/{self.ids[AHMED]}/statuses" in asked

    def is_replies(self, asked: str) -> bool:
        place = asked.partition("?")[0].split("/")
        own = (id_ for id_, one in self.network.statuses.items() if one["account"] == self.ids[AHMED])
        return place[-1] == "context" and place[-2] in own

    def rows(self, body: Any) -> list[Any]:
        return body

    def ids_in(self, asked: str, body: Any) -> list[str]:
        place = asked.partition("?")[0].split("/")
        if place[-1] == "context":
            body = body["descendants"]
        elif place[-1] != "statuses":
            return []
        return [row["id"] for row in body if isinstance(row, dict) and isinstance(row.get("id"), str)]

    def id_of(self, row: Any) -> str:
        return row["id"]

    def novel(self, row: dict[str, Any]) -> None:
        row |= {"type": "hologram", "hologram": {"depth": 3}, "media_attachments": [{"type": "hologram"}]}

    def words(self, row: dict[str, Any], text: str) -> None:
        row["content"] = f"<p>{text}</p>"

    def author(self, row: dict[str, Any], name: str) -> None:
        row["account"] = {**row["account"], "acct": name, "username": name, "display_name": name}

    def ahead(self, row: dict[str, Any], us: int) -> None:
        row["created_at"] = iso(us)

    def leading_on(self, answer: Answer) -> Answer:
        return replace(answer, body=b"[]", headers={**answer.headers, "Link": FAR})

    def first_page(self) -> str:
        return f"/api/v1/accounts/{self.ids[AHMED]}/statuses?limit=40"

    def next_page(self, response: httpx.Response) -> str | None:
        found = re.search(r"max_id=(\d+)", response.headers["Link"])
        return f"{self.first_page()}&max_id={found[1]}" if found else None

    def settings(self) -> str:
        return f'[hosts]\nmastodon = "{self.address}"\n'

    def hurry(self, connector: Any, timeout_s: float) -> None:
        hurry(connector.servers, timeout_s)

    def limits(self, reset: datetime | None) -> dict[str, str]:
        return {} if reset is None else {"X-RateLimit-Reset": reset.isoformat().replace("+00:00", "Z")}


def hurry(servers: Any, timeout_s: float) -> None:
    """Let servers be waited for no longer than this."""
    servers._timeout_s = servers._client.timeout = timeout_s
