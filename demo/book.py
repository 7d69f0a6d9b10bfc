"""The book everything said and heard is written into, and its pages as rows of a posts file."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from demo.clock import Calendar, iso
from demo.people import Account, Person
from demo.town import Scene

Row = dict[str, str]


@dataclass(slots=True, eq=False)
class Message:
    """One public message. `member` is the member whose account it belongs to, whoever wrote it."""

    id: str
    member: Person
    account: Account
    author: str  # "member", or a handle
    kind: str
    moment: int
    text: str
    scene: Scene
    parent: "Message | None" = None
    topic: str = ""  # what it is about, so that what follows is about it too
    source: str = ""
    format: str = "text"
    language: str = "en"

    @property
    def first(self) -> "Message":
        """The message that began the conversation."""
        return self.parent.first if self.parent else self

    @property
    def by_member(self) -> bool:
        """Whether the account's own member wrote it."""
        return self.author == "member"


@dataclass(slots=True)
class Book:
    """All messages in the order in which they were made up."""

    calendar: Calendar
    messages: list[Message] = field(default_factory=list)

    def write(
        self,
        member: Person,
        moment: int,
        text: str,
        *,
        account: Account,
        scene: Scene,
        author: str = "member",
        kind: str = "post",
        parent: Message | None = None,
        topic: str = "",
        source: str = "",
        format: str = "text",
        language: str = "en",
    ) -> Message:
        """Write one message down and return it. Times after the council is looked at are dropped at the end."""
        number = f"inv-{len(self.messages) + 1:06d}"
        message = Message(
            number,
            member,
            account,
            author,
            kind,
            moment,
            text,
            scene,
            parent,
            topic,
            source,
            format,
            language,
        )
        self.messages.append(message)
        return message

    def rows(self, sights: dict[str, list[tuple[int, int]]], only_posts: set[str]) -> Iterator[Row]:
        """Give, oldest first, what was seen: within an account's sights, and no replies where none can be seen."""
        for message in sorted(self.messages, key=lambda message: (message.moment, message.id)):
            stretches = sights[message.account.id]
            if not any(start <= message.moment <= end for start, end in stretches):
                continue
            if message.by_member or message.account.id not in only_posts:
                yield as_row(message)


def as_row(message: Message) -> Row:
    """Return a message as a row of the posts file; what it doesn't have is left out."""
    platform = message.account.platform
    row = {
        "id": message.id,
        "platform": platform,
        "account": message.account.id,
        "author": message.author,
        "kind": message.kind,
        "posted_at": iso(message.moment),
        "text": message.text,
        "url": f"https://example.org/{platform}/{message.id}",
        "format": message.format,
        "language": message.language,
    }
    if message.parent:
        row |= {"answers": message.parent.id, "conversation": message.first.id}
    if message.source:
        row["source"] = message.source
    return row
