"""A document as one web page: no script, no file besides, readable aloud and on a phone, and printed."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from summaries.look import Content
from summaries.printable import readable

TEMPLATES = Path(__file__).parent / "templates"


def page(content: Content) -> str:
    """Return the page. Whatever was typed or posted is text in it, never markup."""
    return _environment().get_template(f"{content['template']}.html.j2").render(c=content)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda told: (
            readable(told) if type(told) is str else told
        ),  # what is markup already stays it
        trim_blocks=True,
        lstrip_blocks=True,
    )
