"""longest-silence: the longest stretch without a public act on one of a member's accounts."""

from datetime import date
from itertools import pairwise

from tests.measures.twin.clock import DAY, Window, midnight, moment, next_day, within
from tests.measures.twin.figure import Figure, Occasion
from tests.measures.twin.history import History
from tests.measures.twin.reading import Message, messages
from tests.measures.twin.sight import POSTS, Stretch, accounts_seen, both, joined, length, seen

HOUR_UNSEEN = 3_600_000_000  # 50: more than one hour in all


def longest_silence(history: History, member: str, window: Window) -> Figure:
    """47: return the longest silence over the member's accounts, in days."""
    occasions = [
        _occasion(silence, last_act, history, member, window)
        for account in accounts_seen(history, member, window, POSTS)  # 59: others are left out
        for silence, last_act in touching(history, account, window)
    ]
    n = len(occasions)
    figure = Figure(unit="days", n=n, occasions=occasions)
    if n == 0:  # 57: shown from n = 1
        figure.outcome = "too few"
    else:
        figure.value = max(occasion.value or 0.0 for occasion in occasions)
    return figure


def touching(history: History, account: str, window: Window) -> list[tuple[Stretch, Message | None]]:
    """49: a silence touches a window when it ends after its beginning and begins before its end.

    One that still runs is one until `as_of`, and cut where it wasn't seen (50) before a window clips it.
    """
    as_of = moment(history.as_of)
    return [
        ((start, min(stop, end)), last_act)
        for begin, end in window.parts(as_of)  # 97
        for (start, stop), last_act in silences(history, account, as_of)
        if stop > begin and start < end
    ]


def silences(history: History, account: str, end: int) -> list[tuple[Stretch, Message | None]]:
    """49, 50: return an account's silences, cut where it was not seen, each with the act before it."""
    sight = seen(history, account, "posts")
    acts = [message for message in messages(history) if message.from_account == account]  # 48
    whole = _whole(sight[0][0], acts, end)
    cut = []
    for silence, last_act in whole:
        in_sight = both(sight, [silence])
        is_gap = length([silence]) - length(in_sight) > HOUR_UNSEEN
        cut += [(part, last_act) for part in (in_sight if is_gap else [silence])]
    return [(part, last_act) for part, last_act in cut if part[0] < part[1]]


def _whole(first_seen: int, acts: list[Message], end: int) -> list[tuple[Stretch, Message | None]]:
    """49: from the first seen moment to the first act, between acts, from the last act to the end."""
    if not acts:
        return [((first_seen, end), None)]
    found: list[tuple[Stretch, Message | None]] = [((first_seen, acts[0].at), None)]
    for before, after in pairwise(acts):
        found.append(((before.at, after.at), before))
    found.append(((acts[-1].at, end), acts[-1]))
    return [(silence, last_act) for silence, last_act in found if silence[0] < silence[1]]


def _occasion(
    silence: Stretch, last_act: Message | None, history: History, member: str, window: Window
) -> Occasion:
    served = within(window.terms, *silence)  # 97: time out of office is taken out like days away
    away = both(joined(away_times(history, member)), served)  # 28
    return Occasion(
        happened=silence[0],
        post=last_act.id if last_act else None,
        value=(length(served) - length(away)) / DAY,
    )


def away_times(history: History, member: str) -> list[Stretch]:
    """28: whole local days, from and to inclusive."""
    zone = history.time_zone
    return [
        (
            midnight(date.fromisoformat(mark["from"]), zone),
            midnight(next_day(date.fromisoformat(mark["to"])), zone),
        )
        for mark in history.marks
        if mark["kind"] == "away" and mark["member"] == member
    ]
