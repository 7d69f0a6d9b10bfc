"""Reads what a profile says of its owner: five facts, each with the very words that show it (definition 80).

A fact is what the text says, and never whether it is true. Words inside links, e-mail addresses and handles say
nothing but that one can be reached there.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from labels import bio_words as words
from labels.words import HANDLE, NO, STRAIGHT, Found

MOST = 10_000  # characters: more than any platform lets a profile hold
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
PART = re.compile(r"[^\W_]+")
SHORTEST_PART = 4
LONGEST_WARD = 200


@dataclass(frozen=True, slots=True)
class Plain:
    """A text in lower case, without accents and marks that nobody sees, and where each of its signs was written."""

    raw: str
    text: str
    places: tuple[int, ...]  # empty where nothing moved

    def written(self, start: int, end: int) -> str:
        """Return what was written where the plain text has `start` to `end`."""
        if not self.places:
            return self.raw[start:end].strip()
        after = self.places[end] if end < len(self.places) else len(self.raw)
        return self.raw[self.places[start] : after].strip() if start < end else ""


def bio(text: str, ward: str) -> dict[str, Found]:
    """Return for each fact whether the profile says it, and the words that show it; `ward` as the register has it."""
    told = plain(text[:MOST])
    bare = _without_addresses(told)
    return {
        "councillor": _found("says councillor", bare, _councillor(bare.text)),
        "ward": _found("names the ward", bare, _ward(bare.text, ward)),
        "contact": _found("says how to get in touch", told, _contact(told.text)),
        "hours": _found("says when", bare, _hours(bare.text)),
        "views_own": _found("says whose views", bare, words.VIEWS_OWN.search(bare.text)),
    }


def plain(text: str) -> Plain:
    """Return a text as the patterns read it."""
    if text.isascii():
        return Plain(text, text.lower(), ())
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for one in _signs(sign):
            signs.append(one)
            places.append(place)
    return Plain(text, "".join(signs), tuple(places))


def _signs(sign: str) -> str:
    """Return what a sign is read as: nothing for a mark on a letter, or one that isn't seen."""
    if sign in "\n\r\t":
        return sign
    if sign in "–—−‒‐":
        return "-"
    if ord(sign) in STRAIGHT and unicodedata.category(sign) != "Cf":
        return str(STRAIGHT[ord(sign)])
    parts = unicodedata.normalize("NFKD", sign)
    return "".join(one for one in parts if unicodedata.category(one) not in ("Mn", "Me", "Cf")).lower()


def _without_addresses(told: Plain) -> Plain:
    text = told.text
    for pattern in (words.SITE, words.MAIL, HANDLE):
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    return Plain(told.raw, text, told.places)


def _found(why: str, told: Plain, match: re.Match[str] | None) -> Found:
    return Found("yes", "bio", why, told.written(*match.span())) if match else NO


def _councillor(text: str) -> re.Match[str] | None:
    """Return where it says that its owner is one: not that they were, nor that somebody else is."""
    return next((found for found in words.COUNCILLOR.finditer(text) if _is_one_now(text, found)), None)


def _is_one_now(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - 130) : found.start()]
    if found[0].startswith(("member for", "member of")) and words.NO_MEMBER_BEFORE.search(before):
        return False
    return not words.NONE_BEFORE.search(before) and not words.NONE_AFTER.match(text, found.end())


def _ward(text: str, ward: str) -> re.Match[str] | None:
    """Return where it names the ward, or a part of its name that is no mere direction."""
    names = list(_names(ward))
    return re.search("|".join(names), text) if names else None


def _names(ward: str) -> Iterator[str]:
    """Yield patterns by which a ward is known."""
    parts = PART.findall(APOSTROPHE.sub("", plain(ward[:LONGEST_WARD]).text))
    own = [part for part in parts if part not in words.GENERIC]
    whole = r"[\W_]{1,3}".join(map(_loosely, parts))
    if own:
        yield rf"(?<!\w){whole}(?!\w)"
    elif parts:  # nothing but a direction: only where it is said to be the ward
        yield rf"(?<!\w){whole} (?:ward|division)(?!\w)"
        yield rf"(?<!\w)(?:ward|division)(?: of)? {whole}(?!\w)"
        yield rf"(?<!\w)(?:councillor|cllr|member) for {whole}(?= ?(?:$|[^\w\s]|\n))"
    for part in own:
        if len(part) >= SHORTEST_PART:
            yield rf"(?<!\w){_loosely(part)}(?!\w| party)"


def _loosely(part: str) -> str:
    """Return a pattern of a word with or without an apostrophe: "St Marys" and "St Mary's" are one."""
    return "'?".join(map(re.escape, part))


def _contact(text: str) -> re.Match[str] | None:
    return words.MAIL.search(text) or words.NUMBER.search(text) or words.SITE.search(text)


def _hours(text: str) -> re.Match[str] | None:
    return next(
        (
            found
            for found in words.HOURS.finditer(text)
            if not words.NO_HOURS_BEFORE.search(text[max(0, found.start() - 20) : found.start()])
        ),
        None,
    )
