"""Turns an entry's HTML into the words a reader sees, and the links in it. Pure.

The standard library's reader takes a minute over 100 kB of hostile HTML (Python 3.11); this one is linear.
"""

import html
import re
from collections.abc import Iterator

UNSEEN = {"script", "style", "template", "noscript", "iframe", "object", "svg", "head", "title"}
BREAKS = {
    "p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "blockquote", "pre", "figure",
}  # fmt: skip
NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]{0,20})")
HREF = re.compile(r"""\shref\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
MENTION = re.compile(r"""\sclass\s{0,9}=\s{0,9}["'](?:[\w-]+\s)*mention[\s"']""", re.IGNORECASE)
NO_SIGN = re.compile(
    r"&#[xX]?[0-9a-fA-F]{9,};?"
)  # numbers of no character; Python refuses to read endless ones
SPACES = re.compile(r"[ \t\r\f\v\xa0]+")
GAPS = re.compile(r" ?\n[ \n]*")
MOST_LINKS = 200


def plain_text(source: str) -> tuple[str, list[str]]:
    """Return the words and the links of a piece of HTML, however badly it is made."""
    words: list[str] = []
    links: list[str] = []
    for is_tag, piece in _pieces(source):
        if not is_tag:
            words.append(_unescaped(piece).replace("\n", " "))
            continue
        found = NAME.match(piece)
        name = found[1].lower() if found else ""
        if name in BREAKS:
            words.append("\n")
        is_link = name == "a" and len(links) < MOST_LINKS and not MENTION.search(piece)  # a person is no site
        link = _href(piece) if is_link else ""
        if link.lower().startswith(("http://", "https://")):
            links.append(link)
    return GAPS.sub("\n", SPACES.sub(" ", "".join(words))).strip(), links


def _pieces(source: str) -> Iterator[tuple[bool, str]]:
    """Yield (is it a tag, its inside or the text) in order; what no reader sees is left out."""
    lowered, at = source.lower(), 0
    while (start := source.find("<", at)) >= 0:
        yield False, source[at:start]
        if source.startswith("<!--", start):
            end, after = source.find("-->", start), 3
        elif source[start + 1 : start + 2] in ("/", "!", "?") or source[start + 1 : start + 2].isalpha():
            end, after = source.find(">", start), 1
        else:
            yield False, "<"
            at = start + 1
            continue
        if end < 0:
            return  # a tag that never ends hides the rest, as in a browser
        tag, at = source[start + 1 : end], end + after
        yield True, tag
        found = NAME.match(tag)
        if found and found[1].lower() in UNSEEN and tag[0] != "/" and tag[-1] != "/":
            at = lowered.find(f"</{found[1].lower()}", at)
            if at < 0:
                return
    yield False, source[at:]


def _href(tag: str) -> str:
    found = HREF.search(tag)
    return _unescaped(next(part for part in found.groups() if part is not None)).strip() if found else ""


def _unescaped(text: str) -> str:
    return html.unescape(NO_SIGN.sub("", text))
