"""A member's scorecard on paper, made when it is asked for, by whoever may see the member then."""

from dashboard import services
from dashboard.snapshot import one_snapshot
from dashboard.viewer import Viewer
from summaries.paper import paper
from summaries.scorecard import scorecard as content
from wording.language import reading_in


def scorecard(viewer: Viewer, member: str, label: str, in_language: str) -> bytes:
    """Return the PDF of a member's scorecard, as its page is at this moment. Raise NotForYou, StoreTrouble."""
    with (
        one_snapshot(),
        reading_in(in_language),
    ):  # all of it is of one run, and of the consents that are live now
        return paper(content(services.scorecard(viewer, member, label)))
