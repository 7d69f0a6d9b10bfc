"""What was published as the administrator may see it: live accounts only, what is for members' own eyes too."""

import guidance
from people.scorecard import Facts, scorecard
from pipelines.keep.folder import Folder, now_us
from store.published import Published
from store.showing import Showing


def everything(folder: Folder) -> Showing:
    """Return the current run. Raise StoreTrouble."""
    published = Published(folder.published)
    own = Published(folder.published, own=True, version=published.version)
    return Showing([published, own], folder.live_accounts())


def scorecard_of(folder: Folder, showing: Showing, member: str, label: str) -> Facts:
    """Return the facts of a member's scorecard of a published window. Raise PackTrouble or StoreTrouble."""
    return scorecard(
        showing,
        folder.desk,
        guidance.read(showing.published.meta()["pack"], folder.path),
        member,
        label,
        now_us=now_us(),
        own=True,
        signed=folder.settings.languages_checked,
    )
