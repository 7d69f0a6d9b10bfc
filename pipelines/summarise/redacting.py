"""Takes out of frozen months whom they may no longer name: the one thing that alters an edition.

Whoever ends a consent, takes a permission back or takes a post down is named nowhere afterwards: a revision without
them takes the place of the edition, whose files go. No figure of a measure moves.
"""

from collections.abc import Callable, Collection
from itertools import groupby

from people.redaction import ended, names_of, without
from pipelines.keep.folder import Folder, now_us
from pipelines.summarise.documents import facts_of, kept_as
from store.archive import Archive
from store.editions import Edition, sweep
from store.still_there import still_there
from store.trouble import StoreTrouble

BY = "an erasure"
ERASED = "erased"  # as a revision says what changed
Tell = Callable[[str], None]


def redact(
    folder: Folder, archive: Archive, *, going: Collection[str] = (), tell: Tell = lambda _: None
) -> None:
    """Redact each month's editions as far as they name what may no longer be named; their files go.

    `going`: accounts that are being erased. Raise OSError.
    """
    there = [one for one in folder.desk.editions() if one.redacted_us is None]
    for month, some in groupby(there, lambda one: one.month):
        *former, latest = some
        if gone := _gone(folder, archive, latest, going):
            tell(f"taking out of the summary of {month} whoever may no longer be named")
            _take_out(folder, latest, gone, tell)
        else:
            for one in former:
                if _gone(folder, archive, one, going):
                    folder.desk.take_away(one, now_us=now_us())
    sweep(folder.editions, folder.desk.editions())


def _gone(folder: Folder, archive: Archive, edition: Edition, going: Collection[str]) -> set[str]:
    if not edition.names:
        return set()
    live = folder.desk.unended() - set(going)  # a clock that was set back must not take anybody out
    posts = {name.partition(":")[2] for name in edition.names if name.startswith("post:")}
    taken_down = {f"post:{one}" for one in posts - set(still_there(archive, posts))}
    return ended(folder.desk, edition.names, live) | taken_down


def _take_out(folder: Folder, edition: Edition, gone: set[str], tell: Tell) -> None:
    """Freeze a month once more without these, in place of all that was frozen of it before."""
    try:
        facts = without(facts_of(folder, edition), gone)
    except StoreTrouble as trouble:  # what is left of it still names them
        tell(f"the summary of {edition.month} is taken away: {trouble}")
        folder.desk.take_away(edition, now_us=now_us())
        return
    facts |= {"revision": edition.revision + 1, "changed": [ERASED]}
    # Its figures are as of the first freezing: what came since then is as late as it was.
    kept = kept_as(
        folder, facts, by=BY, names=names_of(facts), made_of=edition.made_of, made_us=edition.made_us
    )
    folder.desk.add_edition(kept, redacted_us=now_us())
