"""feedback-loops: which invitations for views were closed by a report back."""

import re

from tests.measures.twin.asks import LINK
from tests.measures.twin.clock import DAY, Window, moment
from tests.measures.twin.figure import Figure, Occasion
from tests.measures.twin.history import (
    PLAIN_INVITATIONS,
    PLAIN_QUIZZES,
    PLAIN_REPORTS_BACK,
    History,
    is_plainly,
)
from tests.measures.twin.marks import pairs
from tests.measures.twin.posts import is_no_share, one_way
from tests.measures.twin.reading import Message, conversation, messages
from tests.measures.twin.said import said_in
from tests.measures.twin.sight import POSTS, accounts_seen

FOLLOWED = 90 * DAY
NOT_VIEWS = ("Seen a broken lamp? Tell me where.",)  # asks for reports
HASHTAG = re.compile(r"(?<![^\W_])#(\w+)")


def feedback_loops(history: History, member: str, window: Window) -> Figure:
    """78: return the invitations for views of the window; beside them how many were closed, and how."""
    as_of = moment(history.as_of)
    told = pairs(history)
    counts = dict.fromkeys(("closed", "confirmed", "refused", "unseen", "open"), 0)
    occasions = []
    for invitation in said_in(history, member, window):
        if not seeks_views(invitation, history):
            continue
        closing = closed_by(invitation, history)
        occasions.append(
            Occasion(
                happened=invitation.at,
                post=invitation.id,
                answer=closing.id if closing else None,
                met=closing is not None,
            )
        )
        is_refused = any(post == invitation.id and kind == "not-a-pair" for (post, _), kind in told.items())
        counts["refused"] += is_refused
        if closing:
            counts["closed"] += 1
            counts["confirmed"] += told.get((invitation.id, closing.id)) == "pair"
        elif not _was_followed(invitation, history, member):
            counts["unseen"] += 1
        elif as_of - invitation.at < FOLLOWED:
            counts["open"] += 1
    n = len(occasions)
    return Figure(unit="count", value=n, n=n, counts=dict(counts), occasions=occasions)


def seeks_views(message: Message, history: History) -> bool:
    """78: an original or a quote that invites and seeks views, or a poll.

    82: one marked `invites` seeks views unless the rule itself knows it as a quiz, a contest or a request for reports.
    """
    if message.kind != "post" and not (message.kind == "quote" and message.has_own_words):
        return False
    if message.format == "poll":
        return True
    wants_else = is_plainly(PLAIN_QUIZZES + NOT_VIEWS, message.text)
    marks = [m["kind"] for m in history.marks if m.get("post") == message.id and "invites" in m["kind"]]
    if marks:
        return marks[-1] == "invites" and not wants_else
    return is_plainly(PLAIN_INVITATIONS, message.text) and not wants_else


def closed_by(invitation: Message, history: History) -> Message | None:
    """78: return M's earliest message within 90 days that a person paired with it, or that reports back and is tied."""
    told = pairs(history)
    later = [
        message
        for message in messages(history)
        if message.writer == invitation.writer
        and is_no_share(message)
        and message.removed_at is None
        and invitation.at < message.at <= invitation.at + FOLLOWED
    ]
    for message in later:
        if told.get((invitation.id, message.id)) == "pair":
            return message
    for message in later:
        is_refused = told.get((invitation.id, message.id)) == "not-a-pair"
        if (
            not is_refused
            and is_plainly(PLAIN_REPORTS_BACK, message.text)
            and _is_tied(invitation, message, history)
        ):
            return message
    return None


def _is_tied(invitation: Message, report: Message, history: History) -> bool:
    links = _links(report)
    return (
        conversation(report) == conversation(invitation)
        or (report.kind == "quote" and report.answers == invitation.id)
        or bool(invitation.url and one_way(invitation.url) in links)
        or bool(links & _links(invitation))
        or bool(tags(report) & _rare_tags(invitation, history))
    )


def _links(message: Message) -> set[str]:
    """78: a link to a site's first page ties nothing."""
    return {link for link in map(one_way, LINK.findall(message.text)) if "/" in link}


def tags(message: Message) -> set[str]:
    """Return the hashtags of a message, lower case."""
    return {tag.lower() for tag in HASHTAG.findall(LINK.sub(" ", message.text))}


def _rare_tags(invitation: Message, history: History) -> set[str]:
    """78: those that stand in at most one in five of M's originals and quotes from then to 90 days after."""
    some = [
        message
        for message in messages(history)
        if message.writer == invitation.writer
        and message.removed_at is None
        and (message.kind == "post" or (message.kind == "quote" and message.has_own_words))
        and invitation.at <= message.at <= invitation.at + FOLLOWED
    ]
    return {tag for tag in tags(invitation) if 5 * sum(tag in tags(one) for one in some) <= len(some)}


def _was_followed(invitation: Message, history: History, member: str) -> bool:
    """78: say whether its 90 days to as_of were seen for at least 90 %."""
    stop = min(invitation.at + FOLLOWED, moment(history.as_of))
    if stop == invitation.at:
        return True
    span = Window(label="followed", start=invitation.at, stop=stop)
    found = accounts_seen(history, member, span, POSTS).values()
    return bool(found) and all(10 * was_seen >= 9 * whole for was_seen, whole in found)
