"""What members heard: answered-within-a-day, typical-wait, still-waiting and out-of-hours-share."""

from tests.measures.twin.asks import Ask, asks, asks_in, one_voice
from tests.measures.twin.clock import DAY, FORTNIGHT, HOUR, Window, moment
from tests.measures.twin.figure import ENOUGH, Figure, Occasion, share
from tests.measures.twin.history import History
from tests.measures.twin.hours import has_stated, is_within_hours
from tests.measures.twin.numbers import median_wait
from tests.measures.twin.sight import mentions


def answered_within_a_day(history: History, member: str, window: Window) -> Figure:
    """Return the share of asks at least 24 h old that were answered within 24 h."""
    occasions = [
        Occasion(
            happened=ask.message.at,
            post=ask.message.id,
            # 36: an answer that we hold is shown, also one from after sight of M had ended (65): late both ways
            answer=ask.answer.id if ask.answer else None,
            met=is_met(ask, DAY),
            value=(ask.answer.at - ask.message.at) / HOUR if ask.answer else None,
        )
        for ask in _day_old(history, member, window)
    ]
    return share(occasions, counts(history, member, window))


def typical_wait(history: History, member: str, window: Window) -> Figure:
    """Return the median wait, those still waiting censored."""
    kept = [
        ask
        for ask in one_voice(_in(history, member, window))
        if not _leaves(ask) and ask.age > 0  # 86: an ask that was not followed at all leaves too
    ]
    occasions = [_wait(ask) for ask in kept]
    answered = [o.value for o in occasions if o.met and o.value is not None]
    censored = [o.value for o in occasions if not o.met and o.value is not None]
    figure = Figure(unit="hours", n=len(kept), counts=counts(history, member, window), occasions=occasions)
    if len(kept) < ENOUGH:  # 57
        figure.outcome = "too few"
        return figure
    figure.value, figure.low, figure.high = median_wait(answered, censored)
    if figure.value is None:  # 34
        figure.why = "under half answered"
    return figure


def out_of_hours_share(history: History, member: str, window: Window) -> Figure:
    """56: return the asks, of any age and after one voice, that came outside the member's hours."""
    occasions = [
        Occasion(
            happened=ask.message.at,
            post=ask.message.id,
            answer=ask.answer.id if ask.answer else None,
            met=not is_within_hours(history, member, ask.message.at),
        )
        for ask in one_voice(_in(history, member, window))
    ]
    ordinary = sum(not has_stated(history, member, occasion.happened) for occasion in occasions)
    return share(occasions, counts(history, member, window) | {"ordinary_hours": ordinary})


def still_waiting(history: History, member: str, window: Window) -> Figure:
    """Return the asks of the window that are open: any age, one voice or not."""
    waiting = [
        ask
        for ask in _in(history, member, window)  # 22: backdated ones stay
        # 36: no unremoved answer at any time up to as_of; 24: a removed ask is never in it; 27
        if ask.answer is None and not ask.is_removed and not ask.is_answered_elsewhere
    ]
    occasions = [Occasion(happened=a.message.at, post=a.message.id, value=a.age / HOUR) for a in waiting]
    n = len(waiting)
    beside = counts(history, member, window) | by_age(waiting)
    return Figure(unit="count", value=n, n=n, counts=beside, occasions=occasions)  # 63


def by_age(waiting: list[Ask]) -> dict[str, int]:
    """89: count open asks by their age at their moment: under 24 h, from 24 h to exactly 14 days, older."""
    new = sum(ask.age < DAY for ask in waiting)
    closed = sum(ask.age > FORTNIGHT for ask in waiting)
    return {"new": new, "waiting": len(waiting) - new - closed, "closed": closed}


def counts(history: History, member: str, window: Window) -> dict[str, object]:
    """Return what stands beside the figures of asks."""
    some = _in(history, member, window)
    kept = one_voice(some)
    as_of = moment(history.as_of)
    everything = [ask for ask in asks(history, member) if window.holds(ask.message.at, as_of)]
    counted = [ask for ask in kept if not ask.is_answered_elsewhere]  # 87
    younger = [ask for ask in counted if as_of - ask.message.at < DAY]
    two_days = [ask for ask in _day_old(history, member, window) if ask.age >= 2 * DAY]  # 31
    five_days = [ask for ask in two_days if ask.age >= 5 * DAY]
    return {
        "asks": len(some),
        "distinct_askers": len({ask.message.writer for ask in some}),
        "same_person": len(some) - len(kept),
        "answered_elsewhere": sum(ask.is_answered_elsewhere for ask in some),
        "set_aside": sum(ask.is_set_aside for ask in everything),
        "removed": sum(ask.is_removed for ask in some),
        "backdated": sum(ask.is_backdated for ask in some),
        "younger_than_a_day": len(younger),
        "first_day_unseen": sum(ask.age < DAY for ask in counted if ask not in younger),
        "mentions": mentions(history, member, window),
        "within_2_days": [sum(is_met(ask, 2 * DAY) for ask in two_days), len(two_days)],
        "within_5_days": [sum(is_met(ask, 5 * DAY) for ask in five_days), len(five_days)],
    }


def is_met(ask: Ask, limit: int) -> bool:
    """6: answered at most that long after; 24: a removed ask that stays is not met."""
    return ask.wait is not None and ask.wait <= limit and not ask.is_removed


def _in(history: History, member: str, window: Window) -> list[Ask]:
    return asks_in(asks(history, member), window, history)


def _leaves(ask: Ask) -> bool:
    return ask.is_answered_elsewhere or ask.is_backdated  # 27, 22


def _day_old(history: History, member: str, window: Window) -> list[Ask]:
    """6, 30, 65: the kept asks at least 24 h old at their moment, even when younger ones are answered."""
    return [
        ask
        for ask in one_voice(_in(history, member, window))
        if not _leaves(ask) and ask.age >= DAY and (not ask.is_removed or _went_a_day(ask))
    ]


def _went_a_day(ask: Ask) -> bool:
    """24: say whether a removed ask had gone 24 h without an answer when it was removed."""
    removed = ask.message.removed_at
    was_in_time = ask.wait is not None and ask.wait <= DAY
    return removed is not None and removed - ask.message.at >= DAY and not was_in_time


def _wait(ask: Ask) -> Occasion:
    """33: a wait, or the time seen: the least of removal, the moment and 336 h."""
    seen_for = min(ask.age, FORTNIGHT)
    if ask.message.removed_at is not None:  # 24: an open ask is censored at removal
        seen_for = min(seen_for, ask.message.removed_at - ask.message.at)
    is_answered = ask.wait is not None and ask.wait <= seen_for
    time = ask.wait if is_answered and ask.wait is not None else seen_for
    return Occasion(
        happened=ask.message.at,
        post=ask.message.id,
        answer=ask.answer.id if ask.answer and is_answered else None,
        met=is_answered,
        value=time / HOUR,
    )
