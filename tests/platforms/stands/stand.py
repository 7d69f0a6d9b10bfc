"""A platform on this machine, whichever it is: people write there, faults are put in its way, it is collected from."""

import json
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import unquote

import httpx

from facts import to_us
from tests.platforms.local_platform import Answer, serving

NOW_US = to_us(datetime.fromisoformat("2026-11-20T12:00:00Z"))
AHMED, BETH = "cllr_ahmed", "cllr_beth"  # two members
RITA, TOM = "rita_planted", "tom_planted"  # two residents: these names may be found nowhere
JSON, HTML = {"Content-Type": "application/json"}, {"Content-Type": "text/html"}

Fault = Callable[[str], Answer | None]  # address asked -> what is answered in place of the truth
Bend = Callable[[str, Answer], Answer]  # address asked, the truth -> what is answered


class Stand(ABC):
    """One platform. `fault` and `bend` stand between it and who asks."""

    platform: str
    network: Any  # the platform itself, as each stand plays it
    ids: dict[str, str]  # of the people there, by name
    has_replies = True
    shows_profile = True
    reads_again = 1.0  # items handed over where calls fail, for each where none does
    most_bytes = 32_000_000  # of one answer
    forgets_what_was_set_aside = False  # it doesn't list a message twice
    first_look_us = 0  # how far back the first look goes, where not to the beginning
    secrets: tuple[str, ...] = ()  # tokens and the like: they may be found nowhere
    tokens: tuple[str, ...] = ()  # of Ahmed's account and of Beth's, where the platform takes them
    refusals: dict[str, Answer] = {}  # noqa: RUF012 - how this platform words what others say with a bare status

    def __init__(self) -> None:
        self.address = ""
        self.now_us = NOW_US
        self.heads: list[dict[str, str]] = []
        self.asked: list[str] = []
        self.fault: Fault = lambda _: None
        self.bend: Bend = lambda _, truth: truth
        self.handed_over: Counter[str] = Counter()  # items in the answers that arrived, by id

    @abstractmethod
    def open(self) -> None:
        """Let the people of the history be there; the address is known by now."""

    # What people do

    @abstractmethod
    def post(self, who: str, text: str, us: int) -> str:
        """Let a member post. Return the post's id there."""

    @abstractmethod
    def reply(self, who: str, to: str, text: str, us: int) -> str:
        """Let somebody answer. Return the reply's id there."""

    @abstractmethod
    def edit(self, id_: str, text: str, us: int) -> None:
        """Change what a message says."""

    @abstractmethod
    def remove(self, id_: str) -> None:
        """Take a message away."""

    @abstractmethod
    def rename(self, to: str) -> None:
        """Let Ahmed take another handle."""

    @abstractmethod
    def close(self) -> None:
        """Let Ahmed close the account to the public."""

    def say_of_oneself(self, text: str) -> None:
        """Let Ahmed's profile say this."""
        raise NotImplementedError("nothing here is said of oneself")

    def clock(self, now_us: int) -> None:
        """Let it be this moment there."""
        self.now_us = now_us

    # What it is asked, and how its answers are bent

    @abstractmethod
    def handle(self, who: str) -> str:
        """Return a member's handle as the register has it."""

    @abstractmethod
    def truth(self, path: str, query: str) -> Answer:
        """Return what the platform really says."""

    @abstractmethod
    def is_list(self, asked: str) -> bool:
        """Say whether an address is the list of what Ahmed posted."""

    @abstractmethod
    def is_replies(self, asked: str) -> bool:
        """Say whether an address brings what was said back to Ahmed."""

    @abstractmethod
    def rows(self, body: Any) -> list[Any]:
        """Return the rows of a list's body, to be changed."""

    @abstractmethod
    def ids_in(self, asked: str, body: Any) -> list[str]:
        """Return the ids of the messages an answer hands over."""

    @abstractmethod
    def id_of(self, row: Any) -> str:
        """Return the id of a row of Ahmed's list."""

    @abstractmethod
    def novel(self, row: dict[str, Any]) -> None:
        """Make an item of a kind nobody has seen yet."""

    @abstractmethod
    def words(self, row: dict[str, Any], text: str) -> None:
        """Let an item say something else."""

    @abstractmethod
    def author(self, row: dict[str, Any], name: str) -> None:
        """Let an item's author be called otherwise."""

    @abstractmethod
    def ahead(self, row: dict[str, Any], us: int) -> None:
        """Let an item be dated so."""

    @abstractmethod
    def leading_on(self, answer: Answer) -> Answer:
        """Return an empty page of a list that names a next one: its first."""

    @abstractmethod
    def first_page(self) -> str:
        """Return the address of the first page of Ahmed's list."""

    @abstractmethod
    def next_page(self, response: httpx.Response) -> str | None:
        """Return the address of the page after this one, None at the end."""

    def walk(self, client: httpx.Client) -> Iterator[tuple[list[str], bool]]:
        """Yield the ids of each page of Ahmed's list, and whether it is the last; end where a call fails."""
        page: str | None = self.first_page()
        while page:
            try:
                response = client.get(self.address + page, headers=self.login())
            except httpx.HTTPError:
                return
            if response.status_code != 200:
                return
            answer = Answer(response.content)
            page = self.next_page(response)
            yield [self.id_of(row) for row in self.rows(self.body(answer))], page is None

    def login(self) -> dict[str, str]:
        """Return the headers that let one in."""
        return {"Authorization": f"Bearer {self.tokens[0]}"} if self.tokens else {}

    @abstractmethod
    def settings(self) -> str:
        """Return what settings.toml says of it."""

    @abstractmethod
    def hurry(self, connector: Any, timeout_s: float) -> None:
        """Let a connector wait no longer than this."""

    def limits(self, reset: datetime | None) -> dict[str, str]:
        """Return the headers of a 429 that say when to ask again."""
        return (
            {}
            if reset is None
            else {"Retry-After": str(round((reset - datetime.now(reset.tzinfo)).total_seconds()))}
        )

    def environment(self) -> dict[str, str]:
        """Return what the environment must hold."""
        return {}

    def body(self, answer: Answer) -> Any:
        """Return what an answer holds, to be changed."""
        return json.loads(answer.body)

    def saying(self, answer: Answer, body: Any) -> Answer:
        """Return an answer that says something else."""
        return replace(answer, body=json.dumps(body).encode())

    def answer(self, path: str, query: str) -> Answer:
        """Answer one call."""
        asked = unquote(f"{path}?{query}")
        self.asked.append(asked)
        answer = self.fault(asked)
        if answer is None:
            answer = self.bend(asked, self.truth(path, query))
            if answer.status == 200 and not answer.is_cut:
                self.handed_over.update(self.ids_in(asked, self.body(answer)))
        return answer


@contextmanager
def standing(kind: type[Stand]) -> Iterator[Stand]:
    """Yield a platform with nobody on it yet but the people of the history."""
    stand = kind()
    with serving(stand.answer, stand.heads) as stand.address:
        stand.open()
        yield stand
