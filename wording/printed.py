"""A member's scorecard as it is handed out, on paper or as a file: what it says besides the figures themselves."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from facts import Unit, to_us
from metrics import all_measures
from metrics.measure import Audience, Measure
from wording import (
    advice,
    choosing,
    findings,
    nouns,
    numbers,
    posts,
    results,
    scorecard,
    sight,
    times,
    waiting,
)
from wording.language import gettext as _
from wording.reading import Reading
from wording.waiting import Group

Facts = Mapping[str, Any]


def kind() -> str:
    """Return what the document is."""
    return _("Scorecard")


def heads(facts: Facts) -> dict[str, str]:
    """Return the heads of the parts, by part."""
    is_asked = facts["is_own"] and facts["now"] and facts["now"]["away_until_us"] is None
    return {
        "try": _("One thing to try"),
        "waiting": scorecard.residents_waiting(for_you=bool(is_asked)),
        "do": scorecard.part(do=True),
        "dont": scorecard.part(do=False),
        "unseen": _("What public posts can't show"),
        "seen": _("How much was seen"),
        "method": _("How this is worked out"),
    }


def columns() -> tuple[str, str]:
    """Return the heads of the table of lines."""
    return _("The guidance"), _("What public posts show")


def reading_of(facts: Facts) -> Reading:
    """Return what the sentences of a scorecard are told by."""
    as_of_us, read_us = (_us(facts[name]) for name in ("as_of", "read_at"))
    return Reading(zone=facts["time_zone"], as_of_us=as_of_us, read_us=read_us, platforms=facts["platforms"])


def window(facts: Facts) -> str:
    """Return what the window is called: 'Last 90 days', 'October 2026'."""
    return choosing.window(facts["window"]["label"], _us(facts["window"]["to"]), reading_of(facts))


def platforms(facts: Facts) -> str:
    """Return the platforms of a member's accounts."""
    names = {nouns.platform(account["platform"], facts["platforms"]) for account in facts["accounts"]}
    return nouns.listed(sorted(names))


def state(facts: Facts) -> str:
    """Return what was seen of the accounts now; nothing of a past month."""
    if facts["now"] is None:
        return ""
    return advice.state(facts["accounts"], reading_of(facts), facts["now"]["away_until_us"])


def well(facts: Facts) -> str:
    """Return what goes well, or went well in a month, as a sentence; nothing where nothing stands out now."""
    found = [words for words, _measure in advice.strengths(facts["results"])]
    if facts["now"] is None and not found:
        return scorecard.shown_of(window(facts))
    if not found:
        return ""
    said = scorecard.going_well(len(found))
    if facts["now"] is None:
        said = scorecard.went_well(len(found), window(facts))
    for name, words in zip(("one", "other"), found, strict=False):
        said = said.replace(f"{{{name}}}", words)
    return said


def thing(facts: Facts) -> tuple[str, str]:
    """Return ONE thing to try, and why. Of whoever is away nothing is asked, and a past month asks nothing."""
    now, reading = facts["now"], reading_of(facts)
    if now is None:
        return "", _("Who is waiting now, and one thing to try, stand in the scorecard of the last 90 days.")
    if now["away_until_us"] is not None:
        return "", scorecard.nothing_asked()  # until when they are away stands further up
    checks = (line["self_check"] for line in facts["guidance"]["lines"] if line["self_check"])
    check = next(checks, scorecard.what_would_help()) if facts["is_own"] else ""
    lost = waiting.totals(now["waiting"])[Group.LOST]
    told = advice.one_thing(facts["results"], now["longest"], facts["accounts"], reading, check, lost=lost)
    return findings.sentence(told.do), told.because


def who_waits(facts: Facts) -> list[str]:
    """Return who waits for an answer as sentences: how many, since when the longest, and what else there is."""
    now, reading = facts["now"], reading_of(facts)
    sums = waiting.totals(now["waiting"])
    known = scorecard.nobody_waits(now["waits"], now["waiting"], facts["accounts"], reading)
    told = [
        waiting.waiting(sums[Group.WAITING], reading) if sums[Group.WAITING] else "",
        scorecard.new(sums[Group.NEW]) if sums[Group.NEW] else "",
        scorecard.lost(sums[Group.LOST]) if sums[Group.LOST] else "",
        scorecard.corrected(sums[Group.MARKED]) if sums[Group.MARKED] else "",
    ]
    return [results.sentences(one) for one in told if one] + ([known] if known else [])


