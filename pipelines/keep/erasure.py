"""Withdrawal and erasure: hidden at once, then gone. One audit line stays.

Every step of a run begins here: what may no longer be kept goes before anything else is done.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from connectors import all_platforms
from facts import from_us
from labels import all_rules
from people import looks
from people.sign_in_settings import KEPT_DAYS
from pipelines.import_ import reports as import_reports
from pipelines.keep.folder import Folder, now_us
from pipelines.keep.folder_checks import ASIDE
from pipelines.measure.steps import Tell, measure
from pipelines.publish.make_good import make_good
from pipelines.report import count
from pipelines.summarise.redacting import redact
from store.archive import Archive
from store.desk_file import READERS_TIMEOUT_S
from store.erasing import doomed, erase, held_accounts, rewrite, sweep_half_written
from store.finished_run import finished_as_of
from store.handing_on import People, hand_on
from store.publishing import sweep
from store.swapping import has_copies, sweep_copies
from store.trouble import ArchiveBusy, StoreTrouble
from store.words_gone import are_published, empty_shares, is_rewriting_due, leave_codes, silence

LEFT_OVER = "what no consent covers"  # as the audit names what nobody asked to be erased by name
LOG_IS_READ = (
    "Somebody is reading desk.sqlite: until they stop, what went from it just now can still be found in its bytes. "
    "Every run tries again to clear them; so does this command."
)
COPY_IS_MADE = (
    "A backup is being made, or put back: what went just now is in it. Of a backup it goes when that expires."
)
FILES_ARE_READ = (
    "Somebody is reading a published file: it can't be removed until they stop. Every run tries again."
)


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did."""

    accounts: list[str]
    left: list[str]  # a line for each thing that couldn't go yet


@contextmanager
def step(folder: Folder, tell: Tell = lambda _: None) -> Iterator[Archive]:
    """Lend the archive for one step of a run: first goes what may not be kept, last what the step found gone.

    Raise StoreTrouble where it holds a council that the register knows nothing of, and ArchiveBusy when another run
    holds it.
    """
    carry_out_erasures(folder, tell)
    _forget_old_looks(folder)
    with folder.archive() as archive:
        _refuse_empty_register(folder, archive)
        yield archive
        make_good(folder, archive)


def _forget_old_looks(folder: Folder) -> None:
    """Forget who looked longer ago than settings keep it."""
    kept_days = folder.settings.sign_in.looks_kept_days if folder.settings.sign_in else KEPT_DAYS
    folder.desk.forget_looks(first_day=looks.first_day(kept_days, folder.today()))


def carry_out_erasures(folder: Folder, tell: Tell = lambda _: None) -> Erased:
    """Erase what was asked to be erased, and whatever else no consent covers, from every file; tell what can't go yet.

    The others' figures are worked out again as of the same moment, so that nothing of the erased accounts is
    left in them and nothing else moves. Bytes of words that went on an earlier day go too. Raise ArchiveBusy when
    another run holds the archive.
    """
    folder.desk.empty_log()
    with folder.archive() as archive:
        sweep_half_written(archive)
        sweep_copies(folder.path)
        _ask_for_the_rest(folder, archive, tell)
        accounts = folder.desk.pending_erasures()
        telling = [rule.id for rule in all_rules() if rule.tells_words]
        silence(archive, folder.authors_but(folder.desk.unended()), now_us(), telling=telling)
        empty_shares(archive, now_us())
        leave_codes(archive, now_us())
        if accounts:
            _erase(folder, archive, accounts, tell)
        redact(folder, archive, going=accounts, tell=tell)
        make_good(folder, archive)
        left = [FILES_ARE_READ] if accounts and are_published(archive) else []
        if accounts or is_rewriting_due(archive, now_us()):
            rewrite(archive)
    if accounts:
        _forget(folder, accounts)
        left += what_is_left(folder)
        for line in left:
            tell(line)
    return Erased(accounts, left)


def what_is_left(folder: Folder) -> list[str]:
    """Return a line for each place in which what went may still be found."""
    copied = [COPY_IS_MADE] if has_copies(folder.path) else []
    return [*what_log_holds(folder), *what_was_set_aside(folder), *copied]


def what_log_holds(folder: Folder) -> list[str]:
    """Return what to say where the desk's log can't be emptied of what went from the desk: somebody is reading it."""
    return [] if folder.desk.empty_log(timeout_s=READERS_TIMEOUT_S) else [LOG_IS_READ]


