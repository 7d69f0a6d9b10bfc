"""Text that the fonts of the documents can show and a column can hold: what people typed may be anything at all."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

from summaries.links import UNSEEN

FONTS = Path(__file__).parent / "fonts"
LATIN = "PublicSans"  # in three weights; every other font here has one
OTHERS = ("NotoEmoji", "NotoSansArabic", "NotoSansBengali", "NotoSansDevanagari", "NotoSansGurmukhi")

# Letters of what others typed. More is a mistake or an attack, and would push the figures off their pages.
NAME, PLATFORM = 80, 30

NOT_SHOWN = "[…]"  # what stands for letters that no font here has: one of them would end the whole document
ELLIPSIS = "…"
UNREAD = ("picture", "url")  # what of a content isn't text that somebody reads
MARKS = ("Mn", "Mc", "Me")
MOST_MARKS = 3  # on one letter: no script here puts more, and a pile of them lies over the lines around it
JOINERS = "\u200c\u200d"
SKIN, TAGS = range(0x1F3FB, 0x1F400), range(0xE0020, 0xE0080)  # of emoji: they alter the sign before them
REMEMBERED = 2048  # texts: the guidance and the method are the same on every card of a council
BREAK = "\u200b"  # where a line may end within a word
WIDEST_PIECE = (
    12.0  # of a word without a place to end a line, in widths of an m: less than the narrowest column
)
UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
ADDRESS = re.compile(r"\bhttps?://(?:[^\s/?#@]*@)?([^\s/?#:@]+)[^\s]*", re.IGNORECASE)


@lru_cache(maxsize=REMEMBERED)
def printable(told: str) -> str:
    """Return text that the fonts here can show: no controls, nothing that turns the reading, unknown letters as […].

    Of an address of the web its site is left, and long words get places to end a line at.
    """
    known = ADDRESS.sub(r"\1", re.sub(r"\s+", " ", unicodedata.normalize("NFC", told)).strip())
    pieces: list[str] = []
    for letter in _letters(known):
        shown = _shown(letter)
        if shown and not (shown == NOT_SHOWN and pieces[-1:] == [NOT_SHOWN]):
            pieces.append(shown)
    return "".join(_with_breaks(pieces))


def in_all(told: Any) -> Any:
    """Return a content whose every text is printable; pictures, and where links lead, are left as they are."""
    if isinstance(told, dict):
        return {name: one if name in UNREAD else in_all(one) for name, one in told.items()}
    if isinstance(told, list):
        return [in_all(one) for one in told]
    return printable(told) if isinstance(told, str) else told


def readable(told: str) -> str:
    """Return text as a page may hold it: no halves of letters, no controls, nothing that turns the reading."""
    return UNREADABLE.sub("", told)


@lru_cache(maxsize=REMEMBERED)
def short(told: str, most: int) -> str:
    """Return text of at most so many letters, with … where some are left out: a name may be a whole book."""
    letters = list(_letters(re.sub(r"\s+", " ", told[: 20 * most]).strip()))
    if len(letters) <= most and len(told) <= 20 * most:
        return "".join(letters)
    return "".join(letters[: most - 1]).rstrip() + ELLIPSIS


def short_or_not_shown(told: str, most: int) -> str:
    """Return what something is called, at most so many letters of it; a name that can't be shown at all is […]."""
    found = short(told, most)
    return found if printable(found) else NOT_SHOWN


def _letters(told: str) -> Iterator[str]:
    """Yield the letters as people count them: each with its marks, and an emoji with what alters it."""
    letter = ""
    for sign in told:
        if letter and _goes_with(sign, letter):
            letter += sign
            continue
        if letter:
            yield letter
        letter = sign
    if letter:
        yield letter


def _goes_with(sign: str, letter: str) -> bool:
    if unicodedata.category(sign) in MARKS or sign in JOINERS or ord(sign) in SKIN or ord(sign) in TAGS:
        return True
    return letter[-1] == JOINERS[1] and ord(sign) in _signs("NotoEmoji") and not sign.isascii()


def _shown(letter: str) -> str:
    """Return a letter with those of its marks that its font has too, [...] where none has it, or nothing."""
    base, marks = letter[0], letter[1:]
    if unicodedata.category(base) in (*UNSEEN, *MARKS):
        return ""
    font = next((name for name in (LATIN, *OTHERS) if ord(base) in _signs(name)), None)
    if font is None:
        return NOT_SHOWN
    kept = "".join(sign for sign in marks if ord(sign) in _signs(font))
    most = len(kept) if font == OTHERS[0] else MOST_MARKS
    return base + kept[:most]


def _with_breaks(pieces: list[str]) -> Iterator[str]:
    """Yield the letters, and in words that are too wide for a column places to end a line at."""
    wide = 0.0
    for piece in pieces:
        more = sum(_width(sign) for sign in piece)
        if wide and wide + more > WIDEST_PIECE and piece != " ":
            yield BREAK
            wide = 0.0
        yield piece
        wide = 0.0 if piece == " " else wide + more


def _width(sign: str) -> float:
    return next((_signs(name)[ord(sign)] for name in (LATIN, *OTHERS) if ord(sign) in _signs(name)), 0.0)


@cache
def _signs(font: str) -> dict[int, float]:
    """Return the signs that a font has in each of its weights, with their greatest width."""
    weights = [_read(path) for path in sorted(FONTS.glob(f"{font}_*.ttf"))]
    return {
        sign: max(one[sign] for one in weights) for sign in weights[0] if all(sign in one for one in weights)
    }


def _read(path: Path) -> dict[int, float]:
    with TTFont(path, lazy=True) as font:
        widths, em = font["hmtx"], font["head"].unitsPerEm
        return {sign: widths[glyph][0] / em for sign, glyph in font.getBestCmap().items()}