def longest(facts: Facts) -> list[str]:
    """Return when those asked who wait longest, and where: their words and links are for the screen."""
    reading = reading_of(facts)
    told = []
    for row in facts["now"]["longest"]:
        where = posts.day_and_place(row["asked_us"], row["account"], reading)
        ago, until = (
            times.ago(row["asked_us"], reading.read_us),
            findings.seen_until(row["seen_until_us"], reading),
        )
        told.append(
            _("Asked {where}, {ago}; {seen}", where=where, ago=ago, seen=until)
            if until
            else _("Asked {where}, {ago}", where=where, ago=ago)
        )
    return told


def on_the_page() -> str:
    """Return where the questions themselves can be read."""
    return _("Your scorecard's page has the links that open these posts.")


def shown(measure: str, *, is_own: bool) -> Measure | None:
    """Return a measure by its id, if it may be shown: some are for the member's own eyes."""
    about = next((one for one in all_measures() if one.id == measure), None)
    return about if about and (is_own or about.audience is Audience.ALL) else None


def above(measure: Measure, row: Facts | None) -> str:
    """Return in short the figure of a line that stands further up already."""
    if row and results.is_number(row) and row["unit"] == Unit.COUNT and results.counted_words(row):
        return f"{results.value(row)[0]} {results.counted_words(row)}"
    told = " ".join(results.value(row)).strip() if row else _("not measured")
    return _("{title}: {figure}", title=nouns.title(measure), figure=told)


def same_reason(title: str) -> str:
    """Return that a figure is missing for the same reason as another."""
    return _("For the same reason as “{title}”.", title=title)


def seen(facts: Facts) -> list[str]:
    """Return how much of the window was seen, as sentences: what is alike on several platforms is said once."""
    shares: dict[str, dict[str, list[str]]] = {}  # by account, by share: the sights
    for row in facts["coverage"]:
        shares.setdefault(row["account"], {}).setdefault(numbers.per_cent(row["seen"]), []).append(
            row["sight"]
        )
    alike: dict[str, list[str]] = {}
    for account, some in shares.items():
        told = [
            _("{share} of {sight}", share=share, sight=nouns.sights(sights)) for share, sights in some.items()
        ]
        alike.setdefault(nouns.listed(told), []).append(nouns.platform_of(account, facts["platforms"]))
    return [
        _("{platform}: {shares}.", platform=nouns.listed(list(dict.fromkeys(places))), shares=told)
        for told, places in alike.items()
    ] or [sight.nothing()]


def bars() -> str:
    """Return what the bars mean."""
    return _(
        "On a bar from 0 to 100% the dot is the figure, the thick line its 95% range, and the shaded part most of "
        "the member's own earlier months."
    )


def method() -> list[str]:
    """Return how the figures are made, in a few lines."""
    return [
        _("Only public posts are read, and only of members who agreed."),
        _(
            "Questions without an answer count as waiting; they are never left out to make a wait look shorter."
        ),
        _(
            "An answer by phone, at a surgery or by e-mail counts once it is noted: “Correct this” on the page, or "
            "through the communications team."
        ),
        _("There is no score and no rank, and nobody is compared with anybody else."),
    ]


def edition(facts: Facts) -> str:
    """Return as of when the figures were worked out, of which published run, and when this was made of them."""
    reading = reading_of(facts)
    return _(
        "Figures as of {as_of}, published as {version}. Made {read_at}.",
        as_of=times.full(reading.as_of_us, reading.zone),
        version=facts["published"],
        read_at=times.full(reading.read_us, reading.zone),
    )


def download() -> str:
    """Return the words of the way to a scorecard on paper."""
    return _("Download PDF")


def _us(moment: str) -> int:
    return to_us(datetime.fromisoformat(moment))
