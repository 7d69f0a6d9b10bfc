"""What stands in a member's scorecard as it is handed out: one content for paper and for a file of its own."""

from collections.abc import Mapping, Sequence
from typing import Any

from facts import Unit
from summaries import charts
from summaries.look import INK, SHADE, Content
from summaries.printable import NAME, PLATFORM, short, short_or_not_shown
from wording import carded, document, months, nouns, printed, results
from wording.language import is_draft, language
from wording.months import Band, Month
from wording.times import LAST_90_DAYS

Facts = Mapping[str, Any]

WITH_UNIT = (Unit.SHARE, Unit.HOURS, Unit.DAYS)  # their number is read with its unit
WORTH_ONCE = 90  # letters of a reason: a shorter one is said again

LINE, QUESTION = 240, 200  # letters


def scorecard(facts: Facts) -> Content:
    """Return the content of a member's scorecard in the reader's language."""
    told = fitted(facts)
    do, because = printed.thing(told)
    parts, unseen, has_bars = _lines(told)
    heads, name = printed.heads(told), told["member"]["name"]
    return {
        "template": "scorecard",
        "language": language(),
        "title": f"{printed.kind()}: {name}, {printed.window(told)}",
        "kind": printed.kind(),
        "name": name,
        "place": " · ".join(one for one in (told["member"]["ward"], printed.platforms(told)) if one),
        "council": told["council"],
        "window": printed.window(told),
        "about": results.sentences(document.invented() if told["is_invented"] else "", printed.state(told)),
        "as_of": told["read_at"],
        "draft": document.draft() if is_draft(told["languages_signed"]) else "",
        "heads": heads,
        "well": printed.well(told),
        "try": do,
        "because": because,
        "waits": [] if told["now"] is None else printed.who_waits(told),
        "longest": [] if told["now"] is None else printed.longest(told),
        "links": printed.on_the_page() if told["now"] and told["now"]["longest"] else "",
        "columns": list(printed.columns()),
        "parts": parts,
        "unseen": unseen,
        "seen": printed.seen(told),
        "bars": printed.bars() if has_bars else "",
        "method": printed.method(),
        "edition": printed.edition(told),
    }


def fitted(facts: Facts) -> dict[str, Any]:
    """Return the facts with what others typed cut to what a page can hold."""
    lines = [
        {
            **line,
            "words": {of: short_or_not_shown(words, LINE) for of, words in line["words"].items() if words},
            "self_check": short(line["self_check"], QUESTION),
        }
        for line in facts["guidance"]["lines"]
    ]
    member = facts["member"]
    return {
        **facts,
        "council": short(facts["council"], NAME),
        "published": short(facts["published"], NAME),
        "member": {
            **member,
            "name": short_or_not_shown(member["name"], NAME),
            "ward": short(member["ward"], NAME),
        },
        "platforms": {id_: short_or_not_shown(name, PLATFORM) for id_, name in facts["platforms"].items()},
        "guidance": {**facts["guidance"], "lines": lines},
    }


def _lines(facts: Facts) -> tuple[list[Content], list[str], bool]:
    """Return the lines that public posts show something of, by part; the others; and whether there is any bar."""
    drawn: set[str] = set()  # measures whose figure stands already: a second line says it in short
    parts: list[Content] = []
    unseen: list[str] = []
    for do in (True, False):
        found: list[Content] = []
        for line in (one for one in facts["guidance"]["lines"] if one["do"] is do):
            measures = [one for one in line["measures"] if printed.shown(one, is_own=facts["is_own"])]
            words = _words(line)
            if not measures:
                unseen.append(words)
                continue
            fresh = [one for one in measures if one not in drawn]
            known = [one for one in measures if one in drawn]
            drawn.update(measures)
            found.append(
                {
                    "words": words,
                    "figures": [_figure(facts, one) for one in fresh],
                    "above": [_above(facts, one) for one in known],
                }
            )
        if found:
            parts.append({"head": printed.heads(facts)["do" if do else "dont"], "lines": found})
    figures = [one for part in parts for line in part["lines"] for one in line["figures"]]
    has_bars = any(one["picture"] for one in figures)
    _say_once(figures, facts["results"])
    return parts, unseen, has_bars


def _say_once(figures: list[Content], results_: Mapping[str, Facts]) -> None:
    """Let figures that there are none of for one reason name the first of them instead of saying it once more."""
    first: dict[str, str] = {}
    for one in figures:
        reason = (results_.get(one["id"]) or {}).get("reason")
        if one["number"] or not reason or len(one["told"]) < WORTH_ONCE:
            continue
        # How large a part was seen differs a little from figure to figure, and since when: the reason is the same.
        why = repr(sorted((name, part) for name, part in reason.items() if name not in ("share", "until_us")))
        if why in first:
            one["told"] = printed.same_reason(first[why])
        first.setdefault(why, one["title"].rstrip("."))


def _words(line: Facts) -> str:
    """Return a line as the council says it, in the reader's language or in the one there is."""
    words: Mapping[str, str] = line["words"]
    return words.get(language(), "") or next((one for one in words.values() if one), "")


def _above(facts: Facts, measure: str) -> str:
    return printed.above(_known(measure), facts["results"].get(measure))


def _known(measure: str) -> Any:
    return printed.shown(measure, is_own=True)


def _figure(facts: Facts, measure: str) -> Content:
    about, row = _known(measure), facts["results"].get(measure)
    is_defined = any(one["measure"] == measure for one in facts["definitions"])
    told = carded.figure(about, row, printed.reading_of(facts), is_defined=is_defined)
    band = months.usual_of(_months(facts, measure)[:-1])
    # What is counted, or the longest, of 90 days is no matter of one month: only shares and waits can stand beside it.
    is_alike = about.unit in (Unit.SHARE, Unit.HOURS) or facts["window"]["label"] != LAST_90_DAYS
    earlier = months.earlier_months(*band, about.unit) if band and row and is_alike else ""
    is_said = not told.is_number or (not told.after and about.unit is Unit.COUNT)  # in words: 'None waiting'
    is_counted = about.unit is Unit.COUNT and not is_said  # then what is counted says more than the title
    number = f"{told.big} {told.after}".strip() if about.unit in WITH_UNIT else told.big
    after = told.after if about.unit not in WITH_UNIT and not is_said else ""
    return {
        "id": measure,
        "title": "" if is_counted else results.sentences(nouns.title(about)),
        "number": "" if is_said else number,
        "none": results.sentences(f"{told.big} {told.after}".strip()) if is_said else "",
        "told": results.sentences(after, told.rests_on),
        "earlier": earlier,
        "picture": _picture(row, band) if told.is_number else "",
    }


def _months(facts: Facts, measure: str) -> Sequence[Month]:
    as_of = facts["history"].get(measure, [])
    until_us = printed.reading_of(facts).as_of_us
    return [Month(one["label"], one["value"], one["outcome"], runs=one["to_us"] > until_us) for one in as_of]


def _picture(row: Facts | None, band: Band | None) -> str:
    """Return the bar of a share that has a range."""
    if not row or row["unit"] != Unit.SHARE or row["low"] is None or not results.is_number(row):
        return ""
    return charts.bar(row["value"], row["low"], row["high"], band, ink=INK, shade=SHADE)
