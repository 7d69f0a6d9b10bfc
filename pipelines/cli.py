"""What can be said on the command line, and how each command ends.

Exit codes: 0 done; 1 failed; 2 wrong arguments; 3 another run holds the archive; 4 done, but with troubles.
"""

import errno
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer
from sqlalchemy.exc import DatabaseError, OperationalError

import guidance
from connectors.posts_file import NotAPostsFile
from facts import MarkKind, Trouble, account_id, from_us, to_us
from metrics import all_measures
from pipelines import calendar, demo, register, report, run
from pipelines.collect import collect_all, connectors_of
from pipelines.consent import carry_out_erasures
from pipelines.covers import BadCovers, moment, read_covers
from pipelines.folder import Folder, now_us
from pipelines.bring import import_file
from pipelines.settings import BadSettings
from pipelines.show import NotThere, Shown, as_text, line_document, to_json
from pipelines.try_label import try_labels
from store.archive import ArchiveBroken, ArchiveBusy
from store.published import CannotBeRead, NothingPublished

FAILED, WRONG, BUSY, TROUBLED = 1, 2, 3, 4

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None, help=__doc__)
mark = typer.Typer(no_args_is_help=True, help="People's corrections: they beat the rules, are logged, can be undone.")

Data = Annotated[Path | None, typer.Option("--data", help="The data folder (or TWOWAY_DATA; else data/).")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
Month = Annotated[str | None, typer.Option("--month", metavar="YYYY-MM", help="A month; else the last 90 days.")]
By = Annotated[str, typer.Option("--by", help="Who does this; it is logged.")]

_chosen: dict[str, Path | None] = {"data": None}


class Wrong(Exception):
    """Wrong arguments; the message says which and what to write."""


@app.callback()
def _choose(data: Data = None) -> None:
    """Two-Way: how councillors' public social media lives up to their council's guidance."""
    _chosen["data"] = data


def _folder(data: Path | None) -> Folder:
    return Folder(data or _chosen["data"])


@contextmanager
def _clearly() -> Iterator[None]:
    """Turn what can go wrong into one clear line and the right exit code."""
    try:
        yield
    except (Wrong, BadCovers) as error:
        _end(WRONG, str(error))
    except ArchiveBusy as error:
        _end(BUSY, str(error))
    except (ArchiveBroken, BadSettings, CannotBeRead, NothingPublished, NotThere, register.NotARegister) as error:
        _end(FAILED, str(error))
    except guidance.PackTrouble as error:
        _end(FAILED, str(error))
    except OSError as error:
        _end(FAILED, _about_disk(error))
    except (duckdb.IOException, duckdb.OutOfMemoryException, OperationalError, DatabaseError) as error:
        _end(FAILED, f"The disk or a file gave way, nothing half-done was kept: {str(error).splitlines()[0]}")


def _about_disk(error: OSError) -> str:
    where = f" ({error.filename})" if error.filename else ""
    if error.errno == errno.ENOSPC:
        return f"The disk is full{where}. Nothing half-done was kept; make room and run this again."
    return f"{error.strerror or error}{where}. Nothing half-done was kept; mend it and run this again."


def _end(code: int, text: str = "") -> None:
    if text:
        report.complain(text)
    raise typer.Exit(code)


def _troubled(found: list[Trouble]) -> None:
    if found:
        _end(TROUBLED)


@app.command("demo")
def demo_(
    data: Data = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same council.")] = 1,
    members: Annotated[int, typer.Option(min=1)] = demo.MEMBERS,
    months: Annotated[int, typer.Option(min=1)] = demo.MONTHS,
    until: Annotated[str | None, typer.Option(help="Where its calendar ends; else the start of today.")] = None,
) -> None:
    """Fill an empty data folder with an invented council, plainly labelled as invented."""
    with _clearly():
        folder = _folder(data)
        if (folder.path / "settings.toml").exists() or folder.desk.members():
            raise NotThere(f"{folder.path} isn't empty; the invented council needs a folder of its own (--data DIR).")
        until_us = moment(until, folder.settings.zone) if until else None
        demo.fill(folder, seed=seed, members=members, months=months, until_us=until_us, tell=report.tell)


@app.command("register")
def register_(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)], data: Data = None) -> None:
    """Add members, accounts and consents from a CSV file."""
    with _clearly():
        found = register.register_file(_folder(data), file)
        report.troubles(found.troubles)
        counts = f"{len(found.members)} members, {len(found.accounts)} accounts, {len(found.consents)} consents"
        report.answer(f"Registered {counts}.")
        _troubled(found.troubles)


