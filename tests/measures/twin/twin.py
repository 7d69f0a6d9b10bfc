"""The measures in plain Python, from docs/definitions.md: no SQL, no haste."""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from tests.measures.twin.clock import Window, iso, last_90_days, moment, month, within
from tests.measures.twin.figure import Figure
from tests.measures.twin.heard import answered_within_a_day, out_of_hours_share, still_waiting, typical_wait
from tests.measures.twin.history import History
from tests.measures.twin.loops import feedback_loops
from tests.measures.twin.office import terms
from tests.measures.twin.people import long_exchanges, people_spoken_with
from tests.measures.twin.posts import corrections, credit_share, formats
from tests.measures.twin.profiles import bio
from tests.measures.twin.said import conversation_share, going_out_share, own_questions_share, sharing_share
from tests.measures.twin.sight import POSTS, POSTS_AND_REPLIES, is_covered
from tests.measures.twin.silence import longest_silence
from tests.measures.twin.weeks import active_weeks, time_of_weeks
from tests.measures.twin.words import own_words_share, something_to_compare

Measure = Callable[[History, str, Window], Figure]
MEASURES: dict[str, tuple[Measure, tuple[str, ...]]] = {
    "answered-within-a-day": (answered_within_a_day, POSTS_AND_REPLIES),
    "typical-wait": (typical_wait, POSTS_AND_REPLIES),
    "still-waiting": (still_waiting, POSTS_AND_REPLIES),
    "conversation-share": (conversation_share, POSTS),
    "sharing-share": (sharing_share, POSTS),
    "longest-silence": (longest_silence, POSTS),
    "people-spoken-with": (people_spoken_with, POSTS_AND_REPLIES),
    "going-out-share": (going_out_share, POSTS),
    "active-weeks": (active_weeks, POSTS),
    "long-exchanges": (long_exchanges, POSTS_AND_REPLIES),
    "out-of-hours-share": (out_of_hours_share, POSTS_AND_REPLIES),
    "own-questions-share": (own_questions_share, POSTS),
    "feedback-loops": (feedback_loops, POSTS),
    "formats": (formats, POSTS),
    "corrections": (corrections, POSTS),
    "credit-share": (credit_share, POSTS),
    "bio": (bio, ()),  # which says by itself what was read
    "own-words-share": (own_words_share, POSTS),
}
OTHER_UNITS = {
    "typical-wait": "hours",
    "longest-silence": "days",
    "formats": "number",
    **dict.fromkeys(
        ("still-waiting", "people-spoken-with", "long-exchanges", "feedback-loops", "corrections", "bio"),
        "count",
    ),
}
UNITS = {measure: OTHER_UNITS.get(measure, "share") for measure in MEASURES}


def window_of(history: History, label: str, member: str = "") -> Window:
    """Return a window by its label, `YYYY-MM` or `90 days`; of a member with the terms of office (97)."""
    window = last_90_days(moment(history.as_of)) if label == "90 days" else month(label, history.time_zone)
    return replace(window, terms=terms(history, member))


def figures(history: History, member: str, label: str) -> dict[str, Figure]:
    """Return measure -> figure of one member and window."""
    window = window_of(history, label, member)
    found = {}
    for measure, (work_out, needs) in MEASURES.items():
        judged = time_of_weeks(window, history) if measure == "active-weeks" else window  # 54
        if not _is_in_office(window) or not _is_in_office(judged):
            continue  # 97: no part, no result
        is_seen = not needs or is_covered(history, member, judged, needs)  # 59
        if measure == "own-words-share" and not something_to_compare(history, member, window):
            is_seen = True  # 73: not visible, whatever the coverage
        found[measure] = (
            work_out(history, member, window) if is_seen else Figure(unit=UNITS[measure], outcome="unknown")
        )
    return found


def _is_in_office(window: Window) -> bool:
    """97: say whether any part of a window lies within a term of office."""
    return bool(within(window.terms, window.start, window.stop))


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
