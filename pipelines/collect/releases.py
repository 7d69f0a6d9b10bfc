"""Collects the council's press releases: its feeds one after the other, then its folder. None stops another."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice

from connectors.connector import PlatformTrouble
from connectors.feeds.entries import NotAFeed
from connectors.feeds.fetch import Feeds
from connectors.releases.feed import ReleaseFeed, read_release_feed
from connectors.releases.folder import SetAside, read_release_folder
from facts import Trouble, Unseen
from pipelines.collect.visit import Collected
from pipelines.keep import releases as known
from pipelines.keep.folder import Folder, now_us
from store.archive import Archive
from store.releases import keep_releases

ROW = "council releases"  # what they are called among the accounts
AT_ONCE = 500  # files kept in one transaction
CHECK = "Check the feed's address under [releases] in settings.toml."
BROKEN = "It is badly made or broke off: what could be read was kept."
MEND_FEED = "Tell whoever looks after the site."


def collect_releases(folder: Folder, archive: Archive) -> list[Collected]:
    """Read all feeds and the folder. Return what they brought as one row; none where nothing is set up."""
    told = folder.settings.releases
    if not told.is_set_up:
        return []
    done = Collected(account=ROW)
    with closing(Feeds()) as feeds:
        unread = [
            called
            for address, called in known.named_feeds(told)
            if not _read_feed(archive, feeds, address, called, done)
        ]
        done.calls = feeds.calls
    if unread:
        done.said = f"not read: {', '.join(unread)}"
    if told.folder:
        _read_folder(folder, archive, done)
    return [done]


def _read_feed(archive: Archive, feeds: Feeds, address: str, called: str, done: Collected) -> bool:
    """Keep what a feed holds, and how it went. Say whether it was read whole."""
    state, where = known.state_of(archive, address), f"release feed {called}"
    releases, state.ails, state.todo = [], "", ""
    try:
        feed = _asked(feeds, address, where, state)
        releases = known.from_feed(address, feed.releases)
        done.troubles += _entries_set_aside(feed, where)
        if not feed.is_whole:
            state.ails, state.todo = BROKEN, MEND_FEED
    except PlatformTrouble as trouble:
        is_theirs = trouble.may_pass or trouble.why is Unseen.PERMISSION
        state.ails, state.todo = trouble.what, trouble.todo if is_theirs else CHECK
    except NotAFeed:
        state.ails, state.todo = "Its address answers something that is no feed.", CHECK
    if state.ails:
        done.troubles.append(Trouble(what=state.ails, where=where, todo=state.todo, kind="release-feed"))
    kept = keep_releases(archive, releases, cursors=known.written_down(address, state))
    done.new, done.changed = done.new + kept.new, done.changed + kept.changed
    return not state.ails


def _asked(feeds: Feeds, address: str, where: str, state: known.FeedState) -> ReleaseFeed:
    """Return what a feed holds that it didn't before, and note that it was read. Raise PlatformTrouble or NotAFeed."""
    seen_us = now_us()
    fetched = feeds.ask(where, address, state.etag, state.modified)
    if fetched.is_unchanged:
        feed = ReleaseFeed()
    else:
        feed = read_release_feed(fetched.body, fetched.content_type, address=address, now_us=seen_us)
        if feed.is_whole:  # else it is to be sent again
            state.etag, state.modified = fetched.etag, fetched.modified
    state.read_us = seen_us if feed.is_whole else state.read_us
    return feed


def _entries_set_aside(feed: ReleaseFeed, where: str) -> Iterator[Trouble]:
    for why, times in feed.set_aside.items():
        entries = "An entry was" if times == 1 else f"{times:,} entries were"
        yield Trouble(what=f"{entries} set aside: {why}.", where=where, todo=MEND_FEED)


def _read_folder(folder: Folder, archive: Archive, done: Collected) -> None:
    """Keep what the folder holds."""
    name = folder.settings.releases.folder
    try:
        place = known.found_at(folder.path, folder.settings.releases)
    except known.NoFolder as why:
        done.troubles.append(
            Trouble(
                what=str(why), where=f"release folder {name}", todo=known.MEND_FOLDER, kind="release-folder"
            )
        )
        return
    read = read_release_folder(place, folder.settings.zone, now_us=now_us())
    while some := list(islice(read, AT_ONCE)):
        done.troubles += _files_set_aside(name, some)
        found = [one for one in some if not isinstance(one, SetAside)]
        releases = known.from_files(known.FOLDER, found)
        by_hand = {release.id for release, one in zip(releases, found, strict=True) if one.is_dated_by_hand}
        kept = keep_releases(archive, releases, redated=by_hand)
        done.new, done.changed = done.new + kept.new, done.changed + kept.changed


def _files_set_aside(folder: str, some: Sequence[object]) -> Iterator[Trouble]:
    for one in some:
        if isinstance(one, SetAside):
            what = f"It was set aside: {one.why}."
            yield Trouble(what=what, where=f"{folder}/{one.named}", todo="The others were read.")
