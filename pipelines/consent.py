"""Withdrawal and erasure: hidden at once, then gone. One audit line stays."""

from facts import from_us
from pipelines import import_reports
from pipelines.folder import Folder, now_us
from pipelines.run import Tell, measure
from store.erasing import doomed, erase, rewrite
from store.finishing import finished_as_of
from store.publishing import sweep


def carry_out_erasures(folder: Folder, tell: Tell = lambda _: None) -> list[str]:
    """Erase what was asked to be erased: archive rows, the archive's file, every older published file.

    The others' figures are worked out again as of the same moment, so that nothing of the erased accounts is
    left in them and nothing else moves. Raise ArchiveBusy when another run holds the archive.
    """
    accounts = folder.desk.pending_erasures()
    if not accounts:
        return []
    with folder.archive() as archive:
        authors = [author for author, _, _, account in folder.desk.handles() if account in accounts]
        folder.desk.forget_marks(doomed(archive, accounts, authors, folder.desk.marked_posts()))
        erase(archive, accounts, authors)
        as_of_us = finished_as_of(archive)
        if as_of_us is not None:
            tell(f"measuring again as of {from_us(as_of_us):%Y-%m-%d %H:%M} UTC")
            measure(folder, archive, as_of_us)
            sweep(folder.published, keep=1)
        rewrite(archive)
    import_reports.forget(folder, accounts)
    members = _members_left_without_accounts(folder, accounts)
    folder.desk.forget(accounts, members)
    folder.desk.erased(accounts, now_us=now_us())
    return accounts


def _members_left_without_accounts(folder: Folder, erased: list[str]) -> list[str]:
    accounts = folder.desk.accounts(folder.today())
    touched = {account.member for account in accounts if account.id in erased}
    kept = {account.member for account in accounts if account.id not in erased}
    return sorted(touched - kept)
