"""A document on paper: PDF/UA-1 and PDF/A-2a, the same bytes for the same content."""

import json
from datetime import datetime
from functools import cache
from pathlib import Path

import typst

from summaries.content import Content
from summaries.printable import FONTS, in_all

TEMPLATES = Path(__file__).parent / "templates"
SHARED = "house.typ"  # what every template begins with


def paper(content: Content) -> bytes:
    """Return the document. What was typed or posted is read as data: none of it is ever layout."""
    return typst.compile(  # type: ignore[call-overload,no-any-return]  # its types know of one file alone
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


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
