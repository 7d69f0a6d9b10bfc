"""A backup is made, and put back."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from facts import from_us, iso
from pipelines import report
from pipelines.cli.ending import TROUBLED, By, Data, Json, Wrong, chosen, clearly, end, folder_of
from pipelines.cli.show import to_json
from pipelines.keep.backups import rotating
from pipelines.keep.backups.restoring import Restored
from pipelines.keep.backups.restoring import restore as put_back
from pipelines.keep.backups.taking import APART_TOLD, Taken, take
from pipelines.keep.folder import Folder
from pipelines.report import count
from store import identity
from store.backup_manifest import Manifest
from store.belonging import ARCHIVE, DESK
from store.data_folder import data_folder
from store.trouble import StoreTrouble

MINUTE_S = 60.0
HOLDS = {
    "members": "Members",
    "accounts": "Accounts",
    "consents": "Consents, ended ones too",
    "messages": "Messages",
    "labels": "Labels",
    "marks": "Corrections",
    "editions": "Editions",
    "examples": "Examples",
    "people": "People who may sign in",
    "outbox": "Messages to people",
    "audit": "Lines of the log",
}


def _a_file(told: str) -> Path:
    """Return a path as typed. Raise BadParameter where nothing was."""
    if not told.strip():
        raise typer.BadParameter("It is empty. Name a file.")
    return Path(told)


def backup(  # noqa: PLR0917  (typer reads options from the parameters)
    file: Annotated[
        Path | None,
        typer.Argument(
            parser=_a_file, metavar="FILE", help="Where it goes: a file, or a folder (else [backups] folder)."
        ),
    ] = None,
    data: Data = None,
    keep: Annotated[
        int | None,
        typer.Option("--keep", min=1, metavar="N", help="In a folder: keep the latest N, remove older ones."),
    ] = None,
    wait: Annotated[
        float,
        typer.Option("--wait", min=0, metavar="MINUTES", help="How long to wait for a run that is at work."),
    ] = 60,
    expire: Annotated[
        bool, typer.Option("--expire", help="Only remove backups that are older than settings keep them.")
    ] = False,
    forget: Annotated[
        Path | None,
        typer.Option("--forget", parser=_a_file, metavar="FILE", help="Only note that a backup is gone."),
    ] = None,
    by: By = "administrator",
    as_json: Json = False,
) -> None:
    """One file that holds the whole data folder, but for its key: consistent while others work, read back."""
    with clearly():
        if (expire or forget) and (file or keep or (expire and forget)):
            raise Wrong("Say one thing: make a backup, --expire or --forget FILE.")
        _refuse_nothing(data_folder(data or chosen["data"]))
        folder = folder_of(data)
        if expire:
            _expire(folder, by)
            return
        if forget:
            rotating.forget(folder, forget, by=by)
            report.answer(f"Noted: {forget} is gone.")
            return
        if keep and file and not file.is_dir():
            raise Wrong(f"--keep is for a folder of backups, and {file} is none. Name its folder.")
        _make(folder, rotating.place(folder, file), keep, wait_s=wait * MINUTE_S, by=by, as_json=as_json)


def _make(folder: Folder, path: Path, keep: int | None, *, wait_s: float, by: str, as_json: bool) -> None:
    made = take(folder, path, wait_s=wait_s, by=by, tell=report.tell)
    gone = rotating.keep_latest(folder, path.parent, keep) if keep else []
    if as_json:
        report.answer(to_json({**_document(made), "removed": [str(one) for one in gone]}))
    else:
        _say_made(made)
        _say_gone(gone)


def _refuse_nothing(path: Path) -> None:
    """Refuse a folder in which there is no council: a mistyped one would be backed up every night."""
    if not any((path / name).exists() for name in (DESK, ARCHIVE, identity.FILE)):
        raise StoreTrouble(
            f"There is no council in {path}: nothing to back up. Is --data or TWOWAY_DATA mistyped?",
            code="desk-missing",
        )


def restore(
    file: Annotated[Path, typer.Argument(parser=_a_file, metavar="FILE", help="A backup.")],
    data: Data = None,
    by: By = "administrator",
    as_json: Json = False,
) -> None:
    """Put a backup back: into an empty folder, or in place of a broken one; what was ended since is ended again."""
    with clearly():
        if not by.strip():
            raise Wrong("Say with --by who puts it back: it is logged.")
        path = data_folder(data or chosen["data"])
        done = put_back(path, file, by=by, tell=report.tell)
        if as_json:
            report.answer(to_json(_restored(done, path)))
        else:
            _say_restored(done, path)
        for line in done.applied.left:
            report.complain(line, "erasure-waits")
        if done.applied.left:
            end(TROUBLED)


def _expire(folder: Folder, by: str) -> None:
    gone = rotating.expire(folder, by=by)
    left = [*rotating.steps(rotating.look(folder))]
    _say_gone(gone, "" if left else "No backup is that old.")
    for step in left:
        report.complain(step.told, step.code)
    if left:
        end(TROUBLED)


def _say_made(made: Taken) -> None:
    _say_what(made.manifest, f"Backed up to {made.path} ({_mb(made.length_bytes)}), and read back:")
    if made.left_out:
        report.answer(f"Not in it: {', '.join(made.left_out)}.")
    report.answer(APART_TOLD)


def _say_what(manifest: Manifest, what: str) -> None:
    report.answer(what)
    report.answer(
        f"{manifest.council}, as it was on {from_us(manifest.made_us):%Y-%m-%d at %H:%M:%S} UTC; data folder "
        f"{manifest.folder}."
    )
    rows = [(HOLDS[name], f"{manifest.holds[name]:,}") for name in HOLDS if name in manifest.holds]
    report.table(("Holds", "How many"), rows)


def _say_gone(gone: list[Path], nothing: str = "") -> None:
    if gone or nothing:
        report.answer(f"Removed: {', '.join(map(str, gone))}." if gone else nothing)


def _say_restored(done: Restored, path: Path) -> None:
    _say_what(done.manifest, f"Put back into {path}:")
    if done.set_aside:
        report.answer(
            f"What was there lies in {done.set_aside}. Nothing is erased in it: remove it once nobody needs it."
        )
    for line in _applied(done):
        report.answer(line)
    if done.lacks:
        lacks = " and ".join(done.lacks)
        verb = "isn't" if len(done.lacks) == 1 else "aren't"
        report.answer(
            f"{lacks} {verb} there: pages and show work, nothing is collected, imported or measured, since nobody "
            "knows what was ended after this backup was made: people who were let out since may come in until then. "
            f"Put the copies of key and identity into {path} and restore this file once more; or a person decides to "
            "go on without: python -m pipelines doctor"
        )
    elif done.is_log_older:
        report.answer(
            "The file identity knows of nothing that was logged after this backup. If it is a copy as old as the "
            "backup, end again what ended since: withdraw, erase, person remove, example refuse."
        )


def _applied(done: Restored) -> list[str]:
    applied = done.applied
    told = {
        "Ended again, since they were ended after the backup was made: "
        + ", ".join(applied.consents): applied.consents,
        f"Refused again: {count(applied.examples, 'example')}.": applied.examples,
        f"Let out again: {count(applied.roles, 'role')} of people who may sign in.": applied.roles,
        f"Written to no more: {count(applied.opted_out, 'person', 'people')}, who wanted that.": applied.opted_out,
        f"Forgotten again: {count(applied.tokens, 'token')}.": applied.tokens,
        f"Erased again: {count(applied.residents, 'resident')}.": applied.residents,
        f"Nobody can tell whether {count(applied.in_doubt, 'message')} went out: deliver list, deliver settle.": (
            applied.in_doubt
        ),
        f"Reads of this month count as used up: {', '.join(applied.used_up)}.": applied.used_up,
    }
    return [line for line, is_so in told.items() if is_so]


def _document(made: Taken) -> dict[str, Any]:
    return {
        "path": str(made.path),
        "length_bytes": made.length_bytes,
        "left_out": made.left_out,
        **_about(made.manifest),
    }


def _restored(done: Restored, path: Path) -> dict[str, Any]:
    return {
        "folder_path": str(path),
        "set_aside": done.set_aside or None,
        "lacks": list(done.lacks),
        "applied": asdict(done.applied),
        **_about(done.manifest),
    }


def _about(manifest: Manifest) -> dict[str, Any]:
    files = [
        {"name": one.name, "length_bytes": one.length_bytes, "sha256": one.sha256} for one in manifest.files
    ]
    return {
        "council": manifest.council,
        "made_at": iso(manifest.made_us),
        "folder": manifest.folder,
        "holds": dict(manifest.holds),
        "files": files,
    }


def _mb(length_bytes: int) -> str:
    return f"{length_bytes / 1e6:,.1f} MB"
