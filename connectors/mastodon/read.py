"""Reads Mastodon's messages into our nouns. Pure: no network, no clock.

A server numbers what reached it as it likes, so the same message has another number on each. What is the same
everywhere is its address (`uri`), but that often names its author: our ids are made of the host and number in it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from connectors.clocks import posted_at
from connectors.connector import Masks
from connectors.heard import Heard
from connectors.items import Unreadable, inside, listed
from connectors.mastodon.plain import plain_text
from connectors.mastodon.shapes import Author, Status, moment
from connectors.references import references
from connectors.tidy import mask_handles, tidy_text
from facts import DAY_US, Kind, Post, iso

PLATFORM = "mastodon"
ADDRESS = re.compile(r"https?://([^/\s?#@]{1,253})/\S{1,1000}")
NUMBERED = re.compile(
    r"https?://([\w.:-]{1,253})/(?:ap/)?users/[^/\s]{1,100}/statuses/([0-9A-Za-z]{1,40})(?:/activity)?"
)
LOCAL_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
ACCT = re.compile(r"[\w.-]{1,100}(?:@[\w.:-]{1,253})?")
LANGUAGE = re.compile(r"[a-z]{2,3}")
SNOWFLAKE_SHIFT = 16  # Mastodon's ids: milliseconds, then 16 bits of chance
EARLIEST_US = (
    1_451_606_400_000_000  # 2016: Mastodon's first year; smaller numbers are from before it told time
)
FORMATS = {"image": "photo", "gifv": "video", "video": "video", "audio": "video"}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what one server shows, for one account."""

    masks: Masks
    account: str
    host: str  # of the server that is asked
    domain: str  # as it stands in its people's handles
    has_clock: bool  # its ids tell when a message was written
    now_us: int

    def id_of(self, status: Status) -> str:
        """Return the id of a message, the same whichever server shows it. Raise Unreadable."""
        if not LOCAL_ID.fullmatch(status.id):
            raise Unreadable("its id isn't one")
        numbered = NUMBERED.fullmatch(status.uri)
        if numbered:
            return f"{PLATFORM}:{numbered[1].lower()}/{numbered[2]}"
        found = ADDRESS.fullmatch(status.uri)
        host = found[1].lower() if found else "elsewhere"
        return f"{PLATFORM}:{host}/{self.masks.author(PLATFORM, status.uri)}"

    def handle_of(self, author: Author) -> str:
        """Return name@server, lower case. Raise Unreadable."""
        if not ACCT.fullmatch(author.acct):
            raise Unreadable("its author's name isn't one")
        return self.full(author.acct)

    def full(self, acct: str) -> str:
        """Return a name with its server, lower case."""
        return (acct if "@" in acct else f"{acct}@{self.domain}").lower()

    def read(self, status: Status, answers: str | None, heard: Heard = Heard.ADDRESSED) -> Post:
        """Return a message; `answers` is the id of the one it replies to, where there is one.

        Raise Unreadable.
        """
        if not status.is_open:
            raise Unreadable("it isn't public")
        kind, boosted, quoted = kind_of(status), boosted_in(status), quoted_in(status)
        passed_on = boosted or (quoted if kind is Kind.QUOTE else None)
        text = "" if kind is Kind.SHARE else self._words(status)
        made_us = self._written_us(status)
        posted_us, is_ahead = posted_at(status.posted_us, made_us)
        return Post(
            id=self.id_of(status),
            platform=PLATFORM,
            account=self.account,
            author=self.masks.author(PLATFORM, self.handle_of(status.account)),
            kind=kind,
            posted_us=posted_us,
            text=mask_handles(text, PLATFORM, self.masks),
            url=self._page_of(boosted or status),
            answers=answers if kind is not Kind.SHARE else None,
            source=self.masks.source(self.handle_of(passed_on.account)) if passed_on else None,
            **references(
                text,
                links_in(status),
                platform=PLATFORM,
                masks=self.masks,
                url=status.url or "",
                quotes=(quoted.url or "") if quoted else "",
            ),
            format="text" if kind is Kind.SHARE else format_of(status),
            language=language_of(status.language),
            written_us=made_us,
            is_ahead=is_ahead,
            heard=heard,
            item=self._item(status, quoted),
        )

    def _words(self, status: Status) -> str:
        handles = {
            inside(one, "url"): self.full(inside(one, "acct"))
            for one in listed(status.mentions)
            if isinstance(inside(one, "url"), str) and ACCT.fullmatch(str(inside(one, "acct")))
        }
        parts = [tidy_text(status.spoiler_text).strip(), plain_text(status.content, handles)]
        return tidy_text("\n\n".join(part for part in parts if part))

    def _page_of(self, status: Status) -> str:
        """Return where a message can be read. Mastodon has an address that names nobody; others often not."""
        if self.has_clock:
            return f"https://{self.host}/statuses/{status.id}"
        return status.url if status.url and ADDRESS.fullmatch(status.url) else ""

    def _written_us(self, status: Status) -> int | None:
        """Return the second clock: only a message's own server numbers it when it is written."""
        if not self.has_clock or "@" in status.account.acct or not status.id.isdecimal():
            return None
        us = (int(status.id) >> SNOWFLAKE_SHIFT) * 1000
        return us if EARLIEST_US <= us <= self.now_us + DAY_US else None

    def _item(self, status: Status, quoted: Status | None) -> str:
        item = {
            "edited_at": iso(moment(status.edited_at)) if status.edited_at else None,
            "quoted": self.id_of(quoted) if quoted else None,
            "visibility": status.visibility,
        }
        return msgspec.json.encode(item, order="sorted").decode()


def kind_of(status: Status) -> Kind:
    """Return what sort of message it is. A reply to something that is gone is still a reply."""
    if status.reblog is not None:
        return Kind.SHARE
    if status.in_reply_to_id or status.in_reply_to_account_id:
        return Kind.REPLY
    return Kind.QUOTE if isinstance(status.quote, Mapping) else Kind.POST


def links_in(status: Status) -> list[str]:
    """Return the address that a message's link card leads to; a card isn't always of a link in its words."""
    link = inside(status.card, "url") if status.reblog is None else None
    return [link] if isinstance(link, str) and link.lower().startswith(("http://", "https://")) else []


def format_of(status: Status) -> str:
    """Return what sort of thing hangs on a message."""
    kinds = [FORMATS.get(str(inside(one, "type"))) for one in listed(status.media_attachments)]
    if found := next((kind for kind in kinds if kind), None):
        return found
    return "poll" if status.poll else "link" if status.card else "text"


def language_of(language: str | None) -> str:
    """Return the language its author names, without its region."""
    code = (language or "").lower().split("-")[0]
    return code if LANGUAGE.fullmatch(code) else ""


def boosted_in(status: Status) -> Status | None:
    """Return the message that is passed on. Raise Unreadable."""
    if status.reblog is None:
        return None
    try:
        return msgspec.convert(status.reblog, Status, strict=False)
    except msgspec.ValidationError as error:
        raise Unreadable(f"what it passes on isn't a status: {error}") from error


def quoted_in(status: Status) -> Status | None:
    """Return the message that is quoted, as far as it is shown: its author may have taken it back."""
    try:
        quoted = msgspec.convert(inside(status.quote, "quoted_status"), Status | None, strict=False)
    except msgspec.ValidationError:
        return None
    is_readable = quoted and LOCAL_ID.fullmatch(quoted.id) and ACCT.fullmatch(quoted.account.acct)
    return quoted if is_readable else None
