"""Leadership's month in sentences, from its facts alone (pipelines/summarise/council_facts.py)."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from metrics.statistics.changes import Verdict
from wording import changes, nouns, numbers, results, times
from wording.language import gettext as _
from wording.language import ngettext
from wording.reasons import capitalised

Facts = Mapping[str, Any]
HEAD = 0  # the place of the figure that the month's one sentence is about


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
        ngettext("{n} other figure shows no clear change", "{n} other figures show no clear change", same)
        if same
        else "",
        ngettext("of {n} other figure it can't be said", "of {n} other figures it can't be said", unsure)
        if unsure
        else "",
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


def steps(facts: Facts, least: int = 1) -> list[str]:
    """Return what a person could do now, each with its number; a sentence of thanks where nothing stands out.

    Of fewer than the `least` members none is told: whoever knows the council would know who they are.
    """
    waiting, silent, members = facts["waiting"], facts["silent"], facts["members"]
    found = [
        ngettext(
            "Ask the {n} member for whom residents wait whether they would like help.",
            "Ask the {n} members for whom residents wait whether they would like help.",
            waiting["members"],
        )
        if waiting["members"] >= least
        else "",
        ngettext(
            "Offer the {n} member with a silent account a short session, or help to close it well.",
            "Offer the {n} members with a silent account a short session, or help to close it well.",
            silent["members"],
        )
        if silent["members"] >= least
        else "",
        ngettext(
            "Ask the administrator why {n} member could not be seen well enough.",
            "Ask the administrator why {n} members could not be seen well enough.",
            members["not_seen"],
        )
        if members["not_seen"] >= least
        else "",
    ]
    return [one for one in found if one] or [_("Nothing stands out: thank the members for their answers.")]


def waiting(facts: Facts, least: int = 1) -> str:
    """Return how many waited at the close, as a fact; of fewer than the `least` members no number."""
    found = facts["waiting"]
    if 0 < found["members"] < least:
        return _("At the close residents waited for fewer than five members.")
    if not found["questions"]:
        return _("At the close nobody had waited between a day and 14 days for an answer we could see.")
    if found["longest_days"] is None:
        return _(
            "At the close {questions} had waited between a day and 14 days.",
            questions=nouns.questions(found["questions"]),
        )
    return _(
        "At the close {questions} had waited between a day and 14 days, the longest {days}.",
        questions=nouns.questions(found["questions"]),
        days=numbers.days(found["longest_days"]),
    )


def silent(facts: Facts, least: int = 1) -> str:
    """Return how many accounts were silent at the close, as a fact; of fewer than the `least` members no number."""
    found = facts["silent"]
    if 0 < found["members"] < least:
        return _("The accounts of fewer than five members had been silent unusually long.")
    return ngettext(
        "{n} of {all} accounts had been silent unusually long, or had left a question for over 14 days.",
        "{n} of {all} accounts had been silent unusually long, or had left a question for over 14 days.",
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


def platforms(facts: Facts, least: int = 1) -> list[str]:
    """Return of each platform with the `least` accounts how many were seen: 'Bluesky: 17 of 18 accounts'."""
    return [
        _(
            "{platform}: {seen} of {accounts}",
            platform=one["name"],
            seen=f"{one['seen']:,}",
            accounts=ngettext("{n} account", "{n} accounts", one["accounts"]),
        )
        for one in facts["platforms"]
        if one["accounts"] >= least
    ]
