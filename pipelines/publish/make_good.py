"""Makes good what stopped the last run, before anything else is done."""

from metrics import own_measures
from pipelines.keep.folder import Folder, now_us
from pipelines.measure.steps import measure
from store import publishing
from store.archive import Archive
from store.finished_run import finished_as_of, finished_version
from store.words_gone import are_published, without_words


def make_good(folder: Folder, archive: Archive) -> None:
    """Publish a finished run that was never published, take words that are gone out of what is, sweep.

    What a person noted of such words goes from the desk with them.
    """
    _forget_notes(folder, archive)
    publishing.make_good(archive, folder.published, own_measures(), now_us())
    as_of_us = finished_as_of(archive)
    if are_published(archive) and finished_version(archive) is None and as_of_us is not None:
        measure(folder, archive, as_of_us)  # what an older Two-Way finished can't be published again as it is
        publishing.make_good(archive, folder.published, own_measures(), now_us())


def _forget_notes(folder: Folder, archive: Archive) -> None:
    noted = folder.desk.noted_posts()
    if noted:
        gone = without_words(archive, noted, folder.authors_but(folder.desk.unended()))
        if gone:
            folder.desk.forget_notes(gone)
