"""Reads a text as the eye does, and knows where everything stood in it: names are found on the copy, cut in the text.

Marks that can't be seen are left out; signs of other widths, digits of other scripts and spaces become plain ones;
what Markdown, HTML and addresses write around a sign is undone; and a mark on a letter counts as a letter, so that
a word is whole in every script. Pure, and linear in the length of the text.
"""

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# Shown nowhere, beside those that Unicode calls format marks: joiners, choices of a shape, fillers.
UNSEEN = re.compile("[\u034f\u115f\u1160\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
ON_A_LETTER = "ː"  # what a mark on a letter becomes: a letter that no name is written with
# What else people take for a plain sign. A dash is none: the word after it isn't part of a handle.
LIKE = {"\u2010": "-", "\u2011": "-", "⁄": "/", "∕": "/", "｡": "。"}
# Only what can be part of a name or an address: a quote or a space would end one that goes on.
USEFUL = re.compile(r"[\w@.:/\\+?#=&~()\[\]{}-]", re.ASCII)
OTHERWISE = ("<super>", "<sub>", "<circle>", "<square>")  # a small 2 is no digit of a number

AROUND = (
    r"(?<=\t)|(?<=\\)[_@.*~-]|(?<=&)(?:#\d{2,8}|#x[0-9a-f]{2,7}|[a-z]{3,6});"
    r"|(?<=%)(?:(?:25){0,3}[2-7][0-9a-f]|[89a-f][0-9a-f])"
)
ODD_IN_ENGLISH = re.compile(rf"[\t\\&%](?:{AROUND})", re.IGNORECASE)
ODD = re.compile(rf"[\t\\&%\x80-\U0010ffff](?:{AROUND}|(?<=[\x80-\U0010ffff]))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as the eye reads it, and the way back."""

    text: str
    plain: str
    # Where every sign of `plain` begins and ends in the text; empty where both are one.
    starts: Sequence[int] = ()
    ends: Sequence[int] = ()

    def written(self, start: int, end: int) -> str:
        """Return what the text has where the plain one has `start` to `end`."""
        if not self.starts:
            return self.text[start:end]
        return self.text[self.starts[start] : self.ends[end - 1]] if start < end else ""

    def start(self, place: int) -> int:
        """Return where in the text a sign of the plain one begins."""
        return self.starts[place] if self.starts else place

    def end(self, place: int) -> int:
        """Return where in the text that ends which ends before a place in the plain one."""
        return self.ends[place - 1] if self.ends else place


def fold(text: str) -> Folded:
    """Return the text as the eye reads it."""
    if text.isascii() and not ODD_IN_ENGLISH.search(text):
        return Folded(text, text)
    plain: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for found in ODD.finditer(text):
        sign = _undone(found[0])
        if sign == found[0]:
            continue
        at = found.start()
        plain += (text[done:at], sign)
        starts.extend(range(done, at))
        ends.extend(range(done + 1, at + 1))
        if sign:
            starts.append(at)
            ends.append(found.end())
        done = found.end()
    if not done:
        return Folded(text, text)
    starts.extend(range(done, len(text)))
    ends.extend(range(done + 1, len(text) + 1))
    return Folded(text, "".join([*plain, text[done:]]), starts, ends)


@lru_cache(maxsize=10_000)
def _undone(written: str) -> str:
    """Return the one sign that something stands for, nothing where nobody sees it, and itself where it stays."""
    if len(written) == 1:
        return _plain(written)
    meant = _meant(written)
    plain = _plain(meant) if len(meant) == 1 else ""
    return plain if plain == ON_A_LETTER or USEFUL.match(plain) else written


def _meant(written: str) -> str:
    if written[0] == "\\":
        return written[1]
    if written[0] == "&":
        return html.unescape(written)
    code = int(written[-2:], 16)
    return chr(code) if code < 0x80 else "\u0301"  # part of a letter that isn't English


def _plain(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind == "Cf" or UNSEEN.match(sign):
        return ""
    if kind in ("Mn", "Mc"):
        return ON_A_LETTER
    if kind == "Zs" or sign == "\t":
        return " "
    if kind == "Nd":
        return str(unicodedata.decimal(sign))
    if sign in LIKE or unicodedata.decomposition(sign).startswith(OTHERWISE):
        return LIKE.get(sign, sign)
    told = unicodedata.normalize("NFKC", sign)
    return told if USEFUL.fullmatch(told) else sign
