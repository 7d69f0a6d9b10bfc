"""From the rows of the files to messages: which rows are good, who wrote each, to whom, in what order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tests.measures.twin.clock import moment
from tests.measures.twin.history import History, Row

# ("member", id), ("council",), ("former", platform, account) or ("resident", platform, name)
Person = tuple[str, ...]
LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)  # 45
_HANDLE = re.compile(r"(?<!\w)@[\w.-]+")
_NEEDED = ("id", "account", "author", "posted_at")


@dataclass(eq=False, kw_only=True)
class Message:
    """One message that exists at the moment we look."""

    id: str
    platform: str
    owner: str  # the member whose account the row was filed under
    writer: Person
    from_account: str  # the registered account it was posted from; empty for other people
    kind: str
    at: int
    text: str
    format: str
    answers: str
    source: str
    url: str
    given_conversation: str
    removed_at: int | None
    is_backdated: bool
    parent: "Message | None" = None

    @property
    def has_own_words(self) -> bool:
        """41: say whether the text, links and @handles removed, holds a letter or a digit."""
        return any(letter.isalnum() for letter in _HANDLE.sub(" ", LINK.sub(" ", self.text)))


def plain(name: str, platform: str) -> str:
    """9: ignoring case, a leading @ and a leading `platform:`."""
    name = name.strip().lower().removeprefix("@").removeprefix(platform + ":")
    return name.removeprefix("@")


def account_of(text: str) -> str:
    """Return an account written one way: `platform:handle`."""
    platform, _, handle = text.partition(":")
    return f"{platform.strip().lower()}:{plain(handle, platform.strip().lower())}"


@lru_cache(maxsize=8)
def registered(history: History) -> dict[str, str]:
    """Return account -> member of the whole register."""
    return {
        account_of(f"{row['platform']}:{row['handle']}"): row["member"]
        for row in history.register
        if row.get("handle")
    }


@lru_cache(maxsize=8)
def consenting(history: History) -> dict[str, str]:
    """Return account -> member of the accounts whose consent is live."""
    return {
        account_of(f"{row['platform']}:{row['handle']}"): row["member"]
        for row in history.register
        if row.get("consented_on")
    }


@lru_cache(maxsize=8)
def good_rows(history: History) -> list[list[Row]]:
    """Return per file the rows that may come in; 60: those of an account without live consent may not."""
    known: dict[str, Row] = {}
    files = []
    for step in history.imports:
        rows = [row for row in step.rows if _is_good(row, history)]
        new: dict[str, Row] = {}
        for row in rows:
            if row["id"] not in known:
                new.setdefault(row["id"], row)  # 62: a second row with a known id: the first stays
        # 12: a loop in `answers` is a bad row, every row on it. A later file may still bring a good one.
        loops = _on_a_loop(known | new) & new.keys()
        files.append([row for row in rows if row["id"] not in loops])
        known |= {name: row for name, row in new.items() if name not in loops}
    return files


def _is_good(row: Row, history: History) -> bool:
    if any(not row.get(name) for name in _NEEDED):  # 62: `author` absent or empty: bad row
        return False
    try:
        moment(row["posted_at"])  # 7: a `posted_at` without an offset is a bad row
    except ValueError:
        return False
    account = account_of(row["account"])
    # 9: whoever else wrote is looked for on the account's own platform; another one in the row is a bad row
    platform = row.get("platform", "").strip().lower() or account.split(":")[0]
    return account in consenting(history) and platform == account.split(":")[0]


def _on_a_loop(rows: dict[str, Row]) -> set[str]:
    loops = set()
    for start in rows:
        seen = []
        here = start
        while here in rows and here not in seen:
            seen.append(here)
            here = rows[here].get("answers", "")
        if here == start:
            loops.add(start)
    return loops


def writer_of(row: Row, history: History) -> tuple[Person, str]:
    """Return who wrote a row, and from which registered account if from one."""
    account = account_of(row["account"])
    platform = account.split(":")[0]  # 9, 62: no other is good
    members = registered(history)
    if row["author"] == "member":  # 9: M of the row's account when it says exactly `member`
        return ("member", members[account]), account
    name = f"{platform}:{plain(row['author'], platform)}"
    if name in members:  # 9: another registered account
        return ("member", members[name]), name
    if name in {account_of(text) for text in history.council_accounts}:  # 9: or a council account
        return ("council",), ""
    if name in {account_of(text) for text in history.former}:  # 66: never a resident's again
        return ("former", platform, name), ""
    # 10: the pair (platform, author text trimmed, without a leading @, lower case)
    return ("resident", platform, row["author"].strip().removeprefix("@").lower()), ""


@lru_cache(maxsize=8)
def messages(history: History) -> list[Message]:
    """Return all messages that exist at as_of, in order."""
    as_of = moment(history.as_of)
    known: dict[str, Message] = {}
    for row in (row for rows in good_rows(history) for row in rows):
        if moment(row["posted_at"]) <= as_of:  # 1
            known.setdefault(row["id"], _message(row, history))
    for message in known.values():
        message.parent = known.get(message.answers)
    return in_order(known.values())


def _message(row: Row, history: History) -> Message:
    writer, from_account = writer_of(row, history)
    account = account_of(row["account"])
    at = moment(row["posted_at"])
    written = moment(history.written.get(row["id"], row["posted_at"]))
    removed = history.removed.get(row["id"])
    return Message(
        id=row["id"],
        platform=account.split(":")[0],
        owner=registered(history)[account],
        writer=writer,
        from_account=from_account,
        kind=_kind(row),
        at=at,
        text=row.get("text", ""),
        format=row.get("format", "text"),  # 62
        answers=row.get("answers", ""),
        source=row.get("source", ""),
        url=row.get("url", ""),
        given_conversation=row.get("conversation", ""),
        removed_at=moment(removed) if removed else None,
        is_backdated=abs(written - at) > 600_000_000,  # ground rule: by more than 10 minutes
    )


def _kind(row: Row) -> str:
    kind = row.get("kind") or ("reply" if row.get("answers") else "post")  # 62
    return "reply" if kind == "post" and row.get("answers") else kind  # 42


def in_order(some: Iterable[Message]) -> list[Message]:
    """8: by `posted_at`, at equal times a message before the one that answers it, then by `id` as text."""
    waiting = sorted(some, key=lambda message: (message.at, message.id))
    ordered = []
    while waiting:
        tied = [message for message in waiting if message.at == waiting[0].at]
        ready = [message for message in tied if message.parent not in tied]
        ordered.append(ready[0])  # the smallest id of those whose own parent is not still to come
        waiting.remove(ready[0])
    return ordered


def conversation(message: Message) -> str:
    """12: the given one, else that of the message it answers, else the id in `answers`, else its own."""
    if message.given_conversation:
        return message.given_conversation
    if message.parent:
        return conversation(message.parent)
    return message.answers or message.id


def is_to(message: Message) -> str | None:
    """11: return the member to whom somebody speaks, or None."""
    parent = message.parent
    if parent is None:  # it answers nothing, or something not in the archive
        spoken_to: str | None = message.owner
    elif parent.writer == message.writer:  # it answers R's own message: to whom that was
        spoken_to = is_to(parent)
    elif parent.writer[0] == "member":
        spoken_to = parent.writer[1]
    else:  # another resident or the council
        spoken_to = None
    return None if message.writer == ("member", spoken_to) else spoken_to
