"""Examples of good practice: somebody nominates a member's post, and the member says whether it may be shown.

What the law calls publicity needs even hands, so a person chooses, says why and which line of the guidance it is an
example of; and nobody is shown without having said yes. A yes can be taken back.
"""

from collections.abc import Collection, Mapping
from typing import Any

from store.desk import Desk
from store.examples import Example, State

LONGEST_WHY = 120  # signs: it stands on a page beside the post


class NotAnExample(ValueError):
    """A post can't be nominated like that; the message says why and what to do."""

    code = "no-example"


def nominate(
    desk: Desk,
    message: Mapping[str, Any],
    *,
    member: str,
    line: str,
    lines: Collection[str],
    why: str,
    by: str,
    now_us: int,
) -> int:
    """Nominate a member's post. Return its number. Raise NotAnExample or HoldsUnseen.

    `message` is one of the published run, `member` whose account it was read for, `lines` the ids of the guidance's
    lines.
    """
    post = message["post"]
    if not by.strip() or not why.strip():
        raise NotAnExample("Say who nominates it, and why others can learn from it: the member reads it.")
    if len(why) > LONGEST_WHY:
        raise NotAnExample(f"Say in at most {LONGEST_WHY} signs why others can learn from it.")
    if line not in lines:
        raise NotAnExample(f"The guidance has no line {line!r}. They are: {', '.join(sorted(lines))}.")
    if message["who"] != "member":
        raise NotAnExample(f"{post} isn't a member's: only members' own posts can be examples.")
    if message["is_removed"] or message["is_hidden"]:
        raise NotAnExample(f"{post} was taken down, or is hidden from people who aren't signed in.")
    number = desk.nominate(post=post, member=member, line=line, why=why.strip(), by=by.strip(), now_us=now_us)
    if number is None:
        raise NotAnExample(f"{post} was nominated before. See: example list.")
    return number


def settle(desk: Desk, number: int, *, may_show: bool, by: str, now_us: int, subject: str = "") -> bool:
    """Record what the member says. Say whether there is such an example. Raise NotAnExample or HoldsUnseen."""
    if not by.strip():
        raise NotAnExample("Say who records the member's answer: it is logged.")
    state = State.PERMITTED if may_show else State.REFUSED
    return desk.settle_example(number, state, by=by.strip(), now_us=now_us, subject=subject)


def permitted(desk: Desk) -> list[Example]:
    """Return what may be shown, oldest first."""
    return [one for one in desk.examples() if one.state is State.PERMITTED]
