"""A seeded history of any size: members, their accounts, and what was said and heard in five years.

Activity is heavy-tailed, conversations are alternating turns up to hundreds deep, and about one resident's
message in three asks something. Rows come conversation by conversation, members mixed: nothing is in order.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from facts import DAY_US, HOUR_US, from_us

END_US = 1_767_225_600_000_000  # 1 January 2026
YEARS_US = 5 * 365 * DAY_US
MESSAGES_A_MEMBER = 5_000  # on average, in five years
PLATFORMS = ("bluesky", "x", "facebook")
DEEPEST = 400

PLACES = (
    "Elm Row",
    "Mill Lane",
    "the library",
    "Station Road",
    "the park",
    "Harbour Street",
    "the leisure centre",
)
THINGS = (
    "the bins",
    "the street lights",
    "the crossing",
    "the bus shelter",
    "the potholes",
    "the hedge",
    "the gate",
)
ASKS = (
    "When will {thing} by {place} be seen to? It has been like this since {when}, and number {n} have noticed too.",
    "Can you tell me who looks after {thing} at {place}? My mother at number {n} has waited since {when} to hear.",
    "What is happening with {thing} near {place}? We were told in {when} that all {n} would be done by now.",
)
REMARKS = (
    "I walked past {place} in {when} and {thing} looked much better than before, so well done to the crew of {n}.",
    "That is not how it looked to me. There were {n} of us at {place} in {when}, and {thing} had not been touched.",
    "Thank you for getting {thing} by {place} sorted. We had given up hope in {when}, number {n} on our street says.",
)
NEWS = (
    "Works on {thing} by {place} begin in {when}. Residents of numbers 1 to {n} have had a letter with the details.",
    "I was at {place} this morning with {n} neighbours to look at {thing}. More in {when}, once we have the report.",
)
REPLIES = (
    "I have asked the officers about {thing} at {place}, reference {n}, and will come back to you before {when}.",
    "The contractor says {thing} by {place} will be done in {when}. Tell me if it isn't, with the number {n}, please.",
)
FILLER = "It matters to a lot of people round here, and most of them would never write to anybody about it."
MONTHS = ("March", "April", "May", "June", "July", "September", "October", "November")


@dataclass(frozen=True, slots=True)
class Said:
    """One message as a posts file tells it."""

    id: str
    account: str
    author: str  # `member`, or a resident's name
    kind: str
    posted_us: int
    text: str
    answers: str | None = None
    source: str | None = None
    asks: bool = False  # what the labels would say of it

    def row(self) -> dict[str, str]:
        """Return it as a row of a posts file."""
        told = {
            "id": self.id, "account": self.account, "author": self.author, "kind": self.kind,
            "posted_at": from_us(self.posted_us).isoformat(), "text": self.text,
            "url": f"https://posts.example/{self.id}", "answers": self.answers, "source": self.source,
        }  # fmt: skip
        return {name: value for name, value in told.items() if value}


def members(messages: int) -> dict[str, list[str]]:
    """Return the members of a history of about so many messages, each with their accounts."""
    dice = random.Random(messages)
    return {
        f"member{number}": [f"{p}:member{number}" for p in dice.sample(PLATFORMS, dice.choice((1, 1, 2, 3)))]
        for number in range(max(10, messages // MESSAGES_A_MEMBER))
    }


def history(messages: int, seed: int) -> Iterator[Said]:
    """Yield so many messages. The same numbers give the same history."""
    maker = _Maker(members(messages), random.Random(seed), residents=max(20, messages // 8))
    for _, said in zip(range(messages), maker.messages(), strict=False):
        yield said


class _Maker:
    """Makes conversations, one after the other, for ever."""

    def __init__(self, of: dict[str, list[str]], dice: random.Random, residents: int) -> None:
        self.dice, self.residents = dice, residents
        self.accounts = list(of.values())
        self.weights = [dice.lognormvariate(0, 1.2) for _ in self.accounts]
        self.numbers = count(1)

    def messages(self) -> Iterator[Said]:
        while True:
            [accounts] = self.dice.choices(self.accounts, self.weights)
            [begin] = self.dice.choices((self._post, self._share, self._mention, self._thread), (4, 2, 3, 1))
            start_us = END_US - int(self.dice.random() * YEARS_US)
            yield from begin(self.dice.choice(accounts), start_us)

    def _post(self, account: str, start_us: int) -> Iterator[Said]:
        post = self._say(account, "member", start_us, self.dice.choice(NEWS))
        yield post
        for _ in range(min(30, int(self.dice.paretovariate(1)) - 1)):
            yield from self._exchange(account, self._resident(), self._later(start_us), post.id)

    def _share(self, account: str, start_us: int) -> Iterator[Said]:
        kind = self.dice.choice(("share", "share", "quote"))
        source = f"paper{self.dice.randrange(40)}"
        yield self._say(account, "member", start_us, self.dice.choice(NEWS), kind=kind, source=source)

    def _mention(self, account: str, start_us: int) -> Iterator[Said]:
        yield from self._exchange(account, self._resident(), start_us, None)

    def _thread(self, account: str, start_us: int) -> Iterator[Said]:
        last = None
        for part in range(self.dice.randint(2, 6)):
            post = self._say(account, "member", start_us + part * 60_000_000, self.dice.choice(NEWS), last)
            last = post.id
            yield post

    def _exchange(self, account: str, resident: str, start_us: int, answers: str | None) -> Iterator[Said]:
        """Yield turns of a resident and the member, each answering the last; many are left without an answer."""
        is_answered = self.dice.random() < 0.55
        turns = min(DEEPEST, 1 + int(self.dice.paretovariate(1.1))) if is_answered else 1
        for turn in range(turns):
            by_member = turn % 2 == 1
            forms = REPLIES if by_member else ASKS if self.dice.random() < 0.36 else REMARKS
            author = "member" if by_member else resident
            said = self._say(account, author, start_us, self.dice.choice(forms), answers, asks=forms is ASKS)
            yield said
            answers, start_us = said.id, self._later(start_us)
            if start_us > END_US:
                return

    def _say(
        self, account: str, author: str, posted_us: int, form: str, answers: str | None = None, *,
        kind: str = "", source: str | None = None, asks: bool = False,
    ) -> Said:  # fmt: skip
        dice = self.dice
        text = form.format(
            thing=dice.choice(THINGS),
            place=dice.choice(PLACES),
            when=dice.choice(MONTHS),
            n=dice.randint(2, 9_999),
        )
        if dice.random() < 0.5:
            text = f"{text} {FILLER}"
        kind = kind or ("reply" if answers else "post")
        id_ = _id(account, author, next(self.numbers))
        return Said(id_, account, author, kind, posted_us, text, answers, source, asks)

    def _later(self, posted_us: int) -> int:
        """Return a moment some hours on; a tenth of the time it is days."""
        return posted_us + 1 + int(self.dice.lognormvariate(0.5, 1.3) * HOUR_US)

    def _resident(self) -> str:
        return f"resident{int(self.residents * self.dice.random() ** 2)}"


def _id(account: str, author: str, number: int) -> str:
    """Return an id as long as the platform's own: memory is mostly ids."""
    platform, _, handle = account.partition(":")
    if platform != "bluesky":
        return f"{platform}:{number:019}"
    writer = handle if author == "member" else author
    return f"at://did:plc:{writer:a>24}/app.bsky.feed.post/{number:013}"
