"""A PDF as its reader finds it: the words of its pages, and where its links lead."""

import pymupdf


def pages(pdf: bytes) -> list[str]:
    """Return the words of each page, one space between two."""
    with pymupdf.open(stream=pdf) as opened:
        return [" ".join(one.get_text().split()) for one in opened]


def text(pdf: bytes) -> str:
    """Return the words of all pages, one space between two."""
    return " ".join(pages(pdf))


def links(pdf: bytes) -> list[str]:
    """Return where the links lead, page by page."""
    with pymupdf.open(stream=pdf) as opened:
        return [link["uri"] for one in opened for link in one.get_links()]
