"""Who is on the register, and who is no longer."""

from pathlib import Path
from typing import Annotated

import typer

from metrics import numbers
from pipelines import demo, register, report
from pipelines.commands.ending import BUSY, By, Data, Wrong, account_named, clearly, end, folder_of, troubled
from pipelines.consent import carry_out_erasures, kept_accounts
from pipelines.covers import moment
from pipelines.folder import Folder, now_us
from pipelines.show import NotThere
from store.archive import ArchiveBusy


def demo_(
    data: Data = None,
    seed: Annotated[
        int, typer.Option(min=0, max=2**63 - 1, help="The same seed gives the same council.")
    ] = 1,
    members: Annotated[int, typer.Option(min=1, max=1_000)] = demo.MEMBERS,  # no council has so many
    months: Annotated[int, typer.Option(min=1, max=240)] = demo.MONTHS,  # longer than these platforms are old
    until: Annotated[
        str | None, typer.Option(help="Where its calendar ends; else the start of today.")
    ] = None,
) -> None:
    """Fill an empty data folder with an invented council, plainly labelled as invented."""
    with clearly():
        folder = folder_of(data)
        if (folder.path / "settings.toml").exists() or folder.desk.members():
            raise NotThere(
                f"{folder.path} isn't empty; the invented council needs a folder of its own (--data DIR)."
            )
        until_us = moment(until, folder.settings.zone) if until else None
        demo.fill(folder, seed=seed, members=members, months=months, until_us=until_us, tell=report.tell)


def register_(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)], data: Data = None) -> None:
    """Add members, accounts and consents from a CSV file."""
    with clearly():
        found = register.register_file(folder_of(data), file)
        report.troubles(found.troubles)
        counts = {
            "member": len(found.members),
            "account": len(found.accounts),
            "consent": len(found.consents),
        }
        report.answer(f"Registered {', '.join(numbers.count(some, one) for one, some in counts.items())}.")
        troubled(found.troubles)


def withdraw(
    account: Annotated[str, typer.Option("--account")], data: Data = None, by: By = "administrator"
) -> None:
    """End a consent: hidden at once, then erased."""
    with clearly():
        folder = folder_of(data)
        wanted = account_named(account)
        if not folder.desk.withdraw(wanted, now_us=now_us(), by=by):
            raise NotThere(f"{wanted} has no live consent to withdraw. See the register for its spelling.")
        report.answer(f"{wanted} is hidden.")
        _erase(folder)


def _erase(folder: Folder) -> None:
    try:
        erased = carry_out_erasures(folder, report.tell)
    except ArchiveBusy:
        end(BUSY, "Hidden already; another run holds the archive, and the next one will erase it.")
    report.answer(f"Erased: {', '.join(erased)}.")


def _erase_leftovers(folder: Folder) -> None:
    """Erase what no consent covers, as every run does."""
    erased = carry_out_erasures(folder, report.tell)
    if erased:
        report.answer(f"Erased: {', '.join(erased)}.")


def erase(
    account: Annotated[str | None, typer.Option("--account")] = None,
    member: Annotated[str | None, typer.Option("--member")] = None,
    platform: Annotated[str | None, typer.Option("--platform")] = None,
    data: Data = None,
    by: By = "administrator",
) -> None:
    """Erase everything of an account, a member or a platform. One audit line stays."""
    with clearly():
        folder = folder_of(data)
        if sum(map(bool, (account, member, platform))) != 1:
            raise Wrong("Name one of --account, --member or --platform.")
        wanted = account_named(account) if account else None
        accounts = [
            a.id
            for a in folder.desk.accounts(folder.today())
            if a.id == wanted or a.member == member or a.platform == platform
        ]
        kind, what = next(
            (kind, named)
            for kind, named in (("account", wanted), ("member", member), ("platform", platform))
            if named
        )
        alone = [one.id for one in folder.desk.members() if one.id == member and not accounts]
        if not accounts and not alone:  # what lies in the archive all the same
            accounts = [a for a in kept_accounts(folder) if wanted == a or platform == a.partition(":")[0]]
        if not accounts and not alone:
            _erase_leftovers(folder)
            raise NotThere(f"Nothing is registered or kept under {what}.")
        folder.desk.ask_erasure(accounts, kind=kind, what=what, now_us=now_us(), by=by)
        if alone:  # a member without any account: nothing to look for in the archive
            folder.desk.forget([], alone)
            report.answer(f"Erased: {what}.")
        else:
            _erase(folder)
