"""Freezes a month when it has closed: its facts once, and what is made of them, each under its own hash.

An edition is never altered. What is collected or decided later changes it only where a person asks for a revision,
which says what changed; the former one stays.
"""

from collections.abc import Callable, Mapping, Sequence

from facts import from_us
from people.redaction import names_of
from pipelines.keep.folder import Folder, now_us
from pipelines.measure import label
from pipelines.measure.measure import work_out
from pipelines.measure.run import run_of
from pipelines.measure.sights import earliest_us
from pipelines.summarise.council_facts import council_facts, needed
from pipelines.summarise.documents import facts_of, kept_as
from pipelines.summarise.examples import examples_of
from pipelines.summarise.figures import MONTHS, Facts, made_of
from pipelines.summarise.months import closed, closes_us
from pipelines.summarise.revising import changed, gives_away
from store.archive import Archive
from store.editions import Edition
from store.trouble import StoreTrouble
from store.typed import check

Tell = Callable[[str], None]


class NotClosed(StoreTrouble):
    """A month hasn't closed yet, or nothing of it was kept. The message says which."""

    code = "month-open"


class WouldTell(StoreTrouble):
    """A revision beside the edition would tell what a few members had."""

    code = "would-tell"


class NothingChanged(StoreTrouble):
    """A revision would say what the edition says already."""

    code = "nothing-changed"


def due(folder: Folder, archive: Archive, now: int) -> list[str]:
    """Return the closed months of the last 13 that have no edition, oldest first; older ones are made by name."""
    known = _frozen(folder)
    return [month for month in _closed(folder, archive, now)[-MONTHS:] if month not in known]


def freeze(folder: Folder, archive: Archive, month: str, *, now: int, tell: Tell = lambda _: None) -> Edition:
    """Return a month's latest edition, frozen at this moment if there is none. Raise NotClosed or StoreTrouble."""
    known = folder.desk.latest_editions().get(month)
    if known:
        return known
    if month in _frozen(folder):
        raise StoreTrouble(
            f"The summary of {month} was frozen, and its files are gone: put them back from a backup. It isn't made "
            "anew: beside what was handed out it might tell what a few members had.",
            code="edition-damaged",
        )
    if month not in _closed(folder, archive, now):
        raise NotClosed(_why_not(folder, month, now))
    facts, accounts = _facts(folder, archive, month, tell)
    return _keep(folder, {**facts, "revision": 1, "changed": []}, accounts, by="")


def revise(folder: Folder, archive: Archive, month: str, *, by: str, tell: Tell = lambda _: None) -> Edition:
    """Freeze a month once more by what is known now, and say what changed.

    Raise NotClosed, WouldTell, NothingChanged, HoldsUnseen or StoreTrouble.
    """
    check(by, "The name of who asks")
    former = folder.desk.latest_editions().get(month)
    if former is None:
        raise NotClosed(
            f"There is no edition of {month} to revise. Make it: python -m pipelines summary --month {month}"
        )
    before, (now, accounts) = facts_of(folder, former), _facts(folder, archive, month, tell)
    members = {one.id: one.member for one in folder.desk.accounts(folder.today())}
    if gives_away([one.made_of for one in folder.desk.editions() if one.month == month], accounts, members):
        raise WouldTell(
            f"Since the edition of {month} was made a few members have come or gone: beside it, a revision would tell "
            "what they had. It stays as it is."
        )
    found = changed(before, now)
    if not found:
        raise NothingChanged(f"Nothing that the edition of {month} says has changed: it stays as it is.")
    return _keep(folder, {**now, "revision": former.revision + 1, "changed": found}, accounts, by=by)


def _facts(
    folder: Folder, archive: Archive, month: str, tell: Tell
) -> tuple[Facts, Mapping[str, Sequence[str]]]:
    """Return a month's facts, and of which accounts each of its figures is."""
    label.catch_up(archive, folder.on_register(), lambda done: tell(f"labelled {done:,} messages"))
    tell(f"measuring {month} as of its close")
    run = needed(run_of(folder, archive, closes_us(month, folder.settings.zone)), month)
    worked_out = work_out(archive, run)
    facts = council_facts(
        archive,
        run,
        worked_out,
        month,
        frozen=_others(folder, tell),
        examples=examples_of(folder, archive, run, month),
    )
    return facts, made_of(run, worked_out, month)


def _others(folder: Folder, tell: Tell) -> dict[str, Facts]:
    """Return the facts of every month's edition; one that can't be read stops no other."""
    found = {}
    for month, edition in folder.desk.latest_editions().items():
        try:
            found[month] = facts_of(folder, edition)
        except StoreTrouble as trouble:
            tell(f"{month} is told as it is known now: {trouble}")
    return found


def _keep(folder: Folder, facts: Facts, accounts: Mapping[str, Sequence[str]], *, by: str) -> Edition:
    edition = kept_as(folder, facts, by=by, names=names_of(facts), made_of=accounts, made_us=now_us())
    folder.desk.add_edition(edition)
    return edition


def _frozen(folder: Folder) -> set[str]:
    """Return the months that were ever frozen."""
    return {one.month for one in folder.desk.editions()}


def _closed(folder: Folder, archive: Archive, now: int) -> list[str]:
    return closed(earliest_us(archive, now), now, folder.settings.zone)


def _why_not(folder: Folder, month: str, now: int) -> str:
    closes = closes_us(month, folder.settings.zone)
    if closes <= now:
        return f"There is nothing of {month} in the archive, nor of any month before it."
    at = from_us(closes).astimezone(folder.settings.zone)
    return f"{month} closes on {at:%Y-%m-%d} at {at:%H:%M}. Until then there is no summary of it."
