"""What is worth saying of a member, in words that describe what happened: never a score, never a comparison."""

from facts import DAY_US
from wording import nouns, numbers, times
from wording.language import gettext as _
from wording.language import ngettext
from wording.reading import Reading
from wording.reasons import capitalised


def answered_all(number: int) -> str:
    """Return that every question was answered within a day."""
    return ngettext(
        "answered the {n} question within a day", "answered all {n} questions within a day", number
    )


def answered_those(met: int, of: int) -> str:
    """Return how many of the questions that count were answered within a day."""
    return ngettext(
        "answered {met} of the {n} question that counts within a day",
        "answered {met} of the {n} questions that count within a day",
        of,
        met=f"{met:,}",
    )


def returned(ended_us: int, days: float, *, less_away: bool, reading: Reading) -> str:
    """Return that somebody posted again after a long silence."""
    on, length = reading.day(ended_us), numbers.days(days)
    if less_away:  # else the two dates don't agree
        return _("posted again on {day}, after {length}, days away taken out", day=on, length=length)
    return _("posted again on {day}, after {length}", day=on, length=length)


def not_seen(since_us: int | None, why: str, reading: Reading) -> str:
    """Return since when nothing was seen of a member, and why, where that is known."""
    if since_us is None:
        return _("Not seen yet: {why}", why=why) if why else _("Not seen yet")
    day = reading.day(since_us)
    return _("Not seen since {day}: {why}", day=day, why=why) if why else _("Not seen since {day}", day=day)


def no_posts_seen() -> str:
    """Return that a member was seen and posted nothing."""
    return _("No posts seen yet")


def silent(posted_us: int, until_us: int | None, reading: Reading) -> str:
    """Return since when nothing was posted; up to when that is known, where it isn't seen now."""
    if until_us is None:
        return _("No posts since {day}", day=reading.day(posted_us))
    return _("No posts from {start} to {end}", start=reading.day(posted_us), end=reading.day(until_us))


def posted(posted_us: int, reading: Reading, *, is_seen_now: bool) -> str:
    """Return when a member last posted."""
    if is_seen_now:
        return _("Posted {ago}", ago=times.days_ago(posted_us, reading.zone, reading.read_us))
    return _("Last post we saw: {day}", day=reading.day(posted_us))


def away(until_us: int, reading: Reading) -> str:
    """Return until when a member declared to be away: the last day of it."""
    return _("Declared away until {day}", day=reading.day(until_us - 1))


def name_away(until_us: int, reading: Reading) -> str:
    """Return a template of {name}: whoever is away, as a list of questions names them."""
    return _("{name} (declared away until {day})", name="{name}", day=reading.day(until_us - 1))


def well_answered(met: int, of: int, *, is_everything: bool) -> str:
    """Return that most questions were answered within a day."""
    if is_everything:
        return ngettext(
            "{met} of {n} question answered within a day",
            "{met} of {n} questions answered within a day",
            of,
            met=f"{met:,}",
        )
    return ngettext(
        "{met} of {n} question that counts answered within a day",
        "{met} of {n} questions that count answered within a day",
        of,
        met=f"{met:,}",
    )


def soon_answered(number: int, hours: float, *, is_everything: bool) -> str:
    """Return within what time half of the questions were answered."""
    questions, wait = nouns.questions(number), numbers.hours(hours)
    if is_everything:
        return _("half of {questions} answered within {wait}", questions=questions, wait=wait)
    return _("half of {questions} that count answered within {wait}", questions=questions, wait=wait)


def in_conversation(met: int, of: int) -> str:
    """Return how much of what was posted was conversation."""
    return ngettext(
        "{met} of {n} post or reply was conversation",
        "{met} of {n} posts and replies were conversation",
        of,
        met=f"{met:,}",
    )


def sentence(told: str) -> str:
    """Return a finding as a sentence by itself."""
    return f"{capitalised(told)}."


def asked(asked_us: int, seen_until: str, reading: Reading) -> str:
    """Return how long ago somebody asked who waits."""
    ago = times.ago(asked_us, reading.read_us)
    return (
        _("Asked {ago}, and {seen}.", ago=ago, seen=seen_until) if seen_until else _("Asked {ago}.", ago=ago)
    )


def seen_until(seen_until_us: int, reading: Reading) -> str:
    """Return until when a question was seen to wait, where that isn't just now: its wait is known only so far."""
    if reading.read_us - seen_until_us <= DAY_US:
        return ""
    return _("no answer seen up to {day}", day=reading.day(seen_until_us))


def answer_first() -> str:
    """Return the thing to try where somebody waits."""
    return _("answer the resident who has waited longest")


def look_again() -> str:
    """Return the thing to try where somebody waited when last seen."""
    return _("look whether somebody is still waiting")


def say_hello() -> str:
    """Return the thing to try where nothing was posted for unusually long."""
    return _("say hello with one short post")


def carry_on() -> tuple[str, str]:
    """Return the thing to try where nothing calls for another, and why."""
    return _("carry on"), _("Nothing in these figures calls for something else.")


def ask_yourself() -> str:
    """Return the thing to try where there is a question to oneself."""
    return _("ask yourself")