def what_was_set_aside(folder: Folder) -> list[str]:
    """Return what to say of files that were set aside (pipelines/keep/losses.py): nothing is erased in those."""
    names = sorted(path.name for path in folder.path.glob(f"*{ASIDE}*"))
    return [f"Nothing was erased in what was set aside: remove {', '.join(names)}."] if names else []


def carry_out_what_came_up(folder: Folder, tell: Tell = lambda _: None) -> None:
    """Erase what was asked to be erased while this run held the archive, unless the next holds it already."""
    try:
        if folder.desk.pending_erasures():
            carry_out_erasures(folder, tell)
    except ArchiveBusy as busy:
        tell(f"What was withdrawn meanwhile is hidden; the next run erases it. {busy}")


def kept_accounts(folder: Folder) -> list[str]:
    """Return every account of which the archive keeps anything. Raise ArchiveBusy."""
    with folder.archive() as archive:
        return sorted(held_accounts(archive))


def _ask_for_the_rest(folder: Folder, archive: Archive, tell: Tell) -> None:
    """Ask for the erasure of every account that something is kept of and that no consent covers.

    A consent that begins later than today covers it too: a clock that was set back must not erase a council.
    """
    held = held_accounts(archive) | folder.desk.with_tokens()
    left = sorted(held - folder.desk.unended() - set(folder.desk.pending_erasures()))
    if left and folder.desk.handles():
        tell(f"no consent covers {', '.join(left)}: erasing")
        folder.desk.ask_erasure(left, kind="accounts", what=LEFT_OVER, now_us=now_us(), by="a run")


def _refuse_empty_register(folder: Folder, archive: Archive) -> None:
    """Stop before anything else where nobody was ever registered: by such a desk a whole council would be erased.

    Where a person decided to go on without the desk that was lost, nothing goes until somebody is registered anew.
    """
    held = sorted(held_accounts(archive))
    if held and not folder.desk.handles() and not folder.desk.was_given_up():
        raise StoreTrouble(
            f"Nobody is registered, but the archive holds messages of {count(len(held), 'account')}, such as "
            f"{held[0]}. If desk.sqlite was lost, put it back from a backup or register them again; what is to go, "
            f"erase: erase --account {held[0]}",
            code="register-empty",
        )


def _erase(folder: Folder, archive: Archive, accounts: list[str], tell: Tell) -> None:
    """Take every row of these accounts out of the archive, and publish what is left in place of all before it."""
    authors = [author for author, _, _, account in folder.desk.handles() if account in accounts]
    hand_on(archive, accounts, authors, _people(folder, accounts), now_us())
    folder.desk.forget_marks(doomed(archive, accounts, authors, folder.desk.marked_posts()))
    folder.desk.forget_examples(
        doomed(archive, accounts, authors, (one.post for one in folder.desk.examples()))
    )
    erase(archive, accounts, authors, now_us())
    as_of_us = finished_as_of(archive)
    if as_of_us is not None:
        tell(f"measuring again as of {from_us(as_of_us):%Y-%m-%d %H:%M} UTC")
        measure(folder, archive, as_of_us)
    elif folder.published.is_dir():
        sweep(folder.published, keep=0)  # of a run that this archive knows nothing of


def _people(folder: Folder, going: list[str]) -> People:
    members = {account.id: account.member for account in folder.desk.accounts(folder.today())}
    handles = folder.desk.handles()
    return People(
        handles=[(author, of, members[of]) for author, _, _, of in handles if of in members],
        staying=folder.desk.unended() - set(going),
        unwatched=[one.id for one in all_platforms() if one.is_seen_by_owner_alone],
    )


def _forget(folder: Folder, accounts: list[str]) -> None:
    """Take erased accounts out of the reports and off the register, but for those with a new consent."""
    import_reports.forget(folder, accounts)
    back = folder.desk.unended()
    gone = [account for account in accounts if account not in back]
    folder.desk.forget(gone, _members_left_without_accounts(folder, gone))
    folder.desk.erased(accounts, now_us=now_us())


def _members_left_without_accounts(folder: Folder, erased: list[str]) -> list[str]:
    accounts = folder.desk.accounts(folder.today())
    touched = {account.member for account in accounts if account.id in erased}
    kept = {account.member for account in accounts if account.id not in erased}
    return sorted(touched - kept)
