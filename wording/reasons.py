"""Why a result is as it is: the published reasons, `{"code": ..., its parameters}`, as words.

The command line names accounts as they are registered and days in UTC; a page says the platform and the council's
day. The sentence is the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from facts import Unseen, from_us
from metrics.measure import Measure
from wording import nouns
from wording.language import gettext as _
from wording.language import template
from wording.reading import Reading

Reason = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Style:
    """How accounts and days are told."""

    at: Callable[[Sequence[str]], str]  # accounts -> what follows "was seen"
    day: Callable[[int], str]
    names: nouns.Names


def why(reason: Reason, names: nouns.Names) -> str:
    """Return a reason as the command line says it: no sentence, but what would follow "because"."""
    return _said(
        reason, Style(lambda some: f": {', '.join(some)}", lambda us: f"{from_us(us):%Y-%m-%d}", names)
    )


def sentence(reason: Reason, reading: Reading) -> str:
    """Return a reason as a sentence of a page."""

    def at(accounts: Sequence[str]) -> str:
        places = dict.fromkeys(nouns.platform_of(account, reading.platforms) for account in accounts)
        return _(" on {platforms}", platforms=nouns.listed(list(places)))

    told = _said(reason, Style(at, reading.day, reading.platforms))
    return capitalised(told if told.endswith(".") else f"{told}.")


def capitalised(told: str) -> str:
    """Return words as a sentence begins."""
    return f"{told[:1].upper()}{told[1:]}"


def occasion(measure: Measure, reason: Reason) -> str:
    """Return what was seen of one occasion of a measure."""
    if reason["code"] == CHANGED_SINCE:
        return _("changed since")
    words = measure.reasons.get(reason["code"])
    if words is None:
        return _of_another_version()
    parameters = {name: value for name, value in reason.items() if name not in ("code", *measure.facts)}
    if measure.facts:
        parameters["facts"] = ", ".join(fact(measure, name, reason.get(name)) for name in measure.facts)
    return _(words, **parameters)


def fact(measure: Measure, name: str, words: str | None) -> str:
    """Return what an occasion says of a fact: 'says councillor (“Cllr”)'."""
    return fact_template(measure, name, words).replace("{words}", words or "")


def fact_template(measure: Measure, name: str, words: str | None) -> str:
    """Return a template of {words}: what an occasion says of a fact. Not without words: they may not be shown.

    `words` is None where it doesn't say it.
    """
    if words is None:
        return _(measure.facts[name].no)
    return template(measure.facts[name].yes, words=template(" (“{words}”)") if words else "")


CHANGED_SINCE = "changed-since"  # its words went after it was measured


def _of_another_version() -> str:
    """Return what to say of a code that isn't known: a run may have been published by a Two-Way that had another."""
    return _("worked out by another version of Two-Way")


def _said(reason: Reason, style: Style) -> str:
    said = SAID.get(reason["code"])
    told = said(reason, style) if said else _of_another_version()
    is_told_alone = reason["code"] == "under-half-answered"  # scripts look for these very words
    return f"{told}; {_said(reason['beside'], style)}" if "beside" in reason and not is_told_alone else told


def _too_few(reason: Reason, _style: Style) -> str:
    if "met" in reason:
        return _("{met} of {n} so far; a share needs {needs}", **_numbers(reason))
    return _("{n} so far; this figure needs {needs}", **_numbers(reason))


def _numbers(reason: Reason) -> dict[str, Any]:
    return {name: value for name, value in reason.items() if name in ("met", "n", "needs")}


def _whom_not_shown(reason: Reason, style: Style) -> str:
    return _("{sources} doesn't say whom a reply answered", sources=_sources(reason, style))


def _not_shown(reason: Reason, style: Style) -> str:
    sights = nouns.sights(reason["sights"])
    return _("{sources} doesn't show {sights} to us", sources=_sources(reason, style), sights=sights)


def _nothing_seen(reason: Reason, style: Style) -> str:
    at, because = style.at(reason["accounts"]), _because(reason)
    if reason["sights"]:
        sights = nouns.sights(reason["sights"])
        return _(
            "none of the {sights} of this time was seen{at}{because}", sights=sights, at=at, because=because
        )
    return _("none of this time was seen{at}{because}", at=at, because=because)


def _not_read(reason: Reason, style: Style) -> str:
    return _("no profile was read by then{at}", at=style.at(reason["accounts"]))


def _partly_seen(reason: Reason, style: Style) -> str:
    parts = {
        "share": f"{int(reason['share'] * 100)}%",  # rounded down: 89.6 % never reads as the 90 % that would be enough
        "at": style.at([reason["account"]]),
        "since": _(", not since {day}", day=style.day(reason["until_us"])) if "until_us" in reason else "",
        "because": _because(reason),
    }
    if reason["sights"]:
        sights = nouns.sights(reason["sights"])
        return _(
            "of {sights}, only {share} of this time was seen{at}{since}{because}", sights=sights, **parts
        )
    return _("only {share} of this time was seen{at}{since}{because}", **parts)


def _left_out(reason: Reason, style: Style) -> str:
    sights = nouns.sights(reason["sights"])
    return _("{sights} not seen and left out{at}", sights=sights, at=style.at(reason["accounts"]))


def _because(reason: Reason) -> str:
    return f"; {nouns.unseen(Unseen(reason['because']))}" if "because" in reason else ""


def _sources(reason: Reason, style: Style) -> str:
    archives = [
        _("an archive of {platform}", platform=nouns.platform(name, style.names))
        for name in reason["archives"]
    ]
    filed = [nouns.platform(name, style.names) for name in reason.get("files", ())]
    files = [_("a posts file of {platforms}", platforms=nouns.listed(filed))] if filed else []
    return nouns.listed(
        [*archives, *files, *(nouns.platform(name, style.names) for name in reason["platforms"])]
    )


SAID: dict[str, Callable[[Reason, Style], str]] = {
    "too-few": _too_few,
    "under-half-answered": lambda _reason, _style: _("under half answered"),
    "whom-not-shown": _whom_not_shown,
    "not-shown": _not_shown,
    "nothing-to-compare": lambda _reason, _style: _(
        "there is no text of the council's or of another member's to compare with"
    ),
    "nothing-seen": _nothing_seen,
    "not-read": _not_read,
    "partly-seen": _partly_seen,
    "left-out": _left_out,
    "not-published": lambda reason, _style: _("nothing was seen in {window}", window=reason["window"]),
    "consent-ended": lambda _reason, _style: _(
        "Consent for an account ended after this was worked out. The figures come back at the next measure."
    ),
}
