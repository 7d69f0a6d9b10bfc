"""What ends: a consent; or all that is kept of an account, a member, a platform, or of a resident who asks for it.

An ending is noted at the desk first, whatever else is wrong, and each says what was done and what wasn't.
"""

from dataclasses import dataclass
from typing import Annotated

import typer

from connectors import platform_of
from people import consent
from pipelines import report
from pipelines.cli.ending import (
    BUSY,
    FAILED,
    TROUBLED,
    By,
    Data,
    Wrong,
    account_named,
    clearly,
    end,
    folder_of,
)
from pipelines.cli.show import NotThere
from pipelines.collect.known_people import beyond_telling_once_gone
from pipelines.import_ import reports as import_reports
from pipelines.keep import residents
from pipelines.keep.erasure import carry_out_erasures, kept_accounts, what_is_left
from pipelines.keep.folder import Folder, now_us
from pipelines.keep.opening import note_acts
from store.archive import ArchiveBusy
from store.settings_file import BadSettings


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be erased: of which kind, and its name."""

    kind: str  # account, member or platform
    name: str


def withdraw(
    account: Annotated[str, typer.Option("--account")], data: Data = None, by: By = "administrator"
) -> None:
    """End a consent: hidden at once, then erased."""
    with clearly():
        folder = folder_of(data, to_end=True)
        wanted = account_named(account)
        untold = beyond_telling_once_gone(folder, {wanted})
        is_new = consent.withdraw(folder.desk, wanted, now_us=now_us(), by=by)
        if is_new is None:
            raise NotThere(f"{wanted} has no live consent to withdraw. See the register for its spelling.")
        report.answer(f"{wanted} is hidden." if is_new else f"Consent for {wanted} was ended already.")
        report.troubles(untold)
        _erase(folder)


def erase(
    account: Annotated[str | None, typer.Option("--account")] = None,
    member: Annotated[str | None, typer.Option("--member")] = None,
    platform: Annotated[str | None, typer.Option("--platform")] = None,
    data: Data = None,
    by: By = "administrator",
) -> None:
    """Erase everything of an account, a member, a platform or (--account) a resident. One audit line stays."""
    with clearly():
        folder = folder_of(data, to_end=True)
        wanted = _wanted(account, member, platform)
        reports = _forget_reports(folder, wanted)
        accounts = _registered(folder, wanted)
        alone = [] if accounts or wanted.kind != "member" else _without_accounts(folder, wanted.name)
        if not accounts and not alone:  # what lies in the archive all the same
            accounts = _kept(folder, wanted)
        if not accounts and not alone:
            _erase_what_is_left(folder, wanted, is_done=bool(reports), by=by)
            return
        report.troubles(beyond_telling_once_gone(folder, accounts))
        folder.desk.ask_erasure(accounts, kind=wanted.kind, what=wanted.name, now_us=now_us(), by=by)
        if alone:  # a member without any account: nothing to look for in the archive
            folder.desk.forget([], alone)
            _say(f"Erased: {wanted.name}.", what_is_left(folder))
        else:
            _erase(folder)


def _wanted(account: str | None, member: str | None, platform: str | None) -> Wanted:
    named = {"account": account, "member": member, "platform": platform}
    told = [Wanted(kind, name) for kind, name in named.items() if name]
    if len(told) != 1:
        raise Wrong("Name one of --account, --member or --platform.")
    return Wanted("account", account_named(told[0].name)) if account else told[0]


def _registered(folder: Folder, wanted: Wanted) -> list[str]:
    names = {"account": "id", "member": "member", "platform": "platform"}
    accounts = folder.desk.accounts(folder.today())
    return [one.id for one in accounts if getattr(one, names[wanted.kind]) == wanted.name]


def _without_accounts(folder: Folder, member: str) -> list[str]:
    return [one.id for one in folder.desk.members() if one.id == member]


def _kept(folder: Folder, wanted: Wanted) -> list[str]:
    kept = kept_accounts(folder)
    if wanted.kind == "platform":
        return [one for one in kept if one.partition(":")[0] == wanted.name]
    return [one for one in kept if one == wanted.name and wanted.kind == "account"]


def _erase(folder: Folder) -> None:
    """Erase what was asked for and say so, or what it waits for."""
    if folder.unfit:
        note_acts(folder.path, folder.desk)  # an older desk that is put back must not revive it
        end(
            TROUBLED,
            f"It isn't erased yet: {folder.unfit} The first run after that erases it.",
            BadSettings.code,
        )
    try:
        done = carry_out_erasures(folder, report.tell)
    except ArchiveBusy:
        end(
            BUSY,
            "Hidden already; another run holds the archive, and the next one will erase it.",
            ArchiveBusy.code,
        )
    erased = f"Erased: {', '.join(done.accounts)}." if done.accounts else "It was erased meanwhile."
    _say(erased, done.left, told=True)


def _say(erased: str, left: list[str], *, told: bool = False) -> None:
    """Say what was erased, but where something of it couldn't go yet say that instead, and end as troubled."""
    if not left:
        report.answer(erased)
        return
    for line in () if told else left:
        report.complain(line, "erasure-waits")
    report.answer(f"{erased.removesuffix('.')}, but for what was just said.")
    end(TROUBLED)


def _forget_reports(folder: Folder, wanted: Wanted) -> int:
    """Remove the reports of imports that have the name, and say so: some may be of accounts that never were ours."""
    named = {"account": [wanted.name], "platform": [f"{wanted.name}:"], "member": []}[wanted.kind]
    gone = import_reports.forget(folder, named) if named else 0
    if gone:
        report.answer(
            f"Removed: {report.count(gone, 'report')} of imports that may have named {wanted.name}."
        )
    return gone


def _erase_what_is_left(folder: Folder, wanted: Wanted, *, is_done: bool, by: str) -> None:
    """Erase what no consent covers, as every run does, and a resident of the name; say where nothing had it."""
    if folder.unfit:
        end(FAILED, folder.unfit, BadSettings.code)
    others = carry_out_erasures(folder, report.tell)
    if others.accounts:
        _say(f"Erased: {', '.join(others.accounts)}.", others.left, told=True)
    if wanted.kind == "account" and _erase_person(folder, wanted.name, by=by):
        return
    if not is_done and wanted.name not in others.accounts:
        raise NotThere(f"Nothing is registered or kept under {wanted.name}.{_how_people_are_known(wanted)}")


def _erase_person(folder: Folder, person: str, *, by: str) -> bool:
    """Erase what a resident wrote, who wrote it included, and say so. Say whether anything is kept of them."""
    if why_not := residents.why_not(folder, person):
        raise NotThere(why_not)
    messages = residents.erase(folder, person, by=by)
    if messages:
        told = report.count(messages, "message")
        _say(
            f"Erased: the words and links of {told} of a resident, and who wrote them, in every file. When they were "
            "written, their kind and the platform's ids of them stay, so that no figure moves; on Bluesky an id holds "
            "its author's. They are never kept with words again. What this person writes from now on is kept as any "
            "resident's is.",
            what_is_left(folder),
        )
    return bool(messages)


def _how_people_are_known(wanted: Wanted) -> str:
    platform = platform_of(wanted.name.partition(":")[0])
    if wanted.kind != "account" or not platform or not platform.knows_people_by:
        return ""
    collected = f"what is collected from {platform.id} is kept under {platform.knows_people_by}"
    return f" If it is a resident who asks: {collected}."
