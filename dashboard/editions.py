"""Months as they were frozen when they closed: what the communications team and leadership read of them."""

from dashboard import services, sources
from dashboard.nouns import Frozen
from dashboard.viewer import NotForYou, Role, Viewer
from wording import refusals
from wording.language import language

PAPER = "pdf"
FORMS = {"pdf": "application/pdf", "html": "text/html", "json": "application/json"}


def edition(viewer: Viewer, month: str) -> Frozen | None:
    """Return a month as it was frozen; None where it hasn't been. Raise NotForYou, StoreTrouble."""
    services.allow(viewer, Role.COMMS, Role.LEADERSHIP)
    found = sources.editions().get(month)
    return Frozen(found, sources.facts_of(found)) if found else None


def document(viewer: Viewer, month: str, form: str, in_language: str = "") -> bytes:
    """Return a frozen month as it is handed out, in one of FORMS. Raise NotForYou, StoreTrouble."""
    found = edition(viewer, month)
    written = sources.document_of(found.edition, form, in_language or language()) if found else None
    if written is None:
        raise NotForYou(refusals.no_such_file())
    return written


def other_languages(frozen: Frozen) -> list[str]:
    """Return in which other languages than the reader's there is paper of a month."""
    return sorted(of for form, of in frozen.edition.documents if form == PAPER and of != language())
