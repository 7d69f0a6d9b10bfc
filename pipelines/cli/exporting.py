"""Everything held about a member, handed out as one file that a person can read."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines import report
from pipelines.cli.ending import By, Data, Language, Wrong, clearly, folder_of, in_language
from pipelines.cli.show import NotThere
from pipelines.keep.export.export import export as write
from pipelines.keep.folder import Folder, now_us
from store.typed import check
from summaries.file_names import file_name
from wording.language import DEFAULT

ACT = "export member"  # as the log says it


def a_file(told: str) -> Path:
    """Return a file as typed. Raise BadParameter where nothing was."""
    if not told.strip():
        raise typer.BadParameter("It is empty. Name a file, such as member.zip.")
    return Path(told)


def export(
    member: Annotated[str, typer.Option("--member", help="The member, by the id on the register.")],
    data: Data = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            parser=a_file,
            metavar="FILE",
            help="The zip; else two-way-MEMBER-DATE.zip where you are.",
        ),
    ] = None,
    by: By = "administrator",
    language: Language = DEFAULT,
) -> None:
    """Write everything held about a member into a zip that a person can read, and why the rest is left out."""
    with clearly(), in_language(language, data):
        if not by.strip():
            raise Wrong("Say with --by who exports: it is logged.")
        check(by, "The name of who exports")
        folder = folder_of(data)
        if member not in {one.id for one in folder.desk.members()}:
            raise NotThere(f"{member} isn't on the register.")
        path = out or Path(_named(folder, member, language))
        _check(path, folder)
        at_us = now_us()
        try:
            done = write(
                folder,
                member,
                path,
                now_us=at_us,
                log=lambda: folder.desk.log(ACT, member, by=by, now_us=at_us),
            )
        except FileExistsError:
            raise _taken(path) from None
        for account in done.going:
            report.tell(
                f"{account}: its consent ended. What was kept of it is being erased and isn't in the file."
            )
        report.answer(f"Written: {path}, {report.count(sum(done.rows.values()), 'row')}.")


def _named(folder: Folder, member: str, language: str) -> str:
    suffix = "" if language == DEFAULT else language
    return file_name("two-way", member, folder.today().isoformat(), suffix, form="zip")


def _check(path: Path, folder: Folder) -> None:
    """Refuse a place that is taken, or that an erasure would have to look into. Raise Wrong."""
    if path.exists() or path.is_symlink():
        raise _taken(path)
    if path.resolve().is_relative_to(folder.path.resolve()):
        raise Wrong(f"{path} lies in the data folder: say with --out where else it is to be put.")


def _taken(path: Path) -> Wrong:
    return Wrong(
        f"{path} is there already, and isn't written over: say with --out how else it is to be called."
    )