@app.command("withdraw")
def withdraw(account: Annotated[str, typer.Option("--account")], data: Data = None, by: By = "administrator") -> None:
    """End a consent: hidden at once, then erased."""
    with _clearly():
        folder = _folder(data)
        wanted = _account_named(account)
        if not folder.desk.withdraw(wanted, now_us=now_us(), by=by):
            raise NotThere(f"{wanted} has no live consent to withdraw. See the register for its spelling.")
        report.answer(f"{wanted} is hidden.")
        _erase(folder)


def _erase(folder: Folder) -> None:
    try:
        erased = carry_out_erasures(folder, report.tell)
    except ArchiveBusy:
        _end(BUSY, "Hidden already; another run holds the archive, and the next one will erase it.")
    report.answer(f"Erased: {', '.join(erased)}.")


def _account_named(told: str) -> str:
    platform, _, handle = told.partition(":")
    if not platform or not handle:
        raise Wrong(f"Write {told!r} as platform:handle, such as bluesky:{told}.")
    return account_id(platform, handle)


@app.command("erase")
def erase(
    account: Annotated[str | None, typer.Option("--account")] = None,
    member: Annotated[str | None, typer.Option("--member")] = None,
    platform: Annotated[str | None, typer.Option("--platform")] = None,
    data: Data = None,
    by: By = "administrator",
) -> None:
    """Erase everything of an account, a member or a platform. One audit line stays."""
    with _clearly():
        folder = _folder(data)
        if sum(map(bool, (account, member, platform))) != 1:
            raise Wrong("Name one of --account, --member or --platform.")
        wanted = _account_named(account) if account else None
        accounts = [
            a.id
            for a in folder.desk.accounts(folder.today())
            if a.id == wanted or a.member == member or a.platform == platform
        ]
        what = wanted or member or platform or ""
        if not accounts:
            raise NotThere(f"Nothing is registered under {what}.")
        folder.desk.ask_erasure(accounts, what=what, now_us=now_us(), by=by)
        _erase(folder)


@app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False)],
    data: Data = None,
    account: Annotated[str | None, typer.Option("--account", help="Keep only this account's rows.")] = None,
    covers: Annotated[str | None, typer.Option("--covers", metavar="[FROM]..TO")] = None,
) -> None:
    """Import posts files. Importing a file twice changes nothing."""
    with _clearly():
        folder = _folder(data)
        stretch = read_covers(covers, folder.settings.zone) if covers else None
        only = _account_named(account) if account else None
        found: list[Trouble] = []
        kept = 0
        for file in files:
            try:
                done = import_file(folder, file, only=only, covers=stretch, tell=report.tell)
            except NotAPostsFile as error:
                found.append(Trouble(what=str(error), where=file.name))
                report.complain(str(found[-1]))
                continue
            kept += 1
            found += done.troubles
            report.troubles(done.troubles, done.written_to)
            report.answer(f"{file.name}: {done.kept} messages kept, {done.already_kept} kept before.")
        if not kept:
            _end(FAILED)
        _troubled(found)


@app.command("collect")
def collect(
    data: Data = None,
    account: Annotated[str | None, typer.Option("--account")] = None,
    platform: Annotated[str | None, typer.Option("--platform")] = None,
) -> None:
    """Fetch what is new. One bad account never stops the rest."""
    with _clearly():
        _troubled(_collect(_folder(data), account, platform))


