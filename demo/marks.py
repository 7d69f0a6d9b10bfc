"""What the comms desk and members corrected by hand, so that every kind of mark can be seen at work."""

from collections.abc import Mapping

from demo.answers import Asked
from demo.clock import DAY_S, iso
from demo.heard import Listener
from demo.people import Person

Mark = dict[str, str]
_LATELY_S = 85 * DAY_S


def marks(cast: Mapping[str, Person], listeners: Mapping[str, Listener], until: int) -> list[Mark]:
    """Return the marks of those of the cast who are on."""
    made: list[Mark] = []
    for state, made_of in _OF.items():
        if state in cast:
            made += made_of(_lately(listeners[cast[state].id], until))
    if "away" in cast:
        made.append(_away(cast["away"], until))
    return made


def _lately(listener: Listener, until: int) -> list[Asked]:
    """Return what was written to them in the last 85 days but two, oldest first."""
    end = until - 2 * DAY_S
    recent = [asked for asked in listener.asked if end - _LATELY_S < asked.message.moment < end]
    return sorted(recent, key=lambda asked: (asked.message.moment, asked.message.id))


def _mark(kind: str, asked: Asked, by: str, why: str) -> Mark:
    return {"kind": kind, "post": asked.message.id, "by": by, "why": why}


def _elsewhere(lately: list[Asked]) -> list[Mark]:
    whys = (
        "Rang them the same evening.",
        "Came to the surgery.",
        "Answered by e-mail.",
        "Visited them at home.",
    )
    open_asks = [asked for asked in lately if asked.sort == "ask" and not asked.answer][:5]
    member = open_asks[0].message.member.name if open_asks else ""
    return [_mark("answered-elsewhere", asked, member, whys[n % 4]) for n, asked in enumerate(open_asks)]


def _set_aside(lately: list[Asked]) -> list[Mark]:
    whys = ("A legal matter, advised not to answer in public.", "Meant for another council.", "Sent twice.")
    asks = [asked for asked in lately if asked.sort == "ask"][1:8:3]
    return [_mark("set-aside", asked, "Comms desk", why) for asked, why in zip(asks, whys, strict=False)]


def _put_right(lately: list[Asked]) -> list[Mark]:
    """Return marks where the rules read a remark as an ask, or a plea as a remark."""
    unclear = [asked for asked in lately if asked.sort == "unclear"][:2]
    reports = [asked for asked in lately if asked.sort == "reports"][:2]
    made = [_mark("not-an-ask", asked, "Comms desk", "A remark, not a question.") for asked in unclear]
    return made + [_mark("is-an-ask", asked, "Comms desk", "They want it mended.") for asked in reports]


def _away(member: Person, until: int) -> Mark:
    start, end = until - int(12.3 * DAY_S), until + 9 * DAY_S
    return {
        "kind": "away",
        "member": member.id,
        "from": iso(start),
        "to": iso(end),
        "by": member.name,
        "why": "Family holiday. Ring the ward office.",
    }


_OF = {"answered elsewhere": _elsewhere, "set aside": _set_aside, "busy": _put_right}
