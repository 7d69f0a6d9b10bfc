"""Two blogs on this machine, stood up for tests that are put to every platform."""

import re
from dataclasses import replace
from email.utils import format_datetime
from typing import Any

import httpx

from connectors.feeds.fetch import LARGEST_BYTES
from facts import from_us
from tests.platforms.local_blog import LocalBlog
from tests.platforms.local_platform import Answer
from tests.platforms.stands.on_mastodon import hurry
from tests.platforms.stands.stand import AHMED, BETH, Stand

ITEM = re.compile(r"<item>.*?</item>", re.DOTALL)


class OnABlog(Stand):
    """One server with both; it shows nobody's replies."""

    platform = "blog"
    has_replies = False
    shows_profile = False
    reads_again = 1.25  # a run that is tried again, for another's sake, asks each blog anew; nobody is billed
    most_bytes = LARGEST_BYTES  # of a feed: it comes in one page, so one that is longer isn't read at all

    def open(self) -> None:
        self.blogs = {
            who: LocalBlog(holds=10, address=self.address, keeps_tags=False) for who in (AHMED, BETH)
        }

    def post(self, who: str, text: str, us: int) -> str:
        id_ = f"{who}-{us}"
        self.blogs[who].write(id_, us, html=f"<p>{text}</p>")
        return id_

    def reply(self, who: str, to: str, text: str, us: int) -> str:
        raise NotImplementedError("nobody answers in a feed")

    def edit(self, id_: str, text: str, us: int) -> None:
        self._of(id_).entries[id_].html = f"<p>{text}</p>"

    def remove(self, id_: str) -> None:
        self._of(id_).remove(id_)

    def _of(self, id_: str) -> LocalBlog:
        return self.blogs[id_.rpartition("-")[0]]

    def rename(self, to: str) -> None:
        self.fault = lambda asked: (
            Answer(status=301, headers={"Location": f"/{to}/feed?of={AHMED}"})
            if asked.startswith(f"/{AHMED}/")
            else None
        )

    def close(self) -> None:
        self.fault = lambda asked: Answer(status=403) if AHMED in asked else None

    def handle(self, who: str) -> str:
        host = self.address if who == AHMED else self.address.replace("127.0.0.1", "localhost")
        return f"{host}/{who}/feed"

    def truth(self, path: str, query: str) -> Answer:
        who = query.removeprefix("of=") or path.split("/")[1]
        return self.blogs[who].answer(self.heads[-1])

    def is_list(self, asked: str) -> bool:
        return asked.startswith(f"/{AHMED}/")

    def is_replies(self, asked: str) -> bool:
        return False

    def body(self, answer: Answer) -> Any:
        return [{"xml": item} for item in ITEM.findall(answer.body.decode("utf-8", "surrogatepass"))]

    def saying(self, answer: Answer, body: Any) -> Answer:
        start, _, rest = answer.body.decode().partition("<item>")
        items = "".join(row["xml"] if isinstance(row, dict) else "<item>3</item>" for row in body)
        end = rest.rpartition("</item>")[2]
        return replace(answer, body=f"{start}{items}{end}".encode("utf-8", "surrogatepass"))

    def rows(self, body: Any) -> list[Any]:
        return body

    def ids_in(self, asked: str, body: Any) -> list[str]:
        return [self.id_of(row) for row in body if "<guid" in row["xml"]]

    def id_of(self, row: Any) -> str:
        return re.findall("<guid[^>]*>([^<]*)", row["xml"])[0]

    def novel(self, row: dict[str, Any]) -> None:
        row["xml"] = row["xml"].replace("</item>", "<hologram><depth>3</depth></hologram></item>")

    def words(self, row: dict[str, Any], text: str) -> None:
        told = text.replace("&", "&amp;").replace("<", "&lt;")
        row["xml"] = re.sub(
            "<description>.*</description>", lambda _: f"<description>{told}</description>", row["xml"]
        )

    def author(self, row: dict[str, Any], name: str) -> None:
        row["xml"] = row["xml"].replace("</item>", f"<author>{name}</author></item>")

    def ahead(self, row: dict[str, Any], us: int) -> None:
        date = f"<pubDate>{format_datetime(from_us(us))}</pubDate>"
        row["xml"] = re.sub("<pubDate>.*</pubDate>", date, row["xml"])

    def leading_on(self, answer: Answer) -> Answer:
        raise NotImplementedError("a feed has one page")

    def first_page(self) -> str:
        return f"/{AHMED}/feed"

    def next_page(self, response: httpx.Response) -> str | None:
        return None

    def settings(self) -> str:
        return ""

    def hurry(self, connector: Any, timeout_s: float) -> None:
        hurry(connector.feeds, timeout_s)
