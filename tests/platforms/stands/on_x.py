"""X on this machine, stood up for tests that are put to every platform."""

from datetime import datetime
from typing import Any

import httpx

from connectors.x.settings import TOKEN as X_TOKEN
from facts import DAY_US, from_us
from tests.platforms.local_platform import Answer, said
from tests.platforms.local_x import TOKEN, LocalX
from tests.platforms.stands.stand import AHMED, BETH, NOW_US, RITA, TOM, Stand


class OnX(Stand):
    """Asked with the council's own token; paid by the read."""

    platform = "x"
    secrets = (TOKEN,)
    forgets_what_was_set_aside = True  # X is paid by the message, so none is listed twice
    first_look_us = 90 * DAY_US
    refusals = {  # noqa: RUF012
        "credits": said({"title": "CreditsDepleted", "detail": f"no credits, {RITA}"}, 402),
    }

    def open(self) -> None:
        self.network = LocalX(page=3)
        self.ids = {who: self.network.person(who) for who in (AHMED, BETH, RITA, TOM)}
        self.clock(NOW_US)

    def post(self, who: str, text: str, us: int) -> str:
        return self.network.post(self.ids[who], text, us)

    def reply(self, who: str, to: str, text: str, us: int) -> str:
        return self.network.post(self.ids[who], text, us, answers=to)

    def edit(self, id_: str, text: str, us: int) -> None:
        self.network.edit(id_, text)

    def remove(self, id_: str) -> None:
        self.network.remove(id_)

    def rename(self, to: str) -> None:
        self.network.handles[self.ids[AHMED]] = to

    def say_of_oneself(self, text: str) -> None:
        self.network.profiles[self.ids[AHMED]] = text

    def close(self) -> None:
        self.network.states[self.ids[AHMED]] = "protected"

    def clock(self, now_us: int) -> None:
        self.network.now_us = now_us

    def handle(self, who: str) -> str:
        return who

    def truth(self, path: str, query: str) -> Answer:
        return self.network.answer(path, query)

    def is_list(self, asked: str) -> bool:
        return f"/users/{self.ids[AHMED]}/tweets" in asked

    def is_replies(self, asked: str) -> bool:
        return f"/users/{self.ids[AHMED]}/mentions" in asked

    def rows(self, body: Any) -> list[Any]:
        return body.setdefault("data", [])

    def ids_in(self, asked: str, body: Any) -> list[str]:
        is_list = "/tweets?" in asked or "/mentions?" in asked or "/search/" in asked
        rows = body.get("data", []) if is_list and isinstance(body, dict) else []
        return [str(row.get("id")) for row in rows if isinstance(row, dict)]

    def id_of(self, row: Any) -> str:
        return row["id"]

    def novel(self, row: dict[str, Any]) -> None:
        row["referenced_posts"] = [{"type": "remixed", "id": "1"}]

    def words(self, row: dict[str, Any], text: str) -> None:
        row["text"] = text

    def author(self, row: dict[str, Any], name: str) -> None:
        row["author_id"] = name

    def ahead(self, row: dict[str, Any], us: int) -> None:
        row["created_at"] = f"{from_us(us):%Y-%m-%dT%H:%M:%S.000Z}"

    def leading_on(self, answer: Answer) -> Answer:
        return said({"meta": {"result_count": 0, "next_token": f"before{2**62}"}})

    def first_page(self) -> str:
        fields = "post.fields=created_at&expansions=author_id,referenced_posts"
        return f"/2/users/{self.ids[AHMED]}/tweets?max_results=100&{fields}"

    def next_page(self, response: httpx.Response) -> str | None:
        token = response.json()["meta"].get("next_token")
        return f"{self.first_page()}&pagination_token={token}" if token else None

    def settings(self) -> str:
        return (
            f'[x]\nplan = "Enterprise, signed"\nreads_a_month = 1000000\n[hosts]\nx_api = "{self.address}"\n'
        )

    def hurry(self, connector: Any, timeout_s: float) -> None:
        connector.asking._transport.timeout_s = timeout_s

    def limits(self, reset: datetime | None) -> dict[str, str]:
        return {} if reset is None else {"x-rate-limit-reset": str(int(reset.timestamp()))}

    def environment(self) -> dict[str, str]:
        return {X_TOKEN: TOKEN}
