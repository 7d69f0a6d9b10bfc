"""A member's scorecard of a month as a document, for the member alone."""

from pipelines.keep.folder import Folder
from pipelines.publish.shown import everything, scorecard_of
from summaries.paper import paper
from summaries.scorecard import scorecard as content
from wording.language import reading_in


def scorecard_pdf(folder: Folder, member: str, month: str, language: str) -> bytes | None:
    """Return a member's scorecard of a month as a PDF, with what is for their own eyes.

    None where nothing of that month or of that member is published. Raise StoreTrouble or PackTrouble.
    """
    showing = everything(folder)
    if member not in showing.people or month not in {row["label"] for row in showing.published.windows()}:
        return None
    facts = scorecard_of(folder, showing, member, month)
    with reading_in(language):
        return paper(content(facts))
