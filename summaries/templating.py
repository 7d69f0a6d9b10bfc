"""Fills the templates of web pages and messages: whatever was typed or posted is text in them, never markup."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from summaries.look import Content
from summaries.printable import readable

TEMPLATES = Path(__file__).parent / "templates"


def filled(template: str, content: Content) -> str:
    """Return a template, by the name of its file, with a content."""
    return _environment().get_template(template).render(c=content)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(enabled_extensions=("html.j2",)),
        undefined=StrictUndefined,
        finalize=lambda told: (
            readable(told) if type(told) is str else told
        ),  # what is markup already stays it
        trim_blocks=True,
        lstrip_blocks=True,
    )
