"""A monthly summary on paper: PDF/UA-1 and PDF/A-2a, the same bytes for the same content."""

import json
import re
import unicodedata
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from fontTools.ttLib import TTFont

from summaries.content import Content

TEMPLATES, FONTS = Path(__file__).parent / "templates", Path(__file__).parent / "fonts"
UNSEEN = (
    "Cc",
    "Cf",
    "Cn",
    "Co",
    "Cs",
    "Mn",
    "Me",
)  # controls, turners of the reading, lone marks over letters
NOT_SHOWN = "[…]"  # what stands for letters that no font here has: one of them would end the whole document


def paper(content: Content) -> bytes:
    """Return the document. What was typed or posted is read as data: none of it is ever layout."""
    return typst.compile(  # type: ignore[call-overload,no-any-return]  # its types know of one file alone
        {
            "main.typ": (TEMPLATES / "summary.typ").read_bytes(),
            "content.json": json.dumps(_printable(content)).encode(),
        },
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        pdf_standards=[
            "ua-1",
            "a-2a",
        ],  # typst refuses what doesn't hold to them, a picture without words say
        timestamp=datetime.fromisoformat(content["as_of"]),
    )


def printable(told: str) -> str:
    """Return text that the fonts here can show: no controls, no marks that turn the reading, unknown letters as […]."""
    kept: list[str] = []
    for sign in re.sub(r"\s+", " ", unicodedata.normalize("NFC", told)).strip():
        if unicodedata.category(sign) in UNSEEN:
            continue
        if ord(sign) in _known():
            kept.append(sign)
        elif kept[-1:] != [NOT_SHOWN]:
            kept.append(NOT_SHOWN)
    return "".join(kept)


def _printable(told: Any) -> Any:
    if isinstance(told, dict):
        return {name: one if name == "picture" else _printable(one) for name, one in told.items()}
    if isinstance(told, list):
        return [_printable(one) for one in told]
    return printable(told) if isinstance(told, str) else told


@cache
def _known() -> frozenset[int]:
    """Return the signs that every font here has."""
    return frozenset.intersection(*map(_signs, FONTS.glob("*.ttf")))


def _signs(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
