"""What stands around the figures of a monthly summary: its heads, its method, which edition it is, its documents."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from facts import to_us
from metrics import measure_of
from wording import nouns, times
from wording.language import gettext as _
from wording.language import ngettext

Facts = Mapping[str, Any]


def title() -> str:
    """Return what the document is called."""
    return _("Members online")


def for_whom() -> str:
    """Return whom it is for."""
    return _("Monthly summary for leadership")


def heads() -> dict[str, str]:
    """Return the heads of the parts, by part."""
    return {
        "figures": _("The month in four figures"),
        "changes": _("What changed, and is it real?"),
        "steps": _("Next steps"),
        "read": _("How to read this"),
        "waiting": _("Waiting and silent"),
        "seen": _("How much was seen"),
        "method": _("How this is worked out"),
    }


def columns() -> tuple[str, str, str]:
    """Return the heads of the table of what each figure is made of."""
    return _("Figure"), _("Made of"), _("Compared over")


def bars() -> str:
    """Return how the bar of a change is read."""
    return _(
        "On a bar the upright line is no change, and to its right is more; a broken one fits no change too."
    )


def key() -> str:
    """Return what the dots and the band of a picture mean."""
    return _(
        "In the pictures a dot is a month with its 95% range, and the shaded band is where the months before "
        "ordinarily lie: twelve of them, or at least six. The ends of each scale stand beside it. Weeks are of 13 "
        "weeks up to the month's end; they have no band and no verdict, since neighbouring months share nine of them."
    )


def method() -> list[str]:
    """Return how the figures are made, in six lines."""
    return [
        _("Only public posts are read, and only of members who agreed."),
        _("A share needs ten occasions, and a comparison thirty in each month."),
        _(
            "The 95% ranges allow for the fact that one member's questions are more alike than different members'."
        ),
        _(
            "Questions without an answer count as waiting; they are never left out to make a wait look shorter."
        ),
        _(
            "A median, and a share of weeks, are told with “range only”, no verdict: what is answered within a day "
            "carries it."
        ),
        _(
            "No member's figure is shown or ranked, and a share or a wait of fewer than five members is withheld."
        ),
    ]


def edition(facts: Facts) -> str:
    """Return which edition this is: of which revision, and as of when."""
    as_of_us = to_us(datetime.fromisoformat(facts["as_of"]))
    told = which(facts["revision"], as_of_us, facts["time_zone"])
    id_ = f"{facts['month']['label']}/{facts['revision']}"
    return f"{told} {_('Edition {id}.', id=id_)}"


def which(revision: int, as_of_us: int, zone: str) -> str:
    """Return of which revision an edition is, and when its month closed."""
    told = _("Closed on {moment}.", moment=times.full(as_of_us, zone))
    if revision == 1:
        return _("First edition. {closed}", closed=told)
    return _("Revision {number}. {closed}", number=revision, closed=told)


def frozen_months() -> str:
    """Return the head of the list of months that were frozen."""
    return _("Other months")


def revised(facts: Facts, *, names: bool = True) -> str:
    """Return what a revision says that the edition before it didn't; nothing of a first edition.

    Without `names` it doesn't say that others are named now.
    """
    parts = {
        "waiting": _("who waits"),
        "silent": _("silent accounts"),
        "members": _("how many members were seen"),
        "platforms": _("how many accounts were seen"),
        "a_day": _("how many questions there were a day"),
        "named": _("who is named"),
        "erased": _("whoever may no longer be named is taken out"),
        "rest": _("earlier months"),
    }
    changed = [one for one in facts["changed"] if names or one not in ("named", "erased")]
    told = [parts.get(one) or nouns.title(measure_of(one)).lower() for one in changed]
    return _("Different from the edition before: {parts}.", parts=nouns.listed(told)) if told else ""


def late(messages: int, marks: int) -> str:
    """Return what came too late for an edition; nothing where nothing did."""
    parts = [
        ngettext("{n} message of it came in", "{n} messages of it came in", messages) if messages else "",
        ngettext("{n} correction was made", "{n} corrections were made", marks) if marks else "",
    ]
    told = nouns.listed([one for one in parts if one])
    return (
        _("Since it was frozen {parts}: pending, until a revision counts them.", parts=told) if told else ""
    )


def in_language(language: str) -> str:
    """Return what a document in another language is called, in that language."""
    return {"en": "PDF in English", "cy": "PDF yn Gymraeg"}[language]


def download(form: str) -> str:
    """Return what a document is called where it can be downloaded."""
    return {
        "pdf": _("Download PDF"),
        "html": _("Web page"),
        "json": _("Facts (JSON)"),
        "committee.pdf": _("PDF without names"),
    }[form]


def draft() -> str:
    """Return that these words are a draft."""
    return _("Draft translation: nobody who speaks the language has signed it yet.")


def invented() -> str:
    """Return that a council is invented."""
    return _("Invented people, places and posts.")
