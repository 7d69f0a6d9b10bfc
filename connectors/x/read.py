"""Reads X's answers, in both of its vocabularies, into our nouns. Pure: no network, no clock.

Each item is read apart from its neighbours. What can't be read raises Unreadable, which says why without a word of
what the item says.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

import msgspec

from connectors.clocks import posted_at
from connectors.connector import Masks
from connectors.heard import Heard
from connectors.references import NOWHERE, References
from connectors.tidy import mask_handles, tidy_text
from connectors.x.attached import format_of, references_in
from connectors.x.drift import unnamed_kind
from connectors.x.snowflake import is_id, written_us
from facts import Kind, Post, to_us

PLATFORM = "x"
KINDS = {"retweeted": Kind.SHARE, "reposted": Kind.SHARE, "replied_to": Kind.REPLY, "quoted": Kind.QUOTE}
LANGUAGE = re.compile(r"[a-z]{2}")
NO_LANGUAGE = {"qa", "qh", "qm", "qs", "qt", "zx", "un"}  # X's words for a text without words
STATUS = re.compile(r"\b(?:x|twitter)\.com/\w{1,15}/status(?:es)?/(\d{1,19})", re.IGNORECASE)
NOBODYS: Mapping[str, str] = MappingProxyType({})
HIDDEN_IN = {"GB", "XX", "XY"}  # withheld here, or everywhere
UNESCAPED = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))  # the three X escapes; the last one last


class Unreadable(Exception):
    """An item isn't what X says it is."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what was collected for one account."""

    masks: Masks
    account: str
    now_us: int

    def message(
        self,
        item: Any,
        authors: Mapping[str, str],
        firsts: Mapping[str, str],
        handles: Mapping[str, str] = NOBODYS,
    ) -> Post:
        """Return one message. Raise Unreadable.

        `authors` and `firsts` say who wrote, and under which id began, the messages this one may refer to; `handles`
        how users are called, by id.
        """
        version, first, writer = id_in(item, "id"), first_id(item), id_in(item, "author_id")
        references = references_of(item)
        kind = kind_of(item, references)
        is_hidden = is_withheld(item)
        text = "" if kind is Kind.SHARE else text_of(item)
        answered = references.get(Kind.REPLY) if kind is Kind.REPLY else None
        passed_on = references.get(kind) if kind in (Kind.SHARE, Kind.QUOTE) else None
        source = authors.get(passed_on or "")
        conversation, is_edited = item.get("conversation_id"), version != first
        made_us = written_us(first, self.now_us)
        claimed_us = made_us if is_edited and made_us else created_us(item, first, self.now_us)
        posted_us, is_ahead = posted_at(claimed_us, made_us)
        return Post(
            id=status(first),
            platform=PLATFORM,
            account=self.account,
            author=self.masks.author(PLATFORM, writer, handles.get(writer, "")),
            kind=kind,
            posted_us=posted_us,
            text=mask_handles(text, PLATFORM, self.masks),
            url="" if is_hidden else page_of(passed_on if kind is Kind.SHARE and passed_on else version),
            answers=status(firsts.get(answered, answered)) if answered else None,
            conversation=status(conversation) if is_id(conversation) and kind is not Kind.SHARE else None,
            source=self.masks.source(source) if source else None,
            **(NOWHERE if kind is Kind.SHARE else self._points_to(item, text, version, passed_on)),
            format=format_of(item),
            language=language_of(item.get("lang")),
            written_us=made_us,
            is_ahead=is_ahead,
            is_hidden=is_hidden,
            is_link_only=True,  # to show its words X asks for its author's name beside them, and nobody masked
            item="" if is_hidden else self._item(item, version, references),
        )

    def _points_to(self, item: Any, text: str, version: str, quoted: str | None) -> References:
        quotes = page_of(quoted) if quoted else ""
        return references_in(item, text, masks=self.masks, url=page_of(version), quotes=quotes)

    def along(self, item: Any, firsts: Mapping[str, str], handles: Mapping[str, str] = NOBODYS) -> Post:
        """Return one that came with a message of the member's, which refers to it. Raise Unreadable.

        None of its words: X lets nobody keep what was removed, and to look whether it still stands would be billed.
        """
        bare = replace(self.message(item, {}, firsts, handles), text="", url="", item="", **NOWHERE)
        return replace(bare, heard=Heard.ALONG)

    def _item(self, item: dict[str, Any], version: str, references: Mapping[Kind, str]) -> str:
        kept = {
            "version": version,
            "created_at": item.get("created_at") if isinstance(item.get("created_at"), str) else None,
            "refers_to": {kind.value: id_ for kind, id_ in references.items()},
        }
        return msgspec.json.encode(kept, order="sorted").decode()


