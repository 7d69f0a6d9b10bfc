"""Months as they were frozen when they closed: what the communications team and leadership read of them."""

from dashboard import services, sources
from dashboard.nouns import Frozen
from dashboard.viewer import NotForYou, Role, Viewer
from people import naming
from store.editions import Edition
from wording import refusals
from wording.language import language

PAPER, FOR_COMMITTEE = "pdf", "committee.pdf"
FORMS = {
    PAPER: "application/pdf",
    "html": "text/html",
    "json": "application/json",
    FOR_COMMITTEE: "application/pdf",
}
NAMING = frozenset({PAPER, "html", "json"})  # forms that name people, where the month does


def edition(viewer: Viewer, month: str) -> Frozen | None:
    """Return a month as it was frozen, less whoever may no longer be named; None where it hasn't been.

    Raise NotForYou, StoreTrouble.
    """
    services.allow(viewer, Role.COMMS, Role.LEADERSHIP)
    found = sources.editions().get(month)
    if found is None:
        return None
    facts = sources.facts_of(found)
    gone = naming.ended(sources.desk(), found.names, sources.live_accounts(facts["time_zone"]))
    hold = sources.hold(facts["time_zone"])
    return Frozen(
        found,
        naming.without(facts, gone),
        polling_on=hold.polling_on if hold else None,
        is_whole=not gone and not hold,
        late=sources.published().late().get(month),
    )


def months(viewer: Viewer) -> list[Edition]:
    """Return the latest edition of each month that was frozen, newest first. Raise NotForYou, StoreTrouble."""
    services.allow(viewer, Role.COMMS, Role.LEADERSHIP)
    return sorted(sources.editions().values(), key=lambda one: one.month, reverse=True)


def forms(frozen: Frozen) -> list[str]:
    """Return in which forms a month is handed out now: as long as somebody mustn't be named, in those without names."""
    return [form for form in FORMS if frozen.is_whole or form not in NAMING]


def document(viewer: Viewer, month: str, form: str, in_language: str = "") -> bytes:
    """Return a frozen month as it is handed out, in one of FORMS. Raise NotForYou, StoreTrouble."""
    found = edition(viewer, month)
    may_have = found is not None and form in forms(found)
    written = (
        sources.document_of(found.edition, form, in_language or language()) if found and may_have else None
    )
    if written is None:
        raise NotForYou(refusals.no_such_file())
    return written


def paper(frozen: Frozen) -> str:
    """Return the form of the paper that is handed out now."""
    return PAPER if frozen.is_whole else FOR_COMMITTEE


def other_languages(frozen: Frozen) -> list[str]:
    """Return in which other languages than the reader's there is paper of a month."""
    form = paper(frozen)
    return sorted(of for kept, of in frozen.edition.documents if kept == form and of != language())
