"""HTML in which a stranger's words can only be words: every child and attribute is escaped unless made here."""

import re
from html import escape

from summaries.links import is_web_address

TEMPLATE = re.compile(r"\{(\w+)\}")


class Html(str):
    """Text that is HTML already. Only this file makes it."""

    __slots__ = ()


def el(tag: str, *children: str | None, **attributes: str | int | float | bool | None) -> Html:
    """Return an element. Plain strings are escaped; `class_` is class, `aria_label` is aria-label."""
    inside = "".join([child if type(child) is Html else escape(child) for child in children if child])
    outside = "".join([_attribute(name, value) for name, value in attributes.items()]) if attributes else ""
    return Html(f"<{tag}{outside}>{inside}</{tag}>")


def join(*parts: str | None) -> Html:
    """Return several pieces one after the other, each escaped unless it is HTML."""
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in parts if part))


def fill(template: str, **parts: str | None) -> Html:
    """Return a sentence of wording/ with its {names} filled in: words are escaped, HTML made here stays HTML."""
    texts = TEMPLATE.split(template)  # text, name, text, name, ..., text
    return join(*(parts[text] if place % 2 else text for place, text in enumerate(texts)))


def bdi(text: str) -> Html:
    """Return what somebody typed, a name, a ward, a handle, a reason, so that its direction moves nothing beside it."""
    return el("bdi", text)


def outside_link(url: str, *words: str, spoken: str | None = None) -> Html | None:
    """Return a link to a public post, or None when the address isn't a plain web address."""
    if not is_web_address(url):
        return None
    return el("a", *words, href=url, target="_blank", rel="noopener noreferrer", aria_label=spoken)


def post(text: str, passage: Html | None = None, at: int = 0, *, until: int = 0) -> Html:
    """Return a post's words, literally. The one way strangers' words reach a page.

    `passage` stands in place of what the text has from `at` to `until`.
    """
    if passage is None:
        return el("p", text.strip(), class_="words", dir="auto")
    return el("p", text[:at].lstrip(), passage, text[until:].rstrip(), class_="words", dir="auto")


def marked(words: str, before: str, after: str) -> Html:
    """Return some words marked; a screen reader hears what is said before and after them."""
    spoken = [el("span", one, class_="unseen-words") for one in (before, after)]
    return el("mark", spoken[0], words, spoken[1])


def _attribute(name: str, value: str | int | float | bool | None) -> str:
    if value is None or value is False:
        return ""
    plain = name.rstrip("_").replace("_", "-")
    return f" {plain}" if value is True else f' {plain}="{escape(str(value))}"'
