"""What is known of the council's press releases, and what is to be done about them: for `doctor`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from facts import from_us, iso
from pipelines.keep import releases as known
from pipelines.keep.folder import Folder, now_us
from pipelines.keep.folder_checks import Step
from pipelines.report import count
from store.archive import Archive
from store.releases import releases


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that is set up."""

    called: str
    state: known.FeedState | None  # None while nobody can look


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to tell."""

    feeds: list[FoundFeed]
    folder: str
    folder_ails: str
    kept: int | None  # None while nobody can look


def look(folder: Folder, archive: Archive | None, *, can_tell: bool = True) -> Found:
    """Return what is set up and how reading it went: nothing yet without an archive.

    While a run holds the archive nobody `can_tell` the latter.
    """
    told, unknown = folder.settings.releases, known.FeedState() if can_tell else None
    feeds = [
        FoundFeed(called, known.state_of(archive, address) if archive else unknown)
        for address, called in known.named_feeds(told)
    ]
    ails = ""
    try:
        _ = told.folder and known.found_at(folder.path, told)
    except known.NoFolder as why:
        ails = str(why)
    kept = len(releases(archive, now_us())) if archive else 0 if can_tell else None
    return Found(feeds, told.folder, ails, kept)


def steps(found: Found) -> Iterator[Step]:
    """Yield what there is to do."""
    for feed in found.feeds:
        where = f"release feed {feed.called}"
        if feed.state and feed.state.ails:
            yield Step("release-feed", f"{where}: {feed.state.ails} {feed.state.todo}")
        elif feed.state and not feed.state.read_us:
            yield Step("release-feed-unread", f"{where}: Never read: run `run`.")
    if found.folder_ails:
        yield Step(
            "release-folder", f"release folder {found.folder}: {found.folder_ails} {known.MEND_FOLDER}"
        )


def said(found: Found) -> Iterator[str]:
    """Yield what is said of releases, in lines."""
    folder = f", folder {found.folder}" if found.folder else ""
    kept = "" if found.kept is None else f"; {count(found.kept, 'release')} kept"
    yield f"Council releases: {count(len(found.feeds), 'feed')}{folder}{kept}."
    for feed in found.feeds:
        if feed.state is None:
            yield f"{feed.called}: when it was last read can't be told now."
        else:
            yield f"{feed.called}: last read {_day(feed.state.read_us)}."


def document(found: Found) -> dict[str, Any]:
    """Return the same for `--json`."""
    return {
        "feeds": [
            {
                "feed": feed.called,
                "last_read_at": iso(feed.state.read_us) if feed.state and feed.state.read_us else None,
                "ails": feed.state.ails or None if feed.state else None,
            }
            for feed in found.feeds
        ],
        "folder": found.folder or None,
        "kept": found.kept,
    }


def _day(us: int) -> str:
    return f"{from_us(us):%Y-%m-%d}" if us else "never"
