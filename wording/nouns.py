"""What things are called: the nouns of the house with their numbers, platforms, and lists of names."""

from collections.abc import Mapping, Sequence

from facts import MarkKind, Sight, Unseen
from metrics.measure import Measure, Suggestion
from wording.language import gettext as _
from wording.language import ngettext

Names = Mapping[str, str]  # platform -> its name as people write it


def questions(number: int) -> str:
    """Return '3 questions'."""
    return ngettext("{n} question", "{n} questions", number)


def members(number: int) -> str:
    """Return '3 members'."""
    return ngettext("{n} member", "{n} members", number)


def title(measure: Measure) -> str:
    """Return what a measure is called."""
    return _(measure.title)


def explains(measure: Measure) -> str:
    """Return how a measure is worked out, for a member."""
    return _(measure.explains)


def cant_see(measure: Measure) -> str:
    """Return what a measure can't see."""
    return _(measure.cant_see)


def column(measure: Measure) -> str:
    """Return the head of a measure's column in the list of members."""
    return _(measure.column)


def suggested(suggestion: Suggestion, met: int, n: int) -> tuple[str, str]:
    """Return the one thing that a measure suggests, and why."""
    return _(suggestion.do), _(suggestion.because, met=met, n=n)


def occasions(measure: Measure, number: int) -> str:
    """Return how many occasions of a measure there are: '52 questions', '3 silences'."""
    return ngettext(f"{{n}} {measure.nouns.one}", f"{{n}} {measure.nouns.many}", number)


def counted(measure: Measure, number: int) -> str:
    """Return what a count counts, without the number: 'questions without an answer we saw'."""
    noun = ngettext(measure.nouns.one, measure.nouns.many, number)
    return _("{noun} {did}", noun=noun, did=did(measure)).strip()


def did(measure: Measure) -> str:
    """Return what the occasions that are met did: 'answered within a day'; nothing where none is."""
    return _(measure.nouns.did) if measure.nouns.did else ""


def platform(name: str, names: Names) -> str:
    """Return a platform's name as people write it."""
    return names.get(name, name.capitalize())


def platform_of(account: str, names: Names) -> str:
    """Return the name of the platform that an account (`platform:handle`) is on."""
    return platform(account.partition(":")[0], names)


def listed(parts: Sequence[str]) -> str:
    """Return 'a', 'a and b' or 'a, b and c'."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}", first=", ".join(parts[:-1]), last=parts[-1])


def sight(seen: Sight) -> str:
    """Return what a sight is of: 'replies'."""
    return {
        Sight.POSTS: _("posts"),
        Sight.REPLIES: _("replies"),
        Sight.MENTIONS: _("mentions"),
        Sight.PROFILE: _("profile texts"),
    }[seen]


def sights(some: Sequence[str]) -> str:
    """Return 'posts and replies'."""
    return listed([sight(Sight(one)) for one in some])


def mark(kind: MarkKind) -> str:
    """Return what a correction says of a message: 'answered elsewhere'."""
    return {
        MarkKind.NOT_AN_ASK: _("not a question"),
        MarkKind.IS_AN_ASK: _("a question"),
        MarkKind.ANSWERED_ELSEWHERE: _("answered elsewhere"),
        MarkKind.SET_ASIDE: _("set aside"),
        MarkKind.INVITES: _("an invitation"),
        MarkKind.NOT_INVITES: _("not an invitation"),
        MarkKind.CREDITS: _("a credit"),
        MarkKind.NOT_CREDITS: _("not a credit"),
        MarkKind.CORRECTS: _("a correction of one's own"),
        MarkKind.NOT_CORRECTS: _("not a correction of one's own"),
        MarkKind.COPY: _("a copy"),
        MarkKind.NOT_A_COPY: _("not a copy"),
        MarkKind.PAIR: _("a report back"),
        MarkKind.NOT_A_PAIR: _("not a report back"),
        MarkKind.AWAY: _("away"),
    }[kind]


def unseen(why: Unseen) -> str:
    """Return why something of an account wasn't seen, as a clause."""
    return {
        Unseen.FAULT: _("its server could not be read"),
        Unseen.LIMIT: _("its server allowed no more calls"),
        Unseen.BUDGET: _("the month's reads were used up"),
        Unseen.SET_UP: _("its collecting was not set up"),
        Unseen.TOKEN: _("there was no access that its platform accepts"),
        Unseen.PERMISSION: _("the access there was did not show it"),
        Unseen.PROTECTED: _("the account was not open to the public"),
        Unseen.SUSPENDED: _("the account was closed by its platform"),
        Unseen.GONE: _("no such account was found"),
        Unseen.MOVED: _("the account goes on elsewhere"),
        Unseen.CAP: _("its platform shows no more of it"),
        Unseen.GAP: _("it passed out of reach between two visits"),
        Unseen.DRIFT: _("its platform's answers could not be read"),
    }[why]
