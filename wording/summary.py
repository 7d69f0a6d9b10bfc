"""Leadership's month in sentences, from its facts alone (pipelines/summarise/council_facts.py)."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from facts import to_us
from metrics.statistics.changes import Verdict
from wording import changes, nouns, numbers, results, times
from wording.language import gettext as _
from wording.language import ngettext
from wording.reasons import capitalised

Facts = Mapping[str, Any]
HEAD = 0  # the place of the figure that the month's one sentence is about


def title() -> str:
    """Return what the document is called."""
    return _("Members online")


def for_whom() -> str:
    """Return whom it is for."""
    return _("Monthly summary for leadership")


def headline(facts: Facts) -> tuple[str, str]:
    """Return the month in one sentence, and whether anything really changed."""
    figure = facts["figures"][HEAD]
    now, before = changes.row(figure), changes.row(figure, "month_before")
    if not results.is_number(now):
        month = times.month(now["label"])
        return _(
            "How many questions members answered in {month} can't be said.", month=month
        ), changes.rests_on(now)
    share, month = numbers.per_cent(now["value"]), times.month_alone(before["label"])
    if not results.is_number(before):
        told = _("Members answered {share} of residents' questions within a day.", share=share)
        return told, _("There is no figure of {month} to put beside it.", month=month)
    was, verdict = numbers.per_cent(before["value"]), Verdict(figure["change"]["verdict"])
    if not changes.is_told_alike(figure):
        verdict = Verdict.NO_CLEAR_CHANGE  # of all: told beside each other, and no more
    return _beside(verdict, share=share, was=was, month=month), changes.is_it_real(figure)


def _beside(verdict: Verdict, **told: str) -> str:
    if verdict is Verdict.IMPROVED:
        return _(
            "Members answered {share} of residents' questions within a day, up from {was} in {month}.", **told
        )
    if verdict is Verdict.WORSE:
        return _(
            "Members answered {share} of residents' questions within a day, down from {was} in {month}.",
            **told,
        )
    return _(
        "Members answered {share} of residents' questions within a day; in {month} it was {was}.", **told
    )


def the_others(facts: Facts) -> str:
    """Return how the other figures that have a verdict fared, in one sentence; nothing where there are none."""
    found = [figure["change"] for figure in (*facts["figures"], *facts["beside"]) if figure["change"]]
    of = Counter(Verdict(change["verdict"]) for change in found[1:])
    improved, worse, same = of[Verdict.IMPROVED], of[Verdict.WORSE], of[Verdict.NO_CLEAR_CHANGE]
    unsure = of[Verdict.TOO_FEW] + of[Verdict.NOT_COMPARABLE]
    parts = [
        ngettext("{n} other figure improved", "{n} other figures improved", improved) if improved else "",
        ngettext("{n} other figure is worse", "{n} other figures are worse", worse) if worse else "",
        ngettext("{n} other shows no clear change", "{n} others show no clear change", same) if same else "",
        ngettext("of {n} other it can't be said", "of {n} others it can't be said", unsure) if unsure else "",
    ]
    told = nouns.listed([part for part in parts if part])
    return f"{capitalised(told)}." if told else ""


def asked(facts: Facts) -> str:
    """Return how many questions there were, and how that compares; nothing where there is nothing to say."""
    figure = changes.row(facts["figures"][HEAD])
    if not figure["n"]:
        return ""
    told = nouns.questions(figure["n"])
    change = facts["a_day"][HEAD] if facts["a_day"] else None
    month = times.month_alone(change["since"]) if change else ""
    if change and change["verdict"] == Verdict.ROSE:
        return _(
            "Residents asked {questions} that count here, more a day than in {month}.",
            questions=told,
            month=month,
        )
    if change and change["verdict"] == Verdict.FELL:
        return _(
            "Residents asked {questions} that count here, fewer a day than in {month}.",
            questions=told,
            month=month,
        )
    return _("Residents asked {questions} that count here.", questions=told)


def steps(facts: Facts) -> list[str]:
    """Return what a person could do now, each with its number; a sentence of thanks where nothing stands out."""
    waiting, silent, members = facts["waiting"], facts["silent"], facts["members"]
    found = [
        ngettext(
            "Ask the {n} member for whom residents wait whether they would like help.",
            "Ask the {n} members for whom residents wait whether they would like help.",
            waiting["members"],
        )
        if waiting["members"]
        else "",
        ngettext(
            "Offer the {n} member with a silent account a short session, or help to close it well.",
            "Offer the {n} members with a silent account a short session, or help to close it well.",
            silent["members"],
        )
        if silent["members"]
        else "",
        ngettext(
            "Ask the administrator why {n} member could not be seen well enough.",
            "Ask the administrator why {n} members could not be seen well enough.",
            members["not_seen"],
        )
        if members["not_seen"]
        else "",
    ]
    return [one for one in found if one] or [_("Nothing stands out: thank the members for their answers.")]


def waiting(facts: Facts) -> str:
    """Return who waited at the close, as a fact."""
    found = facts["waiting"]
    if not found["questions"]:
        return _("At the close nobody had waited between a day and 14 days for an answer we could see.")
    return _(
        "At the close {questions} had waited between a day and 14 days, the longest {days}.",
        questions=nouns.questions(found["questions"]),
        days=numbers.days(found["longest_days"]),
    )


def silent(facts: Facts) -> str:
    """Return how many accounts were silent at the close, as a fact."""
    found = facts["silent"]
    return ngettext(
        "{n} of {all} accounts had been silent for longer than is usual for it.",
        "{n} of {all} accounts had been silent for longer than is usual for them.",
        found["accounts"],
        all=found["of_accounts"],
    )


def coverage(facts: Facts) -> str:
    """Return how many members count, in one line that adds up."""
    found = facts["members"]
    return _(
        "Of {all}, {seen} could be read well enough and count; {not_seen} could not, and {not_read} have no account "
        "that is read. Nobody who wasn't seen is counted as silent.",
        all=nouns.members(found["all"]),
        seen=f"{found['seen']:,}",
        not_seen=f"{found['not_seen']:,}",
        not_read=f"{found['not_read']:,}",
    )


def platforms(facts: Facts) -> list[str]:
    """Return of each platform how many accounts were seen: 'Bluesky: 17 of 18 accounts'."""
    return [
        _(
            "{platform}: {seen} of {accounts}",
            platform=one["name"],
            seen=f"{one['seen']:,}",
            accounts=ngettext("{n} account", "{n} accounts", one["accounts"]),
        )
        for one in facts["platforms"]
    ]


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
        _("A median has a range and no verdict: the share answered within a day carries it."),
        _("Members are never ranked, and what is of fewer than five members is withheld."),
    ]


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


def key() -> str:
    """Return what the dots and the band of a picture mean."""
    return _(
        "In the pictures of 13 months a dot is a month with its 95% range, and the shaded band is where the twelve "
        "months before ordinarily lie. The ends of each scale stand beside it."
    )


def edition(facts: Facts) -> str:
    """Return which edition this is: of which revision, and as of when."""
    as_of_us = to_us(datetime.fromisoformat(facts["as_of"]))
    told = _("Closed on {moment}.", moment=times.full(as_of_us, facts["time_zone"]))
    if facts["revision"] == 1:
        return _("First edition. {closed}", closed=told)
    return _("Revision {number}. {closed}", number=facts["revision"], closed=told)


def in_language(language: str) -> str:
    """Return what a document in another language is called, in that language."""
    return {"en": "PDF in English", "cy": "PDF yn Gymraeg"}[language]


def download(form: str) -> str:
    """Return what a document is called where it can be downloaded."""
    return {"pdf": _("Download PDF"), "html": _("Web page"), "json": _("Facts (JSON)")}[form]


def draft() -> str:
    """Return that these words are a draft."""
    return _("Draft translation: nobody who speaks the language has signed it yet.")


def invented() -> str:
    """Return that a council is invented."""
    return _("Invented people, places and posts.")
