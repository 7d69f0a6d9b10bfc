"""Months as they were frozen when they closed: what the communications team and leadership read of them."""

from dashboard import services, sources
from dashboard.nouns import Frozen
from dashboard.viewer import NotForYou, Role, Viewer
from people import redaction
from store.editions import Edition
from store.published import Row
from summaries.content import content
from summaries.rendering import PAGE, PAPER, rendered
from wording import refusals
from wording.language import language, reading_in

FOR_COMMITTEE = "committee.pdf"
FORMS = {
    PAPER: "application/pdf",
    PAGE: "text/html",
    "json": "application/json",
    FOR_COMMITTEE: "application/pdf",
}
NAMING = frozenset({PAPER, PAGE, "json"})  # forms that name people, where the month does


def edition(viewer: Viewer, month: str) -> Frozen | None:
    """Return a month as it was frozen, less whoever may no longer be named; None where it hasn't been.

    Raise NotForYou, StoreTrouble.
    """
    services.allow(viewer, Role.COMMS, Role.LEADERSHIP)
    found = sources.editions().get(month)
    if found is None:
        return None
    facts = sources.facts_of(found)
    gone = redaction.ended(sources.desk(), found.names, sources.live_accounts(facts["time_zone"]))
    hold = sources.hold(facts["time_zone"])
    return Frozen(
        found,
        redaction.without(facts, gone),
        polling_on=hold.polling_on if hold else None,
        is_whole=not gone and not hold,
        late=sources.published().late().get(month),
    )


def months(viewer: Viewer) -> list[Edition]:
    """Return the latest edition of each month that was frozen, newest first. Raise NotForYou, StoreTrouble."""
    services.allow(viewer, Role.COMMS, Role.LEADERSHIP)
    return sorted(sources.editions().values(), key=lambda one: one.month, reverse=True)


def as_frozen(viewer: Viewer, rows: list[Row]) -> list[Row]:
    """Return the council's published figures with those of frozen months as they were frozen.

    Between the two lies what came late, and what somebody had who has left since: by the difference anybody could tell.
    Raise NotForYou, StoreTrouble.
    """
    frozen = {
        (one["measure"], month.month): one["now"]
        for month in months(viewer)
        for facts in [sources.facts_of(month)]
        for one in (*facts["figures"], *facts["beside"])
        if one["version"] == sources.measures()[one["measure"]].version
    }
    nothing = dict.fromkeys(("value", "low", "high", "n", "met"))
    return [
        {**row, **nothing, "members_none": 0, **now}
        if (now := frozen.get((row["measure"], row["label"])))
        else row
        for row in rows
    ]


def forms(frozen: Frozen) -> list[str]:
    """Return in which forms a month is handed out now: as long as somebody mustn't be named, in those without names.

    Before an election they are made anew, since each says that nobody is named, and until when.
    """
    if frozen.polling_on:
        return [PAPER, PAGE]
    return [form for form in FORMS if frozen.is_whole or form not in NAMING]


def document(viewer: Viewer, month: str, form: str, in_language: str = "") -> bytes:
    """Return a frozen month as it is handed out, in one of FORMS. Raise NotForYou, StoreTrouble."""
    found = edition(viewer, month)
    written = _written(found, form, in_language or language()) if found and form in forms(found) else None
    if written is None:
        raise NotForYou(refusals.no_such_file())
    return written


def _written(frozen: Frozen, form: str, in_language: str) -> bytes | None:
    if not frozen.polling_on:
        return sources.document_of(frozen.edition, form, in_language)
    if in_language not in frozen.facts["languages"]:
        return None
    with reading_in(in_language):
        return rendered(form, content(frozen.facts, polling_on=frozen.polling_on))


def paper(frozen: Frozen) -> str:
    """Return the form of the paper that is handed out now."""
    return PAPER if frozen.is_whole or frozen.polling_on else FOR_COMMITTEE


def other_languages(frozen: Frozen) -> list[str]:
    """Return in which other languages than the reader's there is paper of a month."""
    return sorted(of for of in frozen.facts["languages"] if of != language())