def _collect(folder: Folder, account: str | None = None, platform: str | None = None) -> list[Trouble]:
    carry_out_erasures(folder, report.tell)
    if folder.settings.invented:
        report.answer("This council is invented: there is nothing to collect.")
        return []
    wanted = _account_named(account) if account else None
    live = folder.live_accounts()
    if wanted and wanted not in live:
        raise NotThere(f"{wanted} isn't on the register with a live consent. Register it first.")
    chosen = [a for a in live.values() if wanted in (None, a.id) and platform in (None, a.platform)]
    with folder.archive() as archive:
        run.make_good(folder, archive)
        done = collect_all(folder, archive, chosen, connectors_of(folder, archive), report.tell)
    rows = [(one.account, str(one.new), str(one.changed), str(one.calls), one.said) for one in done]
    report.table(("Account", "New", "Changed", "Calls", "What happened"), rows)
    found = [trouble for one in done for trouble in one.troubles]
    report.troubles(found)
    return found


@app.command("measure")
def measure(
    data: Data = None, as_of: Annotated[str | None, typer.Option("--as-of", metavar="ISO", help="Else now.")] = None
) -> None:
    """Label, measure and publish."""
    with _clearly():
        _measure(_folder(data), as_of)


def _measure(folder: Folder, as_of: str | None) -> None:
    as_of_us = _moment(as_of) if as_of else now_us()
    if as_of_us > now_us():
        report.complain(f"{as_of} is still to come: what happens until then can't be known yet.")
    carry_out_erasures(folder, report.tell)
    with folder.archive() as archive:
        version = run.measure(folder, archive, as_of_us, report.tell)
    report.answer(f"Published {version}, as of {from_us(as_of_us).isoformat()}.")


def _moment(told: str) -> int:
    try:
        return to_us(datetime.fromisoformat(told))
    except (ValueError, OverflowError) as error:
        raise Wrong(f"Write --as-of as ISO 8601 with its offset, such as 2026-05-01T09:00:00Z, not {told!r}.") from error


@app.command("run")
def run_(data: Data = None) -> None:
    """Collect, then measure: what a scheduler calls hourly."""
    with _clearly():
        folder = _folder(data)
        found = _collect(folder)
        _measure(folder, None)
        _troubled(found)


@app.command("show")
def show(
    member: Annotated[str | None, typer.Argument()] = None,
    data: Data = None,
    everybody: Annotated[bool, typer.Option("--all", help="Every member.")] = False,
    month: Month = None,
    as_json: Json = False,
) -> None:
    """Results as published, the last 90 days unless a month is named."""
    with _clearly():
        if bool(member) == everybody:
            raise Wrong("Name one member, or say --all.")
        shown = Shown(_folder(data))
        label = _label(month)
        documents = [shown.results(one, label) for one in (shown.members() if everybody else [str(member)])]
        if as_json:
            report.answer(to_json(documents if everybody else documents[0]))
        else:
            report.answer("\n".join(line for document in documents for line in as_text(document)))


@app.command("evidence")
def evidence(member: str, measure: str, data: Data = None, month: Month = None, as_json: Json = False) -> None:
    """The occasions behind one result."""
    with _clearly():
        document = Shown(_folder(data)).evidence(member, measure, _label(month))
        if as_json:
            report.answer(to_json(document))
        else:
            names = ("happened_at", "post", "answer", "met", "value", "why")
            rows = [[_cell(one[name]) for name in names] for one in document["occasions"]]
            report.table(names, rows)


def _cell(value: Any) -> str:
    return "" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)


def _label(month: str | None) -> str:
    if month is None:
        return calendar.LAST_90_DAYS
    try:
        return f"{datetime.strptime(month, '%Y-%m').replace(tzinfo=UTC):%Y-%m}"
    except ValueError as error:
        raise Wrong(f"Write --month as YYYY-MM, such as 2026-10, not {month!r}.") from error


@app.command("lines")
def lines(data: Data = None, as_json: Json = False) -> None:
    """Every line of the guidance, with the measures that mirror it or why it can't be seen."""
    with _clearly():
        folder = _folder(data)
        pack = guidance.read(folder.settings.pack, folder.path, known=[m.id for m in all_measures()])
        documents = [line_document(line) for line in pack.lines]
        if as_json:
            report.answer(to_json(documents))
        for one in [] if as_json else documents:
            how = ", ".join(one["measures"]) or one["not_seen_because"]
            report.answer(f"{'Do' if one['do'] else 'Not'}: {one['words']}\n     {how}")


