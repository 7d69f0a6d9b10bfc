"""Messages to people: a small table that every mail program draws, and the same as plain text. Nothing is computed.

Inline styles, no picture, no script, nothing fetched; one button, and only where a link may be made.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from summaries.content import Facts, content
from summaries.links import UNSEEN, is_web_address
from summaries.look import Content
from summaries.templating import filled
from wording import delivery, document, posts
from wording.language import is_draft, language
from wording.reading import Reading

MOST_LISTED = 20


class Enclosed(StrEnum):
    """How the document itself comes with a message."""

    NOT = "not"
    ATTACHED = "attached"
    LINKED = "linked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Email:
    """A message as it is read: one line of subject, and its body twice."""

    language: str
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every message."""

    council: str
    ask: str = ""  # whom to ask to get it no more
    link: str = ""  # where its button leads; nothing: there is none
    signed: Sequence[str] = ()  # the translations that somebody has signed
    is_invented: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """A question that waits: when and to which account it was put, and the link that opens it, if it may be opened."""

    asked_us: int
    account: str
    platform: str
    url: str


def of_month(facts: Facts, frame: Frame, *, enclosed: Enclosed, polling_on: date | None = None) -> Email:
    """Return a month's summary as a message, from the facts of its edition. It names nobody.

    Before an election, on the day that `polling_on` says, it says so.
    """
    told = content(facts, polling_on=polling_on)
    return _made(
        frame,
        subject=delivery.month_subject(facts["month"]["label"]),
        council=told["council"],
        over=told["month"],
        title=told["title"],
        draft=told["draft"],
        invented=told["invented"],
        lede=f"{told['headline']} {told['real']}".strip(),
        told=[one for one in (told["named"]["why_not"], told["others"]) if one],
        figures=told["figures"],
        steps_head=told["heads"]["steps"],
        steps=told["steps"],
        button=delivery.open_month(),
        after=_enclosed(enclosed),
        foot=[*told["seen"], told["method"][0], told["edition"]],
    )


def of_scorecard(month: str, frame: Frame, *, enclosed: Enclosed) -> Email:
    """Return the message that a member's scorecard of a month is there."""
    return _made(
        frame,
        subject=delivery.scorecard_subject(month),
        title=delivery.scorecard_subject(month),
        lede=delivery.scorecard_there(month, is_attached=enclosed is Enclosed.ATTACHED),
        told=[delivery.for_your_eyes()],
        after=_enclosed(enclosed) if enclosed is Enclosed.LINKED else [],
        button=delivery.open_scorecard(),
    )


def of_waiting(waits: Sequence[Waits], reading: Reading, frame: Frame) -> Email:
    """Return a member's weekly message: who waits for them, longest first, without a word of what they wrote."""
    left_out = len(waits) - MOST_LISTED
    return _made(
        frame,
        subject=delivery.waiting_subject(),
        title=delivery.waiting_subject(),
        lede=delivery.waiting_lede(len(waits), reading),
        told=[delivery.waiting_means(reading)],
        waits=[
            {
                "told": delivery.asked(one.asked_us, one.account, reading),
                "url": one.url if is_web_address(one.url) else "",
                "open": posts.open_on(one.platform, reading.platforms),
                "closed": delivery.cant_open(),
            }
            for one in waits[:MOST_LISTED]
        ],
        after=[delivery.more(left_out)] if left_out > 0 else [],
        button=delivery.open_waiting(),
    )


def _enclosed(how: Enclosed) -> list[str]:
    return {
        Enclosed.NOT: [],
        Enclosed.ATTACHED: [delivery.attached()],
        Enclosed.LINKED: [delivery.linked()],
    }[how]


def one_line(told: str) -> str:
    """Return a text in one line, without signs that nobody sees: no header, and no line, can be put into it."""
    seen = "".join(
        " " if sign.isspace() else sign
        for sign in told
        if sign.isspace() or unicodedata.category(sign) not in UNSEEN
    )
    return " ".join(seen.split())


def _made(frame: Frame, *, subject: str, **more: Any) -> Email:
    told: Content = {
        "language": language(),
        "council": frame.council,
        "over": "",
        "draft": document.draft() if is_draft(frame.signed) else "",
        "invented": document.invented() if frame.is_invented else "",
        "told": [],
        "figures": [],
        "steps_head": "",
        "steps": [],
        "waits": [],
        "after": [],
        "foot": [],
        "link": frame.link,
        "because": delivery.because(frame.ask),
        **more,
    }
    told = _in_lines(told)
    return Email(
        language=language(),
        subject=one_line(subject),
        text=f"{filled('email.txt.j2', told).strip()}\n",
        html=filled("email.html.j2", told),
    )


def _in_lines(told: Any) -> Any:
    if isinstance(told, dict):
        return {name: _in_lines(one) for name, one in told.items() if name != "picture"}
    if isinstance(told, list):
        return [_in_lines(one) for one in told]
    return one_line(told) if isinstance(told, str) else told
