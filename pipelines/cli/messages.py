"""Bringing messages in and measuring them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from connectors import all_platforms
from connectors.archives import NotAnArchive
from connectors.connector import Priced
from connectors.posts_file import NotAPostsFile
from facts import Account, Trouble, from_us, to_us
from pipelines import report
from pipelines.cli.ending import FAILED, Data, Wrong, account_named, clearly, end, folder_of, troubled
from pipelines.cli.show import NotThere
from pipelines.collect.collect import clocks_off, collect_all
from pipelines.collect.connect import Connected, connected
from pipelines.collect.known_people import know_everybody
from pipelines.collect.releases import collect_releases
from pipelines.collect.visit import Collected
from pipelines.import_ import reports as import_reports
from pipelines.import_.archives import WrongAccount
from pipelines.import_.covers import read_covers
from pipelines.import_.import_file import import_file, import_profiles, import_releases
from pipelines.import_.keep import Report
from pipelines.keep.erasure import carry_out_erasures, carry_out_what_came_up, step
from pipelines.keep.folder import Folder, now_us
from pipelines.measure import steps as run
from pipelines.measure.run import now_of

COLLECTED = ("Account", "New", "Changed", "Gone", "Calls", "What happened")


def import_(
    files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False)],
    data: Data = None,
    account: Annotated[str | None, typer.Option("--account", help="Keep only this account's rows.")] = None,
    covers: Annotated[str | None, typer.Option("--covers", metavar="[FROM]..TO")] = None,
    *,
    releases: Annotated[bool, typer.Option("--releases", help="The council's press releases.")] = False,
    profiles: Annotated[
        bool, typer.Option("--profiles", help="What accounts say of themselves: account, read_at, text.")
    ] = False,
) -> None:
    """Import posts files and archives (zip) of X and Facebook. Importing a file twice changes nothing."""
    with clearly():
        _refuse_what_goes_ill(account, covers, releases=releases, profiles=profiles)
        folder = folder_of(data)
        stretch = read_covers(covers, folder.settings.zone) if covers is not None else None
        only = account_named(account) if account else None

        def bring(file: Path) -> Report:
            if releases:
                return import_releases(folder, file, tell=report.tell)
            if profiles:
                return import_profiles(folder, file, only=only, tell=report.tell)
            return import_file(folder, file, only=only, covers=stretch, tell=report.tell)

        _bring_all(files, bring, folder)


def _refuse_what_goes_ill(account: str | None, covers: str | None, *, releases: bool, profiles: bool) -> None:
    """Refuse options that say nothing of such a file. Raise Wrong."""
    if releases and profiles:
        raise Wrong("Say --releases or --profiles: a file holds one or the other.")
    if releases and (account or covers is not None):
        raise Wrong("Say --releases by itself: releases are of no account, and cover no time.")
    if profiles and covers is not None:
        raise Wrong("--covers is about messages: leave it out with --profiles.")


def _bring_all(files: Iterable[Path], bring: Callable[[Path], Report], folder: Folder) -> None:
    """Bring each file in, and say what came of it; a file that can't be read stops no other."""
    found: list[Trouble] = []
    kept = 0
    for file in files:
        try:
            done = bring(file)
        except WrongAccount as error:
            raise Wrong(f"{file.name}: {error}") from error
        except (NotAPostsFile, NotAnArchive) as error:
            found.append(Trouble(what=str(error), where=file.name, kind="unreadable-file"))
            report.troubles(found[-1:])
            continue
        kept += 1
        found += done.troubles
        report.troubles(done.troubles, done.written_to)
        for line in import_reports.said(done, folder.settings.zone):
            report.answer(line)
    if not kept:
        end(FAILED)
    troubled(found)


def collect(
    data: Data = None,
    account: Annotated[str | None, typer.Option("--account")] = None,
    platform: Annotated[str | None, typer.Option("--platform")] = None,
) -> None:
    """Fetch what is new. One bad account never stops the rest."""
    with clearly():
        troubled(collect_in(folder_of(data), account, platform))


