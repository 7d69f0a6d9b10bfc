"""What can be seen of each account at all: what its platform shows, or less where only files tell of it."""

from collections.abc import Mapping

from connectors import all_platforms
from facts import Sight
from store.archive import Archive
from store.own_archives import from_files_alone, shows_only_own

Sees = Mapping[str, frozenset[Sight]]  # by platform, and by account for one that shows less


def what_shows(archive: Archive) -> tuple[Sees, frozenset[str]]:
    """Return what each platform and account can show, and the accounts known from posts files alone."""
    platforms = {one.id: one.sees for one in all_platforms()}
    archives = shows_only_own(archive)
    filed = from_files_alone(archive) - archives.keys()
    # A posts file says nothing of a profile.
    less = {account: platforms.get(account.partition(":")[0], frozenset(Sight)) for account in filed}
    return platforms | {a: sights - {Sight.PROFILE} for a, sights in less.items()} | archives, filed


def earliest_us(archive: Archive, as_of_us: int) -> int:
    """Return since when the posts of any account were seen; the run's moment where none were."""
    starts = [seen[0][0] for (_, sight), seen in archive.stretches().items() if sight is Sight.POSTS and seen]
    return min(starts, default=as_of_us)
