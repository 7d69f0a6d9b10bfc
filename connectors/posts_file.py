"""The posts file: exports of other tools, one message a line, JSON Lines or CSV in UTF-8.

Source: whatever made the file. Columns: id, platform, account, author, kind, posted_at, text, url, answers,
conversation, source, format, language.
Limits: none; it is read line by line, twice.
Can't see: edits and removals; and there is no second clock, so nothing is ever backdated.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from connectors.connector import Masks
from connectors.posts_lines import WANTED, NotAPostsFile, lines_of
from connectors.references import references
from connectors.tidy import mask_handles, nameless_page, tidy_text
from facts import Kind, Post, to_us
from handles import account_id, plain_handle

MEMBER = "member"  # exactly this: the member whose account it is (definition 9)
KINDS = frozenset(kind.value for kind in Kind)
FORMATS = frozenset({"text", "photo", "video", "link", "poll", "thread", "live"})
TEXTS = (
    "platform", "text", "url", "answers", "conversation", "source", "format", "language", "kind",
)  # fmt: skip
LANGUAGE = re.compile(
    r"[a-z]{2,3}(?![^-_])"
)  # with or without a region; whatever else stands there isn't one
MOST_OF_AN_ID = 2_000
LARGEST_NUMBER = 10**40  # an id; Python refuses to write out numbers of thousands of digits


class BadRow(ValueError):
    """A line that can't be a message; the message says why, never in its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line, checked, still with names in it: it lives only until `read` has keyed them."""

    line: int
    id: str
    platform: str
    account: str
    author: str
    kind: Kind
    posted_us: int
    answers: str | None
    conversation: str | None
    source: str | None
    text: str
    url: str
    format: str
    language: str


def rows(path: Path) -> Iterator[Row | tuple[int, str]]:
    """Yield each line as a Row, or (line number, what is wrong with it)."""
    for line, told in lines_of(path):
        try:
            yield _row(line, told if isinstance(told, dict) else _refuse(told))
        except BadRow as bad:
            yield line, str(bad)


def read(row: Row, masks: Masks) -> Post:
    """Turn a row into a post: its people keyed, strangers' handles masked.

    The words of a share are somebody else's, who may never have agreed to anything: of those only the sites are read.
    """
    is_share = row.kind is Kind.SHARE
    text = "" if is_share else mask_handles(tidy_text(row.text), row.platform, masks)
    return Post(
        id=row.id,
        platform=row.platform,
        account=row.account,
        author=author_of(row, masks),
        kind=row.kind,
        posted_us=row.posted_us,
        text=text,
        url=nameless_page(row.url, masks),
        answers=row.answers,
        conversation=row.conversation,
        source=masks.source(plain_handle(row.source, row.platform)) if row.source else None,
        **references(row.text, platform=row.platform, masks=masks, url=row.url),
        format=row.format,
        language="" if is_share else row.language,
    )


def author_of(row: Row, masks: Masks) -> str:
    """Return the pseudonym of whoever wrote a row."""
    return masks.author(row.platform, row.account.split(":", 1)[1] if row.author == MEMBER else row.author)


def _refuse(why: Any) -> dict[str, Any]:
    raise BadRow(str(why))


def _row(line: int, told: dict[str, Any]) -> Row:
    values = {name: _text(told, name) for name in TEXTS}
    id_ = _id(told, "id") or _refuse_missing("id")
    account = account_in(told)
    platform = account.split(":", 1)[0]
    if (values["platform"] or "").strip().lower() not in ("", platform):
        raise BadRow(f"platform must be that of the account, {platform}")
    answers = _id(told, "answers")
    kind = (values["kind"] or (Kind.REPLY if answers else Kind.POST)).lower()
    if kind not in KINDS:
        raise BadRow(f"kind must be one of {', '.join(sorted(KINDS))}")
    format_ = (values["format"] or "text").lower()
    if format_ not in FORMATS:
        raise BadRow(f"format must be one of {', '.join(sorted(FORMATS))}")
    return Row(
        line=line,
        id=id_,
        platform=platform,
        account=account,
        author=_author(told),
        kind=Kind(kind),
        posted_us=moment_in(told, "posted_at"),
        answers=answers,
        conversation=_id(told, "conversation"),
        source=(values["source"] or "").strip() or None,
        text=values["text"] or "",
        url=_link(values["url"]),
        format=format_,
        language=_language(values["language"]),
    )


def _text(told: dict[str, Any], name: str) -> str | None:
    value = told.get(name)
    if name in ("answers", "conversation"):
        return None  # ids, read by _id
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise BadRow(f"{name} must be text")
    return value


def _id(told: dict[str, Any], name: str) -> str | None:
    value = told.get(name)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < LARGEST_NUMBER:
        value = str(value)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or len(value) > MOST_OF_AN_ID:
        raise BadRow(f"{name} must be a text of at most {MOST_OF_AN_ID} characters")
    if "\0" in value:  # no command line could name the message
        raise BadRow(f"{name} holds a sign that nobody sees (U+0000)")
    return value.strip() or None


def _refuse_missing(name: str) -> str:
    raise BadRow(f"{name} is missing")


def account_in(told: dict[str, Any]) -> str:
    """Return the account that a row is of. Raise BadRow."""
    account = _text(told, "account") or _refuse_missing("account")
    platform, _, handle = account.partition(":")
    if not platform.strip() or not handle.strip() or not account.strip().isprintable():
        raise BadRow("account must be written platform:handle")
    return account_id(platform, handle)


def _author(told: dict[str, Any]) -> str:
    author = told.get("author")
    if isinstance(author, int) and not isinstance(author, bool) and abs(author) < LARGEST_NUMBER:
        author = str(author)
    if not isinstance(author, str) or not author.strip():
        raise BadRow("author is missing")
    return author


def moment_in(told: dict[str, Any], name: str) -> int:
    """Return the moment that a row gives under a name. Raise BadRow."""
    moment = _text(told, name) or _refuse_missing(name)
    try:
        return to_us(datetime.fromisoformat(moment.strip()))
    except (ValueError, OverflowError) as error:
        raise BadRow(f"{name} must be ISO 8601 with its offset, such as 2026-05-01T09:00:00+01:00") from error


def _language(told: str | None) -> str:
    """Return a language's code without its region, nothing for any other text: that might be somebody's name."""
    found = LANGUAGE.match((told or "").strip().lower())
    return found[0] if found else ""


def _link(url: str | None) -> str:
    """Return the link if it is one a browser may open: strangers write these too."""
    url = (url or "").strip()
    return url if url.lower().startswith(("http://", "https://")) and len(url) <= MOST_OF_AN_ID else ""


__all__ = [
    "MEMBER",
    "WANTED",
    "BadRow",
    "NotAPostsFile",
    "Row",
    "account_in",
    "author_of",
    "moment_in",
    "read",
    "rows",
]
