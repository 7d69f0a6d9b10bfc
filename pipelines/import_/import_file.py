"""Brings a file into a data folder: the door that `import` and the invented council share."""

from collections.abc import Callable
from pathlib import Path

from connectors.file_kinds import ZIPS, odd_kind
from connectors.posts_file import WANTED, NotAPostsFile
from pipelines.import_ import archives
from pipelines.import_ import reports as import_reports
from pipelines.import_.covers import Covers
from pipelines.import_.keep import Importing, Report
from pipelines.import_.posts_file import import_posts_file
from pipelines.import_.profiles_file import import_profiles_file
from pipelines.import_.releases import import_releases_file
from pipelines.keep.erasure import carry_out_what_came_up, step
from pipelines.keep.folder import Folder, now_us

Tell = Callable[[str], None]


def import_file(
    folder: Folder,
    path: Path,
    *,
    only: str | None = None,
    covers: Covers | None = None,
    tell: Tell = lambda _: None,
) -> Report:
    """Import a file, recognised by its content, and write its report beside the data.

    Raise NotAPostsFile, NotAnArchive, WrongAccount, ArchiveBusy or OSError.
    """
    odd = odd_kind(path, may_be_zip=True, may_be_empty=True)
    if odd:
        raise NotAPostsFile(f"{odd} {WANTED} Or hand in the zip of an archive.")
    with path.open("rb") as file:
        is_zip = file.read(4) in ZIPS
    report = (_bring_archive if is_zip else _bring_posts_file)(folder, path, only, covers, tell)
    return _reported(folder, report, tell)


def import_profiles(
    folder: Folder, path: Path, *, only: str | None = None, tell: Tell = lambda _: None
) -> Report:
    """Import a file of profile texts, and write its report beside the data.

    Raise NotAPostsFile, ArchiveBusy or OSError.
    """
    with step(folder, tell) as archive:
        report = import_profiles_file(archive, path, importing_into(folder, only=only))
    return _reported(folder, report, tell)


def import_releases(folder: Folder, path: Path, *, tell: Tell = lambda _: None) -> Report:
    """Import a file of the council's press releases, and write its report beside the data.

    Raise NotAPostsFile, ArchiveBusy or OSError.
    """
    with step(folder, tell) as archive:
        counting = _counting(path, tell, what="releases")
        report = import_releases_file(archive, path, folder.settings.zone, counting)
    return _reported(folder, report, tell)


def _reported(folder: Folder, report: Report, tell: Tell) -> Report:
    """Write an import's report, and see to what the file made necessary."""
    import_reports.write_or_say(folder, report)
    carry_out_what_came_up(folder, tell)
    return report


def _bring_posts_file(
    folder: Folder, path: Path, only: str | None, covers: Covers | None, tell: Tell
) -> Report:
    with step(folder, tell) as archive:
        importing = importing_into(folder, only=only, covers=covers)
        return import_posts_file(archive, path, importing, _counting(path, tell))


def _bring_archive(folder: Folder, path: Path, only: str | None, covers: Covers | None, tell: Tell) -> Report:
    # Read while the run lock is held: whoever withdraws meanwhile is erased after this, and not before it is kept.
    with archives.recognised(path, only) as (kind, zipped), step(folder, tell) as archive:
        account = folder.live_accounts().get(only or "")
        if account is None:
            return archives.refusing(path, only or "")
        account = archives.claimed(folder, account, kind.owner(zipped))
        importing = importing_into(folder, covers=covers)
        brought = kind.read(zipped, account, importing.masks, importing.now_us)
        keeping = archives.Keeping(account, folder.owner(account), importing)
        return archives.keep_archive(archive, path, brought, keeping, _counting(path, tell))


def _counting(path: Path, tell: Tell, what: str = "messages") -> Callable[[int], None]:
    return lambda done: tell(f"{path.name}: {done:,} {what}")


def importing_into(
    folder: Folder, *, only: str | None = None, covers: Covers | None = None, states_coverage: bool = True
) -> Importing:
    """Return what an import into this folder needs to know."""
    live = folder.live_accounts()
    members = {account.id: account.member for account in folder.desk.accounts(folder.today())}
    handles = folder.desk.handles()
    nameless = [(*one, None) for one in folder.council_handles()]  # of which there is no account
    return Importing(
        accounts=live,
        masks=folder.pseudonyms(),
        members={author: members[account] for author, _, _, account in handles if account in members},
        people={
            author: account or f"{platform}/{source}"
            for author, source, platform, account in [*nameless, *handles]
        },
        register=folder.register,
        zone=folder.settings.zone,
        now_us=now_us(),
        only=only,
        covers=covers,
        states_coverage=states_coverage,
    )
