"""The six measures in plain Python, from docs/definitions.md: no SQL, no haste."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from tests.measures.twin.clock import Window, iso, last_90_days, moment, month
from tests.measures.twin.figure import Figure
from tests.measures.twin.heard import answered_within_a_day, still_waiting, typical_wait
from tests.measures.twin.history import History
from tests.measures.twin.said import conversation_share, sharing_share
from tests.measures.twin.sight import POSTS, POSTS_AND_REPLIES, is_covered
from tests.measures.twin.silence import longest_silence

Measure = Callable[[History, str, Window], Figure]
MEASURES: dict[str, tuple[Measure, tuple[str, ...]]] = {
    "answered-within-a-day": (answered_within_a_day, POSTS_AND_REPLIES),
    "typical-wait": (typical_wait, POSTS_AND_REPLIES),
    "still-waiting": (still_waiting, POSTS_AND_REPLIES),
    "conversation-share": (conversation_share, POSTS),
    "sharing-share": (sharing_share, POSTS),
    "longest-silence": (longest_silence, POSTS),
}
UNITS = dict(zip(MEASURES, ("share", "hours", "count", "share", "share", "days"), strict=True))


def window_of(history: History, label: str) -> Window:
    """Return a window by its label: `YYYY-MM` or `90 days`."""
    if label == "90 days":
        return last_90_days(moment(history.as_of))
    return month(label, history.time_zone)


def figures(history: History, member: str, label: str) -> dict[str, Figure]:
    """Return measure -> figure of one member and window."""
    window = window_of(history, label)
    return {
        measure: work_out(history, member, window)
        if is_covered(history, member, window, needs)
        else Figure(unit=UNITS[measure], outcome="unknown")  # 59
        for measure, (work_out, needs) in MEASURES.items()
    }


def results(history: History, label: str) -> dict[str, dict[str, Any]]:
    """Return per member a document in the shape of `show --json`, with the evidence beside each result."""
    window = window_of(history, label)
    return {
        member: {
            "member": member,
            "as_of": iso(moment(history.as_of)),
            "window": {"from": iso(window.start), "to": iso(window.stop), "label": label},
            "results": [
                {"measure": measure, **asdict(figure)}
                for measure, figure in figures(history, member, label).items()
            ],
        }
        for member in history.members()
    }
