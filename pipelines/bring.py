"""Brings a file into a data folder: the door that `import` and the invented council share."""

from collections.abc import Callable
from pathlib import Path

from pipelines import archives, import_reports
from pipelines.covers import Covers
from pipelines.folder import Folder, now_us
from pipelines.imports import import_posts_file
from pipelines.keeping import Importing, Report
from pipelines.run import make_good

ZIPS = (b"PK\x03\x04", b"PK\x05\x06")  # the second is an empty one


def import_file(
    folder: Folder,
    path: Path,
    *,
    only: str | None = None,
    covers: Covers | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Report:
    """Import a file, recognised by its content, and write its report beside the data.

    Raise NotAPostsFile, NotAnArchive, WrongAccount, ArchiveBusy or OSError.
    """
    with path.open("rb") as file:
        is_zip = file.read(4) in ZIPS
    report = (_bring_archive if is_zip else _bring_posts_file)(
        folder, path, only, covers, lambda done: tell(f"{path.name}: {done:,} messages")
    )
    import_reports.write(folder, report)
    return report


def _bring_posts_file(
    folder: Folder, path: Path, only: str | None, covers: Covers | None, tell: Callable[[int], None]
) -> Report:
    with folder.archive() as archive:
        make_good(folder, archive)
        return import_posts_file(archive, path, importing_into(folder, only=only, covers=covers), tell)


def _bring_archive(
    folder: Folder, path: Path, only: str | None, covers: Covers | None, tell: Callable[[int], None]
) -> Report:
    with archives.recognised(path, only) as (kind, zipped):
        account = folder.live_accounts().get(only or "")
        if account is None:
            return archives.refusing(path, only or "")
        account = archives.claimed(folder, account, kind.owner(zipped))
        importing = importing_into(folder, covers=covers)
        brought = kind.read(zipped, account, importing.masks, importing.now_us)
        with folder.archive() as archive:
            make_good(folder, archive)
            keeping = archives.Keeping(account, folder.owner(account), importing)
            return archives.keep_archive(archive, path, brought, keeping, tell)


def importing_into(
    folder: Folder, *, only: str | None = None, covers: Covers | None = None, states_coverage: bool = True
) -> Importing:
    """Return what an import into this folder needs to know."""
    live = folder.live_accounts()
    members = {account.id: account.member for account in folder.desk.accounts(folder.today())}
    return Importing(
        accounts=live,
        masks=folder.pseudonyms(),
        members={
            author: members[account] for author, _, _, account in folder.desk.handles() if account in members
        },
        register=folder.register(),
        zone=folder.settings.zone,
        now_us=now_us(),
        only=only,
        covers=covers,
        states_coverage=states_coverage,
    )
