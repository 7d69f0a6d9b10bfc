"""What stands in a monthly summary, as words and pictures: one content for paper, web page and e-mail alike."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from facts import Unit
from summaries import charts
from summaries.links import is_web_address
from summaries.look import INK, SHADE, SOFT, Content
from summaries.printable import NAME, PLATFORM, short_or_not_shown
from wording import changes, document, months, named_members, nouns, results, summary, times
from wording.language import is_draft, language
from wording.withholding import FEWEST_MEMBERS

LONGEST_WORDS, LONGEST_WHY, WHO = (
    240,
    140,
    50,
)  # letters of an example's words, of why it is one, of a name or ward
Facts = Mapping[str, Any]


def content(facts: Facts, *, names: bool = True, polling_on: date | None = None) -> Content:
    """Return the content of a council's month in the reader's language.

    Without `names` it names nobody and quotes nobody, as for a committee's papers; nor does it before an election, with
    the day that `polling_on` says.
    """
    facts = _fitted(facts)
    least = 1 if names and not polling_on else FEWEST_MEMBERS  # of whom it is told that they are so many
    head, real = summary.headline(facts)
    return {
        "template": "summary",
        "language": language(),
        "title": document.title(),
        "for_whom": document.for_whom(),
        "council": facts["council"],
        "month": times.month(facts["month"]["label"]),
        "as_of": facts["as_of"],
        "draft": document.draft() if is_draft(facts["languages_signed"]) else "",
        "invented": document.invented() if facts["is_invented"] else "",
        "headline": head,
        "real": real,
        "others": " ".join(part for part in (summary.asked(facts), summary.the_others(facts)) if part),
        "heads": document.heads(),
        "figures": [_figure(figure) for figure in facts["figures"]],
        "key": document.key(),
        "changes": _changes(facts),
        "over": changes.over_whom([*facts["figures"], *facts["beside"]]),
        "rule": changes.rule(),
        "bars": document.bars(),
        "steps": summary.steps(facts, least),
        "waiting": [summary.waiting(facts, least), summary.silent(facts, least)],
        "columns": list(document.columns()),
        "made_of": [_made_of(figure) for figure in (*facts["figures"], *facts["beside"])],
        "seen": [summary.coverage(facts), f"{nouns.listed(summary.platforms(facts, least))}."],
        "method": document.method(),
        "named": _named(facts, "" if names else named_members.not_named(), polling_on),
        "edition": " ".join(
            part for part in (document.edition(facts), document.revised(facts, names=least == 1)) if part
        ),
    }


def _named(facts: Facts, not_named: str, polling_on: date | None) -> Content:
    """Return who is named, and what is quoted; where nobody is, why not."""
    zone, of = facts["time_zone"], facts["named"]
    why_not = named_members.held(polling_on) if polling_on else not_named
    shown = {name: [] if why_not else of[name] for name in ("waiting", "silent", "examples")}
    return {
        "heads": named_members.heads(),
        "why_not": why_not,
        "waits": [named_members.waits(one) for one in shown["waiting"]],
        "quiet": [named_members.quiet(one, zone) for one in shown["silent"]],
        "offer": named_members.offer() if shown["waiting"] or shown["silent"] else "",
        "examples": [
            {
                "words": one["words"] or named_members.no_words(),
                "is_quote": bool(one["words"]),
                "posted": named_members.posted(one, zone),
                "url": one["url"] if is_web_address(one["url"]) else "",
                "link": named_members.link(),
                "spoken": named_members.spoken_link(one),
                "why": named_members.why(one),
            }
            for one in shown["examples"]
        ],
        "redacted": named_members.redacted(of["redacted"]),
    }


def _fitted(facts: Facts) -> Facts:
    """Return the facts with what others typed cut to what a page can hold."""
    platforms = [{**one, "name": short_or_not_shown(one["name"], PLATFORM)} for one in facts["platforms"]]
    entries = {of: [_cut(one) for one in facts["named"][of]] for of in ("waiting", "silent", "examples")}
    told = {"council": short_or_not_shown(facts["council"], NAME), "platforms": platforms}
    return {**facts, **told, "named": {**facts["named"], **entries}}


def _cut(entry: Facts) -> Facts:
    most = {"name": WHO, "ward": WHO, "platform": PLATFORM, "words": LONGEST_WORDS, "why": LONGEST_WHY}
    told: dict[str, Any] = {
        name: short_or_not_shown(entry[name], most[name]) for name in most if entry.get(name)
    }
    if line := entry.get("line"):
        told["line"] = {
            **line,
            **{of: short_or_not_shown(line[of], LONGEST_WHY) for of in ("en", "cy") if line[of]},
        }
    return {**entry, **told}


def _figure(figure: Facts) -> Content:
    now, unit = changes.row(figure), Unit(figure["unit"])
    number, after = results.value(now)
    history, band = charts.months_of(figure), figure["ordinary"]
    ends = charts.axis(history, band, unit)
    usual = months.usual(band["low"], band["high"], unit) if band else ""
    return {
        "id": figure["measure"],
        "title": changes.title(figure),
        "number": number,
        "after": after,
        "is_number": results.is_number(now),
        "rests_on": changes.rests_on(now),
        "verdict": changes.verdict(figure),
        "kind": changes.kind(figure),
        "range": changes.range_of(now),
        "beside": [
            changes.other_month(changes.row(figure, of), with_year=of == "year_before")
            for of in ("month_before", "year_before")
        ],
        "picture": charts.series(history, band, unit, ink=INK, shade=SHADE),
        "spoken": months.spoken(history, unit, changes.title(figure), usual_range=usual, note=""),
        "top": months.end(ends.high, unit),
        "bottom": months.end(ends.low, unit),
        "first": times.short_month(history[0].label),
        "last": times.short_month(history[-1].label),
    }


def _changes(facts: Facts) -> list[Content]:
    """Return what changed, clear changes first; all on one scale."""
    compared = sorted(charts.compared(facts), key=lambda figure: not changes.is_clear(figure))
    return [_change(figure, charts.reach(facts)) for figure in compared]


def _change(figure: Facts, reach: float) -> Content:
    kind = changes.kind(figure)
    return {
        "id": figure["measure"],
        "verdict": changes.verdict(figure),
        "kind": kind,
        "title": changes.title(figure),
        "beside": changes.now_and_before(figure),
        "moved": changes.moved(figure["change"]),
        "picture": "" if kind == "unsure" else _picture(figure, reach),
    }


def _picture(figure: Facts, reach: float) -> str:
    by, is_clear = figure["change"]["difference"], changes.is_clear(figure)
    ink = INK if is_clear else SOFT
    return charts.change(by["low"], by["value"], by["high"], reach, ink=ink, is_clear=is_clear)


def _made_of(figure: Facts) -> list[str]:
    members = changes.members_of(changes.row(figure))
    return [changes.title(figure), members, changes.compared_over(figure["change"])]
