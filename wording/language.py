"""The language of whoever reads: chosen for a page, a command or a document; English where nobody chose.

Every sentence begins as English in the code, `_("Asked {ago}", ago=...)`, and is looked up in the catalogue of the
reader's language: catalogues/LANGUAGE.po, gettext's own files with that language's plural forms. `python -m
wording.catalogue` brings them up to date with the code.
"""

import io
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CATALOGUES = Path(__file__).with_name("catalogues")
DEFAULT = "en"

_language: ContextVar[str] = ContextVar("language", default=DEFAULT)


def languages() -> tuple[str, ...]:
    """Return the languages there are catalogues for."""
    return tuple(sorted(path.stem for path in CATALOGUES.glob("*.po")))


def language() -> str:
    """Return the language that is being read in."""
    return _language.get()


def is_draft(signed: Collection[str]) -> bool:
    """Say whether the words that are read are of a translation that nobody has signed; `signed` are those that are."""
    return language() != DEFAULT and language() not in signed


@contextmanager
def reading_in(chosen: str) -> Iterator[None]:
    """Make every sentence inside in this language. Raise ValueError where there is no catalogue of it."""
    if chosen not in languages():
        raise ValueError(f"There are no words in {chosen!r}. There are: {', '.join(languages())}.")
    token = _language.set(chosen)
    try:
        yield
    finally:
        _language.reset(token)


def gettext(message: str, /, **values: object) -> str:
    """Return a message in the reader's language, its {names} filled in."""
    return (
        _catalogue(_language.get()).gettext(message).format(**values) if message else ""
    )  # else the catalogue's head


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """Return the form of a message that goes with a number, which stands in it as {n}, with commas."""
    message = _catalogue(_language.get()).ngettext(one, many, number)
    return message.format(n=f"{number:,}", **values)


def template(message: str, /, **known: str) -> str:
    """Return a message in the reader's language, its {names} left for whoever draws it (dashboard/ui/markup.py).

    Those that are `known` are filled in, with words of the house; what somebody typed is left to be drawn.
    """
    return _partly(_catalogue(_language.get()).gettext(message), known)


def ntemplate(one: str, many: str, number: int, /, **known: str) -> str:
    """Return the form of a message that goes with a number, its {names}, {n} too, left for whoever draws it."""
    return _partly(_catalogue(_language.get()).ngettext(one, many, number), known)


def _partly(told: str, known: Mapping[str, str]) -> str:
    for name, value in known.items():
        told = told.replace(f"{{{name}}}", value)
    return told


@cache
def _catalogue(chosen: str) -> NullTranslations:
    """Return a catalogue as gettext reads it, made of its text once a process."""
    compiled = io.BytesIO()
    with (CATALOGUES / f"{chosen}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=chosen))
    compiled.seek(0)
    return GNUTranslations(compiled)