def status(id_: str) -> str:
    """Return a message's id as we keep it."""
    return f"{PLATFORM}:{id_}"


def page_of(id_: str) -> str:
    """Return the address of a message on the web: the form without a handle."""
    return f"https://x.com/i/status/{id_}"


def id_in(item: Any, name: str) -> str:
    """Return an id an item must have. Raise Unreadable."""
    value = item.get(name) if isinstance(item, dict) else None
    if not isinstance(value, str) or not is_id(value):
        raise Unreadable(f"its {name} isn't an id")
    return value


def history(item: Any) -> list[str]:
    """Return the ids of a message's versions, first to last; only its own where X names none."""
    for name in ("edit_history_post_ids", "edit_history_tweet_ids"):
        ids = item.get(name)
        if isinstance(ids, list) and ids and all(is_id(id_) for id_ in ids):
            return list(ids)
    return [id_in(item, "id")]


def first_id(item: Any) -> str:
    """Return the id a message began with: it outlives edits. Raise Unreadable."""
    return history(item)[0] if isinstance(item, dict) else id_in(item, "id")


def references_of(item: dict[str, Any]) -> dict[Kind, str]:
    """Return what a message shares, answers or quotes. Raise Unreadable."""
    found: dict[Kind, str] = {}
    for name in ("referenced_posts", "referenced_tweets"):
        for one in named_list(item, name):
            kind = KINDS.get(str(one.get("type"))) if isinstance(one, dict) else None
            if kind is None:
                raise Unreadable("it refers to another message in a way we don't know")
            found[kind] = id_in(one, "id")
    return found


def named_list(item: dict[str, Any], name: str) -> list[Any]:
    """Return a list an item may have. Raise Unreadable."""
    value = item.get(name) or []
    if not isinstance(value, list):
        raise Unreadable(f"its {name} isn't a list")
    return value


def kind_of(item: dict[str, Any], references: Mapping[Kind, str]) -> Kind:
    """Return what sort of message it is: a quote that is also a reply is a reply."""
    for kind in (Kind.SHARE, Kind.REPLY, Kind.QUOTE):
        if kind in references:
            return kind
    return unnamed_kind(item) or Kind.POST


def created_us(item: dict[str, Any], id_: str, now_us: int) -> int:
    """Return when a message was posted, as X says, else as its id says. Raise Unreadable."""
    try:
        return to_us(datetime.fromisoformat(item["created_at"]))
    except (KeyError, TypeError, ValueError, OverflowError):
        told_us = written_us(id_, now_us)
        if told_us is None:
            raise Unreadable("it has no time") from None
        return told_us


def text_of(item: dict[str, Any]) -> str:
    """Return the words of a message, all of a long one, links to messages without their authors' names."""
    notes = [item.get(name) for name in ("note_post", "note_tweet")]
    whole = [note.get("text") for note in notes if isinstance(note, dict)]
    text = next((one for one in (*whole, item.get("text")) if isinstance(one, str)), "")
    for escaped, sign in UNESCAPED:
        text = text.replace(escaped, sign)
    return STATUS.sub(r"x.com/i/status/\1", tidy_text(text))


def language_of(lang: Any) -> str:
    """Return the language X found, nothing where it found none."""
    code = lang.lower().split("-")[0] if isinstance(lang, str) else ""
    return code if LANGUAGE.fullmatch(code) and code not in NO_LANGUAGE else ""


def is_withheld(item: dict[str, Any]) -> bool:
    """Say whether a message may not be shown here."""
    withheld = item.get("withheld")
    codes = withheld.get("country_codes") if isinstance(withheld, dict) else None
    return isinstance(codes, list) and any(code in HIDDEN_IN for code in codes if isinstance(code, str))
