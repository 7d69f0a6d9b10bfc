"""Posts that may be examples of good practice: found by a stated rule, for a person to choose from.

Of each share of which more is better: of every member whose share, drawn towards the others', lies above that of all
together, the post with most words among those that were met, since others are to learn from it. A post of which an
example was made, or was refused, is left out.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from metrics import all_measures
from metrics.measure import Audience, Measure, Span
from metrics.statistics.shortlist import above_the_rest
from store.published import Row
from store.showing import Showing


class Candidate(NamedTuple):
    """A post that somebody may want to nominate, and which measure pointed at it."""

    measure: str
    member: str
    post: str
    posted_us: int
    url: str
    words: str


def shortlist(shown: Showing, label: str, *, leave_out: Collection[str]) -> Iterator[Candidate]:
    """Yield the candidates of a window, by measure and member; at most one of each."""
    results = shown.results(label)
    for measure in filter(_points_at_posts, all_measures()):
        parts = {
            row["member"]: (row["met"] or 0, row["n"])
            for row in results
            if row["measure"] == measure.id and row["n"]
        }
        for member in above_the_rest(parts):
            if found := _fullest(shown, measure, member, label, leave_out):
                yield Candidate(
                    measure.id, member, found["post"], found["posted_us"], found["url"], found["text"]
                )


def _points_at_posts(measure: Measure) -> bool:
    return (
        measure.sum_up.is_share
        and measure.better == "more"
        and measure.audience is Audience.ALL
        and measure.judged_over is Span.WINDOW
    )


def _fullest(
    shown: Showing, measure: Measure, member: str, label: str, leave_out: Collection[str]
) -> Row | None:
    """Return the one with most words of the own messages that count as met; an answer stands for its question.

    Of several with as many words it is the latest.
    """
    met = [row for row in shown.occasions(member, measure.id, label) if row["met"] and not row["left_out"]]
    posts = {row["answer"] or row["post"] for row in met} - {None} - set(leave_out)
    messages = shown.messages(posts).values()
    own = [
        one
        for one in messages
        if one["who"] == "member" and not one["is_removed"] and not one["is_hidden"] and one["text"]
    ]
    return max(own, key=lambda one: (len(one["text"].split()), one["posted_us"], one["post"]), default=None)
