"""Who is named in leadership's month, in sentences: who waits, whose accounts are silent, what is worth sharing."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from facts import to_us
from wording import numbers, times
from wording.language import gettext as _
from wording.language import language, ngettext

Facts = Mapping[str, Any]


def heads() -> dict[str, str]:
    """Return the heads of the parts, by part."""
    return {
        "examples": _("Good practice worth sharing"),
        "waits": _("Waiting longest"),
        "quiet": _("Silent longest"),
    }


def who(entry: Facts) -> str:
    """Return whom an entry is about: 'Ada Hill, Mill Lane'."""
    return f"{entry['name']}, {entry['ward']}" if entry["ward"] else str(entry["name"])


def waits(entry: Facts) -> str:
    """Return for how long residents have waited for a member."""
    told = _(
        "{who}: the longest for {days}.",
        who=who(entry),
        days=numbers.days(entry["longest_days"]),
    )
    return f"{told} {_('Declared away at the close.')}" if entry["is_away"] else told


def quiet(entry: Facts, zone: str) -> str:
    """Return since when nothing was posted from an account."""
    if entry["last_at"] is None:
        return _(
            "{who}: nothing on {platform} since it was first read on {day}.",
            who=who(entry),
            platform=entry["platform"],
            day=_day(entry["seen_since"], zone),
        )
    return _(
        "{who}: nothing on {platform} since {day}.",
        who=who(entry),
        platform=entry["platform"],
        day=_day(entry["last_at"], zone),
    )


def offer() -> str:
    """Return what the names are for."""
    return _(
        "These are facts about accounts, not about people: somebody may be ill, or may answer by telephone. Offer help."
    )


def posted(entry: Facts, zone: str) -> str:
    """Return whose post an example is, where and when it was posted."""
    return _(
        "{who}, on {platform}, {day}",
        who=who(entry),
        platform=entry["platform"],
        day=_day(entry["posted_at"], zone),
    )


def why(entry: Facts) -> str:
    """Return why somebody chose an example, and of which line of the guidance it is one."""
    line, said = entry["line"], entry["why"].rstrip(".")
    if line is None:
        return f"{said}."
    words = (line["cy"] or line["en"]) if language() == "cy" else (line["en"] or line["cy"])
    return _("An example of “{line}”: {why}.", line=words.rstrip("."), why=said)


def no_words() -> str:
    """Return what stands where a post's words may only be read where it was posted."""
    return _("Its words are to be read where it was posted.")


def link() -> str:
    """Return the words of the way to an original."""
    return _("Open the post")


def spoken_link(entry: Facts) -> str:
    """Return what a screen reader calls the way to an original: links of one name that lead elsewhere tell nothing."""
    return _("Open the post: {name} on {platform}", name=entry["name"], platform=entry["platform"])


def redacted(number: int) -> str:
    """Return that entries were taken out; nothing where none was."""
    if not number:
        return ""
    return ngettext(
        "{n} entry was taken out, since a consent or a permission ended or a post was taken down.",
        "{n} entries were taken out, since a consent or a permission ended or a post was taken down.",
        number,
    )


def not_named() -> str:
    """Return why a version names nobody: it is for committees' papers."""
    return _(
        "For committee papers and requests for information: nobody is named here, and no post is quoted."
    )


def held(polling_on: date) -> str:
    """Return that names and examples are held back before an election."""
    return _(
        "Before the election on {day} nobody is named here, and no example is shown.",
        day=times.dated(polling_on),
    )


def _day(at: str, zone: str) -> str:
    return times.dated(times.local(to_us(datetime.fromisoformat(at)), zone))
