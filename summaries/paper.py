"""A document on paper: PDF/UA-1 and PDF/A-2a, the same bytes for the same content."""

import json
from datetime import datetime
from functools import cache

import typst

from summaries.look import Content
from summaries.printable import FONTS, in_all
from summaries.templating import TEMPLATES

SHARED = "house.typ"  # what every template begins with
EMPTY_AFTER = 3  # see _forget


def paper(content: Content) -> bytes:
    """Return the document. What was typed or posted is read as data: none of it is ever layout."""
    made: bytes = typst.compile(  # type: ignore[call-overload]  # its types know of one file alone
        {
            "main.typ": (TEMPLATES / f"{content['template']}.typ").read_bytes(),
            SHARED: (TEMPLATES / SHARED).read_bytes(),
            "content.json": json.dumps(in_all(content)).encode(),
        },
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        pdf_standards=[
            "ua-1",
            "a-2a",
        ],  # typst refuses what doesn't hold to them, a picture without words say
        timestamp=datetime.fromisoformat(content["as_of"]).replace(microsecond=0),
    )
    _forget()
    return made


def _forget() -> None:
    """Let typst forget what it worked out for former documents.

    It keeps that through the next ten compiles (seen with 0.15.2: 6 MB of each scorecard, 170 MB in all), and an empty
    one counts too. Three after each, of 3 ms, hold 30 scorecards to 105 MB.
    """
    for _ in range(EMPTY_AFTER):
        typst.compile(b"", format="svg", font_paths=_fonts(), ignore_system_fonts=True)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
