"""A member's scorecard of a month as a document, for the member alone."""

import guidance
from people.scorecard import scorecard
from pipelines.keep.folder import Folder, now_us
from store.published import Published
from store.showing import Showing
from summaries.paper import paper
from summaries.scorecard import scorecard as content
from wording.language import reading_in


def scorecard_pdf(folder: Folder, member: str, month: str, language: str) -> bytes | None:
    """Return a member's scorecard of a month as a PDF, with what is for their own eyes.

    None where nothing of that month or of that member is published. Raise StoreTrouble or PackTrouble.
    """
    published = Published(folder.published)
    own = Published(folder.published, own=True, version=published.version)
    showing = Showing([published, own], folder.live_accounts())
    if member not in showing.people or month not in {row["label"] for row in published.windows()}:
        return None
    pack = guidance.read(published.meta()["pack"], folder.path)
    facts = scorecard(
        showing,
        folder.desk,
        pack,
        member,
        month,
        now_us=now_us(),
        own=True,
        signed=folder.settings.languages_checked,
    )
    with reading_in(language):
        return paper(content(facts))
