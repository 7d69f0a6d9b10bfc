"""Reads a message's words once, for every rule: the patterns of links and @handles, and the plain text.

The plain text is lower case, and every place in it can be traced back to the message as it was written, so
that a reason always quotes words that are really there. Every pattern here takes linear time.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

MOST = 2_000  # characters a rule reads: the longest public message, about; beyond, patterns only cost time

# Text beginning http://, https:// or www. (definition 45). Links go before anybody looks for a question mark.
LINK = re.compile(r"https?://\S*|(?<![^\W_])www\.\S*", re.IGNORECASE)
# @name, @name.host, @user@host, and the @someone that strangers' handles become; never inside an e-mail address.
HANDLE = re.compile(r"(?<!\w)[@＠][\w.-]*\w(?:@[\w.-]*\w)?")
EMAIL = re.compile(r"(?<![\w.+@＠-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*")
_AT, _DOT = (rf"(?:\s{{1,3}}{word}\s{{1,3}}|\s?[(\[{{]\s?{word}\s?[)\]}}]\s?)" for word in ("at", "dot"))
DISGUISED = re.compile(  # jo dot bloggs (at) mail dot com
    rf"[\w.+-]{{1,40}}(?:{_DOT}[\w-]{{1,40}}){{0,3}}{_AT}[\w-]{{1,40}}(?:{_DOT}[\w-]{{1,40}}){{0,2}}"
    rf"{_DOT}(?:com|org|net|uk|wales|cymru|scot|gov|co|info|social)(?!\w)",
    re.IGNORECASE,
)
BARE_LINK = re.compile(
    r"(?<![\w@.])[\w-]{1,60}(?:\.[\w-]{1,60}){0,3}\.(?:uk|com|org|wales|cymru|scot)(?:/\S*|[\\?#&\[]\S*\w\S*)?(?!\w)"
    r"|(?<![\w@.])[\w-]{2,60}(?:\.[\w-]{1,60}){0,3}\.[a-z]{2,6}/[\w-]\S*"
)
ENTITY = re.compile(r"&(amp|lt|gt|quot|apos|nbsp|#0?39|#x27);", re.IGNORECASE)
ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": " "}
HASH = re.compile(r"[#＃](?=\w)")
UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0f"  # zero-width characters, soft hyphen, emoji selector
STRAIGHT = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‛": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
    }
    | {"？": "?", "！": "!", "…": ".", "–": "-", "—": "-", "\n": ".", "\r": ".", "\u2028": ".", "\u2029": "."}
    | dict.fromkeys(UNSEEN, " ")
)


def one_of(*patterns: str) -> str:
    """Return a pattern that fits where one of these fits."""
    return f"(?:{either(*patterns)})"


def either(*patterns: str) -> str:
    """Return alternatives without brackets around them: Python tries a flat list of them much faster."""
    return "|".join(patterns)


def words_of(*lines: str) -> str:
    """Return a pattern for one of the words on these lines."""
    return one_of(*split(*lines))


def split(*lines: str) -> list[str]:
    """Return the words on these lines."""
    return " ".join(lines).split()


def without_names(text: str) -> str:
    """Return a text without its links and @handles."""
    return HANDLE.sub("", LINK.sub("", text))


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule says of a message, which rule it was, and the very words that made it say so."""

    value: str
    rule: str
    why: str = ""
    words: str = ""  # as written in the message; empty where no words speak

    @property
    def reason(self) -> str:
        """Return the reason as a person reads it, such as: question-word opening 'how do I'."""
        return f"{self.why} '{self.words}'" if self.words else self.why

    def __bool__(self) -> bool:
        return self.value not in ("", "no")


NO = Found("no", "none")
DENIED = Found("no", "denied")  # its words look like it, and say that it is none


@dataclass(frozen=True, slots=True)
class Words:
    """A message, its plain text, and the way back."""

    raw: str  # as written, capped
    level: str  # the same length: links, handles and marks blanked, straight quotes, lower case
    plain: str  # `level` with its spaces joined

    def quote(self, start: int, end: int) -> str:
        """Return what was written where the plain text has `start` to `end`."""
        while start < end and self.plain[start] == " ":
            start += 1
        before = start - self.plain.count(" ", 0, start)
        inside = end - start - self.plain.count(" ", start, end)
        if not inside:
            return ""
        places = [place for place, sign in enumerate(self.level) if not sign.isspace()]
        return self.raw[places[before] : places[before + inside - 1] + 1]


@lru_cache(maxsize=64)
def read(text: str) -> Words:
    """Return a message's words. The last few are remembered, since every rule reads the same message."""
    raw = text[:MOST]
    level = LINK.sub(_blank, raw) if "http" in raw.lower() or "www." in raw.lower() else raw
    level = EMAIL.sub(_blank, level) if "@" in level else level
    level = DISGUISED.sub(_blank, level) if "dot" in level.lower() else level
    level = HANDLE.sub(_blank, level) if "@" in level or "＠" in level else level
    level = ENTITY.sub(_decoded, level) if "&" in level else level
    level = HASH.sub(" ", lower(level).translate(STRAIGHT))
    level = BARE_LINK.sub(_blank, level) if "." in level else level
    return Words(raw, level, " ".join(level.split()))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _decoded(match: re.Match[str]) -> str:
    """Return an entity's character, padded to its length."""
    return ENTITIES.get(match[1].lower(), "'").ljust(len(match[0]))


def lower(text: str) -> str:
    """Return the text in lower case and of the same length (a few letters grow: İ)."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
