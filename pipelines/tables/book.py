"""The workbook of a window, as the command line hands it on: what the communications team sees of it."""

from collections.abc import Mapping

from facts import Account
from people import corrections
from pipelines.keep.folder import Folder
from pipelines.summarise.documents import facts_of
from store.figures import figures_of
from store.published import Published
from store.showing import Showing
from store.trouble import StoreTrouble
from summaries import sheets


class NoSuchWindow(StoreTrouble):
    """Nothing was published for a month."""

    code = "not-there"


def book(folder: Folder, live: Mapping[str, Account], label: str, *, version: str) -> bytes:
    """Return the workbook of a window of a published run. Raise NoSuchWindow or StoreTrouble."""
    showing = Showing([Published(folder.published, version=version)], live)
    since = corrections.since(folder.desk, showing.published.meta())
    figures = figures_of(showing, label, taken_out=since.taken_out, put_back=since.put_back)
    if figures is None:
        raise NoSuchWindow(f"Nothing was published for {label}.")
    edition = folder.desk.latest_editions().get(label)
    frozen = facts_of(folder, edition) if edition else None
    return sheets.book(figures, frozen, signed=sorted(folder.settings.languages_checked))
