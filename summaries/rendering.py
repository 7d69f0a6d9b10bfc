"""A document of a month in the form that is asked for, in the reader's language."""

from summaries.look import Content
from summaries.pages import page
from summaries.paper import paper

PAGE, PAPER = "html", "pdf"


def rendered(form: str, content: Content) -> bytes:
    """Return a document: a web page or paper."""
    return paper(content) if form == PAPER else page(content).encode()
