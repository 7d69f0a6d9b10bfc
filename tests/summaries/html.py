"""A page as its reader finds it: what it shows, and its elements."""

from html.parser import HTMLParser


class Read(HTMLParser):
    """What a page shows, and its elements with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.shown, self.elements, self._hidden = "", [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._hidden = tag in ("style", "script")

    def handle_endtag(self, _tag):
        self._hidden = False

    def handle_data(self, data):
        if not self._hidden:
            self.shown += f" {data}"
