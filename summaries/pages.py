"""A document as one web page: no script, no file besides, readable aloud and on a phone, and printed."""

from summaries.look import Content
from summaries.templating import filled


def page(content: Content) -> str:
    """Return the page. Whatever was typed or posted is text in it, never markup."""
    return filled(f"{content['template']}.html.j2", content)