@app.command("label")
def label(
    file: Annotated[Path | None, typer.Argument(exists=True, dir_okay=False)] = None, as_json: Json = False
) -> None:
    """Try the text rules: JSON Lines in (a file or standard input), one JSON a line out."""
    with _clearly():
        source = file.open(encoding="utf-8", errors="replace") if file else sys.stdin
        with source:
            found = try_labels(source, report.answer)
        report.troubles(found)
        _troubled(found)


def _mark_post(kind: MarkKind) -> Callable[..., None]:
    def command(
        post: Annotated[str, typer.Option("--post", help="The id of the message.")],
        by: Annotated[str, typer.Option("--by", help="Who says so; it is logged.")],
        why: Annotated[str, typer.Option("--why")] = "",
        data: Data = None,
    ) -> None:
        with _clearly():
            folder = _folder(data)
            number = folder.desk.add_mark(kind, post=post, by=by, why=why, now_us=now_us())
            report.answer(f"Mark {number}: {kind.value} {post}. It takes effect at the next measure.")

    return command


for _kind, _words in (
    (MarkKind.NOT_AN_ASK, "This message asks nothing."),
    (MarkKind.IS_AN_ASK, "This message asks something."),
    (MarkKind.ANSWERED_ELSEWHERE, "This was answered by phone, at a surgery or by e-mail."),
    (MarkKind.SET_ASIDE, "Leave this exchange out, for a reason given with --why."),
):
    mark.command(_kind.value, help=_words)(_mark_post(_kind))


@mark.command("away")
def mark_away(
    member: Annotated[str, typer.Option("--member")],
    from_: Annotated[str, typer.Option("--from", help="First day away, or a time with its offset.")],
    to: Annotated[str, typer.Option("--to", help="Last day away, or a time with its offset.")],
    by: Annotated[str, typer.Option("--by", help="Who says so; it is logged.")],
    why: Annotated[str, typer.Option("--why")] = "",
    data: Data = None,
) -> None:
    """A member is away; whole local days, both included."""
    with _clearly():
        folder = _folder(data)
        if member not in {one.id for one in folder.desk.members()}:
            raise NotThere(f"{member} isn't on the register.")
        zone = folder.settings.zone
        away = member, moment(from_, zone), moment(to, zone, is_end=True)
        if away[1] >= away[2]:
            raise Wrong("--from must not be after --to.")
        number = folder.desk.add_mark(MarkKind.AWAY, away=away, by=by, why=why, now_us=now_us())
        report.answer(f"Mark {number}: {member} away. It takes effect at the next measure.")


@mark.command("list")
def mark_list(data: Data = None, as_json: Json = False) -> None:
    """The marks in force."""
    with _clearly():
        found = _folder(data).desk.marks()
        documents = [
            {
                "mark": one.id,
                "kind": one.kind.value,
                "post": one.post,
                "member": one.member,
                "from": from_us(one.from_us).isoformat() if one.from_us is not None else None,
                "to": from_us(one.to_us).isoformat() if one.to_us is not None else None,
                "by": one.by,
                "why": one.why,
                "made_at": from_us(one.made_us).isoformat(),
            }
            for one in found
        ]
        if as_json:
            report.answer(to_json(documents))
        else:
            report.table(list(documents[0]) if documents else ["mark"], [map(_cell, d.values()) for d in documents])


@mark.command("undo")
def mark_undo(
    number: int, by: Annotated[str, typer.Option("--by")] = "administrator", data: Data = None
) -> None:
    """Take a mark back; the log keeps both."""
    with _clearly():
        if not _folder(data).desk.undo_mark(number, now_us=now_us(), by=by):
            raise NotThere(f"There is no mark {number} in force. See: mark list.")
        report.answer(f"Mark {number} is undone. It takes effect at the next measure.")


app.add_typer(mark, name="mark")


def main() -> None:
    """Run the command line."""
    app()
