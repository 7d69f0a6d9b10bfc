"""Imports the archive of one account: what a member downloaded of their own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from connectors.archives import Brought, Kind, NotAnArchive, Owner, Zipped, kind_of, opened
from facts import Account, Page, Post, Seen, Sight, Trouble, iso
from pipelines import report
from pipelines.import_.covers import shown_stretch
from pipelines.import_.keep import PAGE, Importing, Report, keep_posts, noting_ends, refused, say_what_ended
from pipelines.keep.folder import Folder
from store.archive import Archive
from store.own_archives import seconds_of
from store.profiles import keep_readings, reading

STREAM = "archive"  # the cursor that says an account has one


class WrongAccount(ValueError):
    """An archive needs the account it belongs to; the message says how to name it."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """Into what an archive is kept."""

    account: Account
    owner: str  # its own author's pseudonym
    importing: Importing


@contextmanager
def recognised(path: Path, named: str | None) -> Iterator[tuple[Kind, Zipped]]:
    """Lend an open archive and its kind. Raise NotAnArchive, WrongAccount or OSError."""
    with opened(path) as zipped:
        kind = kind_of(zipped)
        if named is None or not named.startswith(f"{kind.PLATFORM}:"):
            raise WrongAccount(
                f"it is an archive of {kind.PLATFORM}. Say whose, with --account {kind.PLATFORM}:HANDLE."
            )
        yield kind, zipped


def refusing(path: Path, account: str) -> Report:
    """Return the report of an archive that isn't opened further: nobody consented."""
    return Report(
        file=path.name, troubles=[refused(account, "The archive was refused")], refused={account: []}
    )


def claimed(folder: Folder, account: Account, said: Owner | None) -> Account:
    """Return the account as the archive knows it, its lasting id noted at the desk. Raise NotAnArchive."""
    if said is None:
        return account
    is_its_own = (
        said.platform_id == account.platform_id
        if account.platform_id
        else said.handle in (account.handle.lower(), account.id.split(":", 1)[1])
    )
    if not is_its_own:
        raise NotAnArchive(
            f"it is the archive of another account than {account.id}. If its handle changed, register the new one."
        )
    return folder.note_profile(account, platform_id=said.platform_id, handle=said.handle)


def keep_archive(
    archive: Archive, path: Path, brought: Brought, keeping: Keeping, tell: Callable[[int], None]
) -> Report:
    """Keep what an archive brings. Importing it twice changes nothing.

    What it covers is stated last, so a crash claims nothing that wasn't kept.
    """
    report = Report(file=path.name, troubles=list(brought.troubles))
    account, importing = keeping.account.id, keeping.importing
    made = f'"{iso(brought.made_us)}"' if brought.made_us else '""'
    # First of all, so that what the platform gives later finds these messages to take their place.
    start = Page(account=account, cursors={STREAM: made})
    with noting_ends(report):
        archive.keep(start, [], owner=keeping.owner, now_us=importing.now_us)
    posts = iter(_without_twins(archive, brought, keeping, report))
    others: set[str] = set()
    while page := list(islice(posts, PAGE)):
        met = keep_posts(archive, page, importing, report, owner=keeping.owner)
        others |= {id_ for id_, one in met.items() if one.kept.account != account and not one.shows_account}
        tell(report.kept + report.already_kept)
    if others:
        brought.posts = [post for post in brought.posts if post.id not in others]  # they show nothing of it
        report.troubles.append(_left_out(len(others), account))
    seen = Page(account=account, seen=_seen(brought, account, importing))
    with noting_ends(report):
        _keep_about(archive, brought, account, importing)
        archive.keep(seen, [], owner=keeping.owner, now_us=importing.now_us)
        report.seen += seen.seen
    say_what_ended(report)
    if not brought.posts:
        what = "It holds no posts, so what it covers isn't claimed."
        report.troubles.append(Trouble(what=what, where=account, kind="incomplete"))
    return report


def _keep_about(archive: Archive, brought: Brought, account: str, importing: Importing) -> None:
    """Keep what the account said of itself when the archive was made, if it says when that was. Raise ConsentEnded."""
    if brought.about is not None and 0 < brought.made_us <= importing.now_us:
        with archive.keeping([account]):
            keep_readings(archive, [reading(account, brought.made_us, brought.about)])


def _left_out(count: int, account: str) -> Trouble:
    posts = report.count(count, "post")
    return Trouble(what=f"{posts} left out: other messages have their ids, and those stay.", where=account)


def _without_twins(archive: Archive, brought: Brought, keeping: Keeping, report: Report) -> list[Post]:
    """Leave out messages that came from the platform itself: an archive without ids knows them by their second."""
    posts = brought.posts
    if brought.has_ids:
        return posts
    seconds = seconds_of(archive, keeping.account.id, keeping.owner)
    new = [post for post in posts if (post.kind.value == "reply", post.posted_us // 1_000_000) not in seconds]
    report.already_kept += len(posts) - len(new)
    return new


def _seen(brought: Brought, account: str, importing: Importing) -> list[Seen]:
    """Return the stretch an archive shows of the member's own messages: only those, nobody else's are in it."""
    span = brought.span()
    if span is None or not brought.is_whole:
        return []
    span = span[0], max(span[1], brought.made_us)
    shown = shown_stretch(span, importing.covers, importing.zone, now_us=importing.now_us)
    if shown is None or shown[0] == shown[1]:
        return []
    return [Seen(account=account, sight=Sight.POSTS, from_us=shown[0], to_us=shown[1])]
