"""Turns a message's HTML into plain text. Pure; no tag of a stranger's survives it."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

LONGEST_HTML = 100_000  # characters; a message holds 500 to 10,000, so only abuse is cut
# The standard parser looks for the end of each tag anew: a hundred seconds for 100,000 characters of "<a <a".
NO_TAG = re.compile("<(?![a-zA-Z/][^<>]*>)")
UNSEEN = frozenset({"script", "style", "template", "title"})
BLOCKS = frozenset({"p", "div", "blockquote", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr"})
HASHTAG = re.compile(r"#\w*")  # whose link leads to a list on its server
QUOTE_NOTE = "quote-inline"  # "RE: https://...", written into a quote for servers that don't know quotes


def plain_text(html: str, handles: Mapping[str, str]) -> str:
    """Return what a message says: links as their address, mentions as @name@server.

    `handles` gives the handle behind the address of a person's page; a mention of anybody else is @someone.
    """
    reader = _Reader(handles)
    reader.feed(NO_TAG.sub("&lt;", html[:LONGEST_HTML]))
    reader.close()
    lines = "".join(reader.said).split("\n")
    return "\n".join(line.strip() for line in lines).strip()


class _Reader(HTMLParser):
    """Collects the words between the tags."""

    def __init__(self, handles: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.handles = handles
        self.said: list[str] = []
        self._left_out = ""  # the tag of a part that isn't the author's words
        self._left_out_deep = 0
        self._link: tuple[str, bool] | None = None  # address, and whether it is a mention
        self._words: list[str] = []  # inside the link

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        classes = (given.get("class") or "").split()
        if self._left_out:
            self._left_out_deep += tag == self._left_out
        elif tag in UNSEEN or (QUOTE_NOTE in classes and tag in ("p", "span", "div")):
            self._left_out, self._left_out_deep = tag, 1
        elif tag == "a":
            self._end_link()
            is_mention = "mention" in classes and "hashtag" not in classes
            self._link = ((given.get("href") or "").strip(), is_mention)
        elif tag == "br":
            self._say("\n")
        elif tag == "li":
            self._begin_line("\n")
        elif tag in BLOCKS:
            self._begin_line("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if self._left_out:
            self._left_out_deep -= tag == self._left_out
            if not self._left_out_deep:
                self._left_out = ""
        elif tag == "a":
            self._end_link()
        elif tag in BLOCKS:
            self._begin_line("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self._say(data)

    def close(self) -> None:
        super().close()
        self._end_link()

    def _say(self, words: str) -> None:
        (self.said if self._link is None else self._words).append(words)

    def _begin_line(self, gap: str) -> None:
        self._end_link()
        if self.said and not self.said[-1].endswith(gap):
            self.said.append(gap)

    def _end_link(self) -> None:
        if self._link is None:
            return
        (address, is_mention), words = self._link, "".join(self._words).strip()
        self._link, self._words = None, []
        if is_mention:
            self.said.append("@" + self.handles.get(address, "someone"))
        elif HASHTAG.fullmatch(words) or not address.lower().startswith(("http://", "https://")):
            self.said.append(words)
        elif "".join(words.split()).rstrip("…") in address:
            self.said.append(address)
        else:
            self.said.append(f"{words} {address}")