def collect_in(folder: Folder, account: str | None = None, platform: str | None = None) -> list[Trouble]:
    """Fetch what is new, say what came, and return the troubles. Raise Wrong, NotThere, StoreTrouble or ArchiveBusy."""
    if folder.settings.invented:
        carry_out_erasures(folder, report.tell)
        report.answer("This council is invented: there is nothing to collect.")
        return []
    wanted = account_named(account) if account else None
    known = [one.id for one in all_platforms()]
    if platform and platform not in known:
        raise Wrong(f"Say --platform with one of {', '.join(known)}, not {platform!r}.")
    if wanted:
        platform = platform or wanted.partition(":")[0]
    with step(folder, report.tell) as archive, connected(folder, archive) as connectors:
        chosen = _chosen(folder, wanted, platform)
        _say_what_to_expect(chosen, connectors)
        asked = {name: one for name, one in connectors.items() if platform in (None, name)}
        found = know_everybody(folder, asked, chosen)
        with report.progress(Counter(account.platform for account in chosen)) as passed:
            done = collect_all(
                folder,
                archive,
                chosen,
                connectors,
                lambda visit: passed(visit.account.platform, f"{visit.account.id}: {visit.done.said}"),
                left_out=connectors.left_out,
            )
        found += clocks_off(connectors)
        if platform is None:  # nor an account, which names one
            done += collect_releases(folder, archive)
    carry_out_what_came_up(folder, report.tell)
    report.table(COLLECTED, [_told(one) for one in done])
    found += [trouble for one in done for trouble in one.troubles]
    found = list(dict.fromkeys(found))  # who it is and what is new may be refused for the same reason
    report.troubles(found)
    return found


def _chosen(folder: Folder, wanted: str | None, platform: str | None) -> list[Account]:
    """Return the accounts to be visited. Raise NotThere."""
    live = folder.live_accounts()
    if wanted:
        _refuse_unregistered(wanted, live)
    return [a for a in live.values() if wanted in (None, a.id) and platform in (None, a.platform)]


def _refuse_unregistered(wanted: str, live: Mapping[str, Account]) -> None:
    if wanted not in live:
        raise NotThere(f"{wanted} isn't on the register with a live consent. Register it first.")


def _told(one: Collected) -> tuple[str, ...]:
    return (one.account, *map(str, (one.new, one.changed, one.gone, one.calls)), one.said)


def _say_what_to_expect(accounts: list[Account], connectors: Connected) -> None:
    """Say what will cost money, before it does, and which platforms wait for an administrator."""
    of = {account.platform: [a for a in accounts if a.platform == account.platform] for account in accounts}
    for platform, theirs in sorted(of.items()):
        if platform in connectors.left_out:
            report.answer(f"{platform} is not collected: {connectors.left_out[platform]}.")
        connector = connectors.get(platform)
        if isinstance(connector, Priced):
            report.answer(connector.forecast(theirs, now_us()))


def measure(
    data: Data = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="ISO", help="Else now.")] = None,
) -> None:
    """Label, measure and publish."""
    with clearly():
        measure_in(folder_of(data), as_of)


def measure_in(folder: Folder, as_of: str | None) -> None:
    """Label, measure and publish as of a moment, else now. Raise Wrong, StoreTrouble or ArchiveBusy."""
    as_of_us = _moment(as_of) if as_of else now_of(folder)
    if as_of_us > now_us():
        report.complain(
            f"{as_of} is still to come: what happens until then can't be known yet.", "as-of-ahead"
        )
    with step(folder, report.tell) as archive:
        version = run.measure(folder, archive, as_of_us, report.tell)
    report.answer(f"Published {version}, as of {from_us(as_of_us).isoformat()}.")
    carry_out_what_came_up(folder, report.tell)


def _moment(told: str) -> int:
    try:
        return to_us(datetime.fromisoformat(told))
    except (ValueError, OverflowError) as error:
        raise Wrong(
            f"Write --as-of as ISO 8601 with its offset, such as 2026-05-01T09:00:00Z, not {told!r}."
        ) from error


def run_(data: Data = None) -> None:
    """Collect, then measure: what a scheduler calls hourly."""
    with clearly():
        folder = folder_of(data)
        found = collect_in(folder)
        measure_in(folder, None)
        troubled(found)
