"""The council's press releases, as their sources have them (definition 75). Pure but for reading files.

Source: feeds (RSS or Atom), a folder of text files, and files of rows.
Limits: a feed holds the last few releases, and one that gives summaries holds no more than those. Of a release 20,000
characters are read.
Can't see: when a release was really published: its date is the council's own claim. That one was taken back.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from connectors.tidy import tidy_text

MOST_CHARACTERS = 20_000  # a long release has 8,000
LONGEST_TITLE = 500
LONGEST_LINK = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRelease:
    """One release: its names and addresses as they are, since it is the council's own publication."""

    named: str  # by what its source knows it: an entry's id, a file's place, what a row says
    published_us: int
    title: str  # one line
    text: str
    url: str = ""
    is_dated_by_hand: bool = False  # so that whoever wrote its date may mend it


class NoWords(ValueError):
    """A release that says nothing."""


def read_release(
    named: str,
    published_us: int,
    title: str,
    text: str,
    *,
    url: str = "",
    is_dated_by_hand: bool = False,
) -> ReadRelease:
    """Return a release with its words cleaned, and cut where they are endless. Raise NoWords."""
    title = " ".join(tidy_text(title).split())[:LONGEST_TITLE]
    text = tidy_text(text, most=MOST_CHARACTERS).strip()
    if not any(sign.isalnum() for part in (title, text) for sign in part):
        raise NoWords("it holds no words")
    return ReadRelease(
        named=named,
        published_us=published_us,
        title=title,
        text=text,
        url=web_link(url),
        is_dated_by_hand=is_dated_by_hand,
    )


def web_link(told: str) -> str:
    """Return an address if a browser may open it as it reads; one with a name in it leads elsewhere than it seems."""
    told = told.strip()
    try:
        parts = urlsplit(told)
        is_link = bool(parts.scheme in ("http", "https") and parts.hostname and parts.username is None)
    except ValueError:  # such as http://[
        return ""
    return told if is_link and told.isprintable() and " " not in told and len(told) <= LONGEST_LINK else ""
