"""What is sent to people: a month's summary, that a scorecard is there, who waits. Never a resident's words."""

from facts import DAY_US
from wording import document, nouns, times, waiting
from wording.language import gettext as _
from wording.language import ngettext
from wording.reading import Reading


def month_subject(month: str) -> str:
    """Return the subject of a month's summary."""
    return _("{title}: {month}", title=document.title(), month=times.month(month))


def scorecard_subject(month: str) -> str:
    """Return the subject of the message that a member's scorecard is there."""
    return _("Your scorecard for {month}", month=times.month(month))


def scorecard_there(month: str, *, is_attached: bool) -> str:
    """Return that a member's scorecard of a month is there."""
    if is_attached:
        return _("Your scorecard for {month} is attached.", month=times.month(month))
    return _("Your scorecard for {month} is there for you to read.", month=times.month(month))


def for_your_eyes() -> str:
    """Return whose a scorecard is."""
    return _(
        "It shows your own public posts beside the council's guidance. The communications team sees most of it too; "
        "other members don't."
    )


def waiting_subject() -> str:
    """Return the subject of a member's weekly message. It names no number: others may see a subject on a screen."""
    return _("Residents waiting for your answer")


def waiting_lede(number: int, reading: Reading) -> str:
    """Return how many questions wait for a member."""
    return _("{waiting}.", waiting=waiting.waiting(number, reading))


def waiting_means(reading: Reading) -> str:
    """Return what waiting means, and what to do where a question was settled in another way."""
    return _(
        "Each was asked between a day and 14 days before we last looked ({moment}), and we saw no public answer. A "
        "phone call, a surgery or an e-mail is an answer too: on your pages you can say so.",
        moment=times.moment(reading.as_of_us, reading.zone, reading.read_us),
    )


def asked(asked_us: int, account: str, reading: Reading) -> str:
    """Return when and where a question was asked, and for how many days it had waited: true whenever it is read."""
    days = (reading.as_of_us - asked_us) // DAY_US
    return ngettext(
        "Asked on {day} on {platform}, {n} day before we last looked",
        "Asked on {day} on {platform}, {n} days before we last looked",
        days,
        day=reading.day(asked_us),
        platform=nouns.platform_of(account, reading.platforms),
    )


def cant_open() -> str:
    """Return what stands where a question has no link: its author hides or removed it, or its platform has none."""
    return _("It has no link that opens it.")


def more(number: int) -> str:
    """Return how many more there are than are listed."""
    return ngettext("And {n} more.", "And {n} more.", number)


def open_month() -> str:
    """Return the words of the way to a month's page."""
    return _("Open the month's page")


def open_scorecard() -> str:
    """Return the words of the way to one's scorecard."""
    return _("Open your scorecard")


def open_waiting() -> str:
    """Return the words of the way to those who wait for one."""
    return _("See who is waiting")


def attached() -> str:
    """Return that the summary is attached."""
    return _("The whole summary is attached, to read or to print.")


def linked() -> str:
    """Return that the document is a file to download, whose link stands below."""
    return _("The whole document can be downloaded by the link below, to read or to print.")


def because(ask: str) -> str:
    """Return why somebody gets this, and how to get it no more; `ask`: whom to ask, or nothing."""
    if ask:
        return _(
            "You get this because you, or somebody for you, asked for it. To get it no more, ask {whom}.",
            whom=ask,
        )
    return _(
        "You get this because you, or somebody for you, asked for it. To get it no more, ask whoever looks after "
        "Two-Way."
    )
